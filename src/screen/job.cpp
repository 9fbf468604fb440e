#include "screen/job.hpp"

#include "cli/own_programs.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace mcpctl {

namespace {

// Signals are blocked here, and are to do their work there.
void set_signals(posix_spawnattr_t& attributes)
{
  sigset_t none;
  sigemptyset(&none);
  sigset_t all;
  sigfillset(&all);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setsigdefault(&attributes, &all);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

// The process, or the negative number of what went wrong.
pid_t spawn(std::vector<std::string> words, int output)
{
  std::vector<char*> arguments;
  for (std::string& word : words)
    arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t files;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&files, output, STDERR_FILENO);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  set_signals(attributes);
  pid_t pid = -1;
  const int failed =
      ::posix_spawn(&pid, arguments.front(), &files, &attributes, arguments.data(), environ);
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&files);
  return failed == 0 ? pid : -failed;
}

// Its lines, without the name that each message begins with.
std::vector<std::string> lines_of(const std::string& said)
{
  constexpr std::string_view own_name = "mcpctl: ";
  std::vector<std::string> lines;
  std::istringstream text(said);
  for (std::string line; std::getline(text, line);) {
    if (line.starts_with(own_name))
      line.erase(0, own_name.size());
    lines.push_back(std::move(line));
  }
  return lines;
}

} // namespace

Job::Job(Deed deed, Scope scope) : deed_(std::move(deed))
{
  std::array<int, 2> ends = {-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    said_ = std::string("no pipe: ") + std::strerror(errno);
    return;
  }
  fd_ = ends[0];
  ::fcntl(fd_, F_SETFL, O_NONBLOCK);
  const std::string program = own_programs().mcpctl;
  pid_ = spawn({program, scope == Scope::user ? "--user" : "--system", deed_.verb, deed_.server},
               ends[1]);
  if (pid_ < 0)
    said_ = "cannot run " + program + ": " + std::strerror(-pid_);
  ::close(ends[1]);
}

Job::Job(Job&& other) noexcept
    : deed_(std::move(other.deed_)), pid_(std::exchange(other.pid_, -1)),
      fd_(std::exchange(other.fd_, -1)), said_(std::move(other.said_))
{
}

Job::~Job()
{
  if (fd_ >= 0)
    ::close(fd_);
}

std::optional<Tiding> Job::read()
{
  std::array<char, 4096> bytes;
  ssize_t count = 0;
  while ((count = ::read(fd_, bytes.data(), bytes.size())) > 0)
    said_.append(bytes.data(), static_cast<std::size_t>(count));
  if (count < 0 && (errno == EAGAIN || errno == EINTR))
    return std::nullopt;
  int status = 0;
  const bool went_well = pid_ > 0 && ::waitpid(pid_, &status, 0) == pid_ && WIFEXITED(status)
                         && WEXITSTATUS(status) == 0;
  Tiding tiding{.lines = lines_of(said_), .bad = !went_well};
  if (tiding.lines.empty())
    tiding.lines.push_back(deed_.verb + " " + deed_.server + (went_well ? ": done" : ": failed"));
  return tiding;
}

} // namespace mcpctl
