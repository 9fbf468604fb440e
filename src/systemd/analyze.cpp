#include "systemd/analyze.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <set>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace mcpctl {

namespace {

constexpr const char* program = "systemd-analyze";

// As JSON and clients write a moment, "2026-02-03T12:04:07Z", which systemd reads from 255 on.
std::string without_t(std::string text)
{
  const bool dated = text.size() > 11 && text[4] == '-' && text[7] == '-' && text[10] == 'T';
  if (!dated)
    return text;
  text[10] = ' ';
  if (text.ends_with('Z'))
    text.replace(text.size() - 1, 1, " UTC");
  return text;
}

// Both ends of a pipe, closed when done with.
class Pipe
{
public:
  Pipe() { failed_ = ::pipe2(ends_.data(), O_CLOEXEC) != 0; }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe()
  {
    if (!failed_)
      ::close(ends_[0]);
    close_writing();
  }
  void close_writing()
  {
    if (!failed_ && ends_[1] >= 0)
      ::close(std::exchange(ends_[1], -1));
  }
  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] int reading() const { return ends_[0]; }
  [[nodiscard]] int writing() const { return ends_[1]; }

private:
  std::array<int, 2> ends_{-1, -1};
  bool failed_ = false;
};

std::vector<std::string> environment_with(std::vector<std::string> settings)
{
  settings.insert(settings.end(), {"SYSTEMD_COLORS=0", "LC_ALL=C.UTF-8"});
  std::set<std::string, std::less<>> set = {"SYSTEMD_LOG_LEVEL"};
  for (const std::string& setting : settings)
    set.insert(setting.substr(0, setting.find('=')));
  for (char** entry = ::environ; *entry; ++entry) {
    const std::string_view text = *entry;
    if (!set.contains(text.substr(0, text.find('='))))
      settings.emplace_back(text);
  }
  return settings;
}

std::vector<char*> pointers(std::vector<std::string>& words)
{
  std::vector<char*> list;
  list.reserve(words.size() + 1);
  for (std::string& word : words)
    list.push_back(word.data());
  list.push_back(nullptr);
  return list;
}

// Takes what there is to read; false at the end.
bool read_some(int fd, std::string& text)
{
  std::array<char, 4096> buffer{};
  const ssize_t got = ::read(fd, buffer.data(), buffer.size());
  if (got > 0)
    text.append(buffer.data(), static_cast<std::size_t>(got));
  return got > 0 || (got < 0 && errno == EINTR);
}

void read_both(const Pipe& out, const Pipe& err, Analysis& analysis)
{
  std::array<pollfd, 2> ends = {pollfd{.fd = out.reading(), .events = POLLIN},
                                pollfd{.fd = err.reading(), .events = POLLIN}};
  while (ends[0].fd >= 0 || ends[1].fd >= 0) {
    if (::poll(ends.data(), ends.size(), -1) < 0 && errno != EINTR)
      return;
    for (pollfd& end : ends) {
      std::string& text = &end == ends.data() ? analysis.out : analysis.err;
      if (end.fd >= 0 && end.revents != 0 && !read_some(end.fd, text))
        end.fd = -1;
    }
  }
}

Result<pid_t> spawn(std::vector<std::string> argv, std::vector<std::string> environment,
                    const Pipe& out, const Pipe& err)
{
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, out.writing(), STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, err.writing(), STDERR_FILENO);
  pid_t pid = 0;
  const int code = ::posix_spawnp(&pid, argv[0].c_str(), &actions, nullptr, pointers(argv).data(),
                                  pointers(environment).data());
  ::posix_spawn_file_actions_destroy(&actions);
  if (code != 0)
    return Error{.what = fmt::format("{}: {}", argv[0], std::strerror(code)),
                 .mend = "it belongs to systemd's own package and must be in PATH"};
  return pid;
}

} // namespace

Result<Analysis> analyze(const std::vector<std::string>& arguments,
                         std::vector<std::string> settings)
{
  std::vector<std::string> argv = {program};
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  Pipe out;
  Pipe err;
  if (out.failed() || err.failed())
    return Error{.what = fmt::format("pipe: {}", std::strerror(errno)), .mend = ""};
  const Result<pid_t> pid = spawn(std::move(argv), environment_with(std::move(settings)), out, err);
  if (!pid.ok())
    return pid.error();
  out.close_writing();
  err.close_writing();
  Analysis analysis;
  read_both(out, err, analysis);
  int status = 0;
  while (::waitpid(*pid, &status, 0) < 0 && errno == EINTR) {
  }
  analysis.success = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  return analysis;
}

Result<RealTime> moment_in(std::string_view output)
{
  constexpr std::string_view label = "UNIX seconds: @";
  const Error none{.what = "systemd-analyze timestamp tells no moment", .mend = ""};
  const std::size_t at = output.find(label);
  if (at == output.npos)
    return none;
  const char* const end = output.data() + output.size();
  std::int64_t seconds = 0;
  const auto whole = std::from_chars(output.data() + at + label.size(), end, seconds);
  if (whole.ec != std::errc())
    return none;
  std::int64_t microseconds = 0;
  if (whole.ptr != end && *whole.ptr == '.') {
    std::string digits(whole.ptr + 1, std::min(end, whole.ptr + 7));
    digits.erase(std::min(digits.find_first_not_of("0123456789"), digits.size()));
    digits.resize(6, '0');
    std::from_chars(digits.data(), digits.data() + digits.size(), microseconds);
  }
  return RealTime(std::chrono::seconds(seconds) + std::chrono::microseconds(microseconds));
}

Result<RealTime> parse_moment(const std::string& text)
{
  // The program takes an empty text for none.
  const Result<Analysis> answer =
      text.empty() ? Analysis{} : analyze({"timestamp", "--", without_t(text)});
  if (!answer.ok())
    return answer.error();
  if (!answer->success)
    return Error{ExitCode::usage, "no moment that systemd.time(7) knows", ""};
  return moment_in(answer->out);
}

} // namespace mcpctl
