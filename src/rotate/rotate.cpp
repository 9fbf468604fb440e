#include "rotate/rotate.hpp"

#include "rotate/rotating_file.hpp"
#include "rotate/writers.hpp"

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace mcpctl {

namespace {

// What is left to copy when the writers are held: a fraction of a millisecond's work. One that
// writes faster than it can be copied is held all the same after so many rounds.
constexpr std::uint64_t small_tail = 65'536;
constexpr int most_rounds = 8;
constexpr int recovery_limit_ms = 3000;

constexpr int failed = 1;

// By the priorities of systemd's SyslogLevelPrefix=.
bool complain(const std::string& path, const char* what, const char* then)
{
  std::fprintf(stderr, "<3>%s: %s: %s; %s\n", path.c_str(), what, std::strerror(errno), then);
  return false;
}

constexpr const char* next_time = "nothing is lost, and the next check tries again";

bool copy_while_running(RotatingFile& log)
{
  for (int round = 0; round < most_rounds && log.left_to_copy() > small_tail; ++round) {
    if (!log.copy())
      return false;
  }
  if (!log.sync_copy())
    return false;
  for (int round = 0; round < most_rounds && log.left_to_copy() > small_tail; ++round) {
    if (!log.copy())
      return false;
  }
  return true;
}

// With the writers held. Whoever starts meanwhile, or is let go by systemd in order to be stopped,
// may write: then nothing is replaced.
bool replace_held(RotatingFile& log, const Writers& writers)
{
  if (!log.copy())
    return false;
  if (!writers.still_held() || !log.has_all()) {
    errno = EAGAIN;
    return false;
  }
  return log.replace();
}

enum class Outcome { rotated, put_off, bad };

Outcome replace(const std::string& path, RotatingFile& log, Writers& writers)
{
  constexpr int most_tries = 5;
  for (int tries = 0; tries < most_tries; ++tries) {
    const auto begin = std::chrono::steady_clock::now();
    switch (writers.hold()) {
    case Writers::Held::frozen_already:
      std::fprintf(stderr, "<5>%s: not rotated, its server is frozen\n", path.c_str());
      return Outcome::put_off;
    case Writers::Held::no:
      complain(path, "its server cannot be held for the moment of rotation", next_time);
      return Outcome::bad;
    case Writers::Held::yes:
      break;
    }
    const bool replaced = replace_held(log, writers);
    const int cause = errno;
    writers.release();
    const std::chrono::duration<double, std::milli> held = std::chrono::steady_clock::now() - begin;
    errno = cause;
    if (replaced) {
      std::fprintf(stderr, "<5>%s: rotated; its server stood still for %.1f ms\n", path.c_str(),
                   held.count());
      return Outcome::rotated;
    }
    if (cause != EAGAIN)
      break;
  }
  complain(path, "cannot be rotated", next_time);
  return Outcome::bad;
}

bool rotate(const std::string& path, RotatingFile& log, const RotateOptions& options)
{
  if (!log.begin_copy() || !copy_while_running(log)) {
    complain(path, "cannot be copied", next_time);
    log.drop();
    return false;
  }
  Writers writers = Writers::find(options.writers, options.system);
  const Outcome outcome = replace(path, log, writers);
  if (outcome != Outcome::rotated) {
    log.drop();
    return outcome == Outcome::put_off;
  }
  if (!log.shift())
    return complain(path, "the older files cannot be renamed", "the next check tries again");
  return true;
}

bool is_due(const RotatingFile& log, const RotateOptions& options, bool by_calendar)
{
  const std::uint64_t size = log.size();
  return size > 0 && (by_calendar || (options.size && size >= *options.size));
}

bool tend(const std::string& path, const RotateOptions& options, bool by_calendar)
{
  RotatingFile log = RotatingFile::open(path);
  if (!log.ok())
    return errno == ENOENT || complain(path, "cannot be opened", "it is not rotated");
  if (!log.lock()) // another rotation, or flush: both tidy up themselves
    return true;
  if (log.is_interrupted()) {
    if (!log.recover())
      return complain(path, "an interrupted rotation cannot be finished", next_time);
    Writers::find(options.writers, options.system).release_all();
  }
  bool ok = true;
  if (is_due(log, options, by_calendar))
    ok = rotate(path, log, options);
  if (!log.tidy(options.keeping))
    ok = complain(path, "older files cannot be deleted", "the next check tries again");
  if (options.compress && !log.compress()) {
    std::fprintf(stderr, "<3>%s: gzip failed; the older files stay as they are\n", path.c_str());
    ok = false;
  }
  return ok;
}

void recover(const RotateOptions& options)
{
  for (const std::string& path : options.files) {
    RotatingFile log = RotatingFile::open(path);
    if (log.ok() && log.lock() && !log.recover())
      complain(path, "an interrupted rotation cannot be finished", "the next check tries again");
  }
}

// A disk that does not answer must not keep the writers waiting.
void recover_for_a_while(const RotateOptions& options)
{
  const pid_t child = ::fork();
  if (child == 0) {
    recover(options);
    ::_exit(0);
  }
  if (child < 0)
    return;
  const int pidfd = static_cast<int>(::syscall(SYS_pidfd_open, child, 0));
  pollfd watched = {.fd = pidfd, .events = POLLIN, .revents = 0};
  ::poll(&watched, 1, recovery_limit_ms);
}

} // namespace

int run_rotation(const RotateOptions& options, bool by_calendar)
{
  bool ok = true;
  for (const std::string& path : options.files)
    ok = tend(path, options, by_calendar) && ok;
  return ok ? 0 : failed;
}

int thaw_after_kill(const RotateOptions& options)
{
  const Writers writers = Writers::find(options.writers, options.system);
  recover_for_a_while(options);
  writers.release_all();
  return 0;
}

} // namespace mcpctl
