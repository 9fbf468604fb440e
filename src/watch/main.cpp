// mcpctl-watch: restarts a server when files change. It runs as mcpctl-watch@NAME.service, beside
// each server that has the key `watch`, and asks nothing of the processor while nothing happens.
//
//   mcpctl-watch user|system UNIT DELAY_MS [--ignore PATTERN|--ignore-file PATH]... -- PATH...

#include "session/journal_message.hpp"
#include "watch/delay.hpp"
#include "watch/failure.hpp"
#include "watch/options.hpp"
#include "watch/service.hpp"
#include "watch/tree.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <poll.h>
#include <set>
#include <syslog.h>

namespace {

using namespace mcpctl;
using Clock = std::chrono::steady_clock;

constexpr int usage_status = 2;
constexpr std::chrono::seconds between_looks(1); // for watched folders that are not there

int usage()
{
  std::fputs("usage: mcpctl-watch user|system UNIT DELAY_MS [--ignore PATTERN|--ignore-file "
             "PATH]... -- PATH...\n"
             "It stands in the units of servers with the key watch: see mcp@.service(7).\n",
             stderr);
  return usage_status;
}

class Watcher
{
public:
  explicit Watcher(WatchOptions options)
      : service_(options.is_system, std::move(options.unit)), delay_(options.delay),
        tree_(std::move(options.roots), std::move(options.ignored))
  {
  }

  // Returns when nothing can be watched any more.
  int run()
  {
    if (const WatchFailure failure = tree_.scan(left_out_); failure.error != 0)
      return fail(failure);
    tell_ready();
    for (;;) {
      wait();
      WatchFailure failure = tree_.read(changed_, left_out_);
      if (failure.error == 0 && tree_.is_any_missing())
        failure = tree_.look_for_missing(changed_, left_out_);
      if (failure.error != 0)
        return fail(failure);
      if (const auto due = delay_.due(); due && *due <= Clock::now())
        act();
    }
  }

private:
  void tell_ready() const
  {
    BoundedText<80> text("READY=1\nSTATUS=watching ");
    text << tree_.folders() << (tree_.folders() == 1 ? " folder" : " folders");
    const char* const socket = std::getenv("NOTIFY_SOCKET"); // NOLINT(concurrency-mt-unsafe)
    send_datagram(socket == nullptr ? "" : socket, text.view());
  }

  void wait() const
  {
    std::optional<Clock::time_point> until = delay_.due();
    if (tree_.is_any_missing()) {
      const Clock::time_point look = Clock::now() + between_looks;
      until = until ? std::min(*until, look) : look;
    }
    int limit = -1;
    if (until) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(*until - Clock::now());
      limit = static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 3'600'000));
    }
    pollfd watched = {.fd = tree_.descriptor(), .events = POLLIN, .revents = 0};
    ::poll(&watched, 1, limit);
  }

  void act()
  {
    std::string text = "restarting: " + first_ + " changed";
    if (others_.size() == most_others)
      text += ", and many more";
    else if (!others_.empty())
      text += ", and " + std::to_string(others_.size()) + " more";
    delay_.reset();
    first_.clear();
    others_.clear();
    service_.tell(LOG_NOTICE, text);
    if (!service_.restart())
      service_.tell(LOG_NOTICE, "not restarted: it is being stopped, or systemd refused");
    tell_ready();
  }

  void remember(std::string_view path)
  {
    delay_.change(Clock::now());
    if (first_.empty())
      first_ = path;
    else if (path != first_ && others_.size() < most_others)
      others_.emplace(path);
  }

  void complain(std::string_view path, int error) const
  {
    service_.tell(LOG_WARNING,
                  "not watched: " + std::string(path) + ": " + std::strerror(error)); // NOLINT
  }

  int fail(const WatchFailure& failure) const
  {
    const std::string text = "files are not watched any more: " + describe(failure, limit_of);
    std::fprintf(stderr, "<3>%s\n", text.c_str());
    service_.tell(LOG_ERR, text);
    return EXIT_FAILURE;
  }

  static constexpr std::size_t most_others = 1000;

  WatchedService service_;
  ChangeDelay delay_;
  WatchedTree tree_;
  std::string first_; // of what has changed since the last restart
  std::set<std::string, std::less<>> others_;
  WatchedTree::Changed changed_ = [this](std::string_view path) { remember(path); };
  WatchedTree::LeftOut left_out_ = [this](std::string_view path, int error) {
    complain(path, error);
  };
};

} // namespace

int main(int argc, char** argv)
{
  const std::span<char* const> words(argv, static_cast<std::size_t>(argc));
  auto options = parse_watch_options(words.subspan(1));
  if (!options)
    return usage();
  return Watcher(std::move(*options)).run();
}
