#include "observe/server_logs.hpp"

#include "observe/folder_watch.hpp"
#include "observe/followed_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <memory>
#include <optional>
#include <poll.h>

namespace mcpctl {

namespace {

constexpr int poll_interval_ms = 250; // where changes are not told
constexpr unsigned lines_between_looks = 1024;
constexpr std::chrono::seconds between_questions(1); // for servers that have come
constexpr std::size_t least_of_added = 15; // what such a one wrote before it was asked for

bool is_readable(int fd)
{
  pollfd one = {.fd = fd, .events = POLLIN, .revents = 0};
  return fd >= 0 && ::poll(&one, 1, 0) > 0;
}

LogStream stream_of(const LogFile& file)
{
  if (file.out && file.err)
    return LogStream::unknown;
  return file.out ? LogStream::out : LogStream::err;
}

LogLine line_of(const ServerFile& file, std::string_view text)
{
  return {.server = to_string(file.id),
          .message = std::string(text),
          .stream = stream_of(file.file),
          .id = file.id,
          .unit = file.unit,
          .file = file.file.path};
}

class Reading
{
public:
  Reading(const LogSources& sources, const LogOutput& output)
      : sources_(sources), output_(output), origins_(sources.files)
  {
    for (const ServerFile& file : origins_)
      files_.emplace_back(file.file.path);
  }

  Status run()
  {
    if (Status opened = open_journal(); !opened.ok())
      return opened;
    Result<bool> more = first();
    if (!more.ok())
      return more.error();
    if (!*more || !output_.flush() || !sources_.journal.follow)
      return outcome();
    stop_fd_ = output_.stop_fd();
    const Status followed = follow();
    return followed.ok() ? outcome() : followed;
  }

private:
  Status open_journal()
  {
    auto journal = LogJournal::open(sources_.journal);
    if (!journal.ok() && sources_.journal_needed)
      return journal.error();
    if (journal.ok())
      journal_.emplace(std::move(*journal));
    else
      output_.note(journal.error().what);
    return Nothing{};
  }

  // One file that cannot be read must not hide all others.
  void pass_over(const Error& failure)
  {
    output_.note(failure.what);
    if (!failure_)
      failure_ = Error{.code = failure.code, .what = "", .mend = failure.mend};
  }

  [[nodiscard]] Status outcome() const { return failure_ ? Status(*failure_) : Nothing{}; }

  Result<bool> first()
  {
    if (journal_) {
      Result<bool> more = journal_->first(journal_sink_);
      if (!more.ok() || !*more)
        return more;
    }
    for (std::size_t i = 0; i < files_.size(); ++i) {
      if (!first_of_file(i, sources_.file_lines))
        return false;
    }
    return true;
  }

  bool first_of_file(std::size_t i, std::size_t count)
  {
    const auto wanted = [&](std::string_view text) {
      return sources_.wanted(line_of(origins_[i], text));
    };
    bool more = true;
    const Status read =
        files_[i].first(count, sources_.journal.follow, wanted, [&](std::string_view text) {
          more = output_.line(line_of(origins_[i], text));
          return more;
        });
    if (!read.ok())
      pass_over(read.error());
    return more;
  }

  Status follow()
  {
    watch_files();
    // What came since the first lines, before anything could wake us.
    Result<bool> more = news();
    while (more.ok() && *more && output_.flush()) {
      more = wait();
      if (more.ok() && *more)
        more = take_up();
      if (more.ok() && *more)
        more = news();
    }
    if (!more.ok())
      return more.error();
    (void)output_.flush();
    return Nothing{};
  }

  void watch_files()
  {
    std::vector<std::string> paths;
    for (const FollowedFile& file : files_)
      paths.push_back(file.path());
    watch_.emplace(paths);
  }

  // The servers that have come since.
  Result<bool> take_up()
  {
    const auto now = std::chrono::steady_clock::now();
    if (!sources_.added || now < next_question_)
      return true;
    next_question_ = now + between_questions;
    const NewSources added = sources_.added();
    if (journal_ && !added.units.empty()) {
      if (const Status taken = journal_->add(added.units, added.users); !taken.ok())
        return taken.error();
    }
    for (const ServerFile& file : added.files) {
      origins_.push_back(file);
      files_.emplace_back(file.file.path);
      if (!first_of_file(files_.size() - 1, std::max(sources_.file_lines, least_of_added)))
        return false;
    }
    if (!added.files.empty())
      watch_files();
    return true;
  }

  // Milliseconds; -1: for ever.
  [[nodiscard]] int patience(bool often) const
  {
    if (often)
      return poll_interval_ms;
    return sources_.added ? static_cast<int>(std::chrono::milliseconds(between_questions).count())
                          : -1;
  }

  // False when it is time to end.
  Result<bool> wait()
  {
    std::array<pollfd, 4> waiting = {
        pollfd{.fd = stop_fd_, .events = POLLIN},
        pollfd{.fd = output_.reader_fd, .events = 0},
        pollfd{.fd = -1},
        pollfd{.fd = files_.empty() ? -1 : watch_->fd(), .events = POLLIN},
    };
    if (journal_)
      waiting[2] = {.fd = journal_->fd(), .events = journal_->events()};
    const bool often = (journal_ && journal_->often()) || (!files_.empty() && !watch_->complete());
    const int ready = ::poll(waiting.data(), waiting.size(), patience(often));
    if (ready < 0)
      return errno == EINTR ? Result<bool>(true)
                            : Error{.what = std::string("poll: ") + std::strerror(errno)};
    if (waiting[0].revents != 0 || waiting[1].revents != 0)
      return false;
    if (waiting[3].revents != 0)
      watch_->take();
    if (journal_ && (waiting[2].revents != 0 || often)) {
      if (const Status changed = journal_->changed(); !changed.ok())
        return changed.error();
    }
    return true;
  }

  Result<bool> news()
  {
    if (journal_) {
      Result<bool> more = journal_->news(journal_sink_);
      if (!more.ok() || !*more)
        return more;
    }
    for (std::size_t i = 0; i < files_.size(); ++i) {
      const bool more = files_[i].news([&](std::string_view text) {
        const LogLine line = line_of(origins_[i], text);
        return !sources_.wanted(line) || tell(line);
      });
      if (!more)
        return false;
      if (files_[i].take_gap())
        output_.note(files_[i].path() + " was emptied; what it held unread is gone");
    }
    return true;
  }

  // A server that never pauses must not keep a Ctrl-C from being seen.
  bool tell(const LogLine& line)
  {
    if (++told_ % lines_between_looks == 0 && is_readable(stop_fd_))
      return false;
    return output_.line(line);
  }

  const LogSources& sources_;
  const LogOutput& output_;
  std::optional<LogJournal> journal_;
  std::vector<ServerFile> origins_; // of files_
  std::vector<FollowedFile> files_;
  std::optional<FolderWatch> watch_;
  std::chrono::steady_clock::time_point next_question_;
  std::optional<Error> failure_; // of a file; what went wrong was said
  int stop_fd_ = -1;
  unsigned told_ = 0;
  JournalSink journal_sink_ = [this](const JournalLine& line) { return tell(log_line_of(line)); };
};

} // namespace

Status read_logs(const LogSources& sources, const LogOutput& output)
{
  return Reading(sources, output).run();
}

} // namespace mcpctl
