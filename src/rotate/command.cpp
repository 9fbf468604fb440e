#include "rotate/command.hpp"

#include "rotate/descriptor.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace mcpctl {

namespace {

constexpr int lowest_priority = 19;
constexpr int idle_disk_priority = 3 << 13; // IOPRIO_CLASS_IDLE (ioprio_set(2))
constexpr int of_process = 1;               // IOPRIO_WHO_PROCESS

[[noreturn]] void execute(const std::vector<std::string>& command)
{
  std::vector<char*> words;
  for (const std::string& word : command)
    words.push_back(
        const_cast<char*>(word.c_str())); // NOLINT(cppcoreguidelines-pro-type-const-cast)
  words.push_back(nullptr);
  ::execvp(words.front(), words.data());
  ::_exit(127);
}

bool succeeded(pid_t child)
{
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR)
      return false;
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

} // namespace

std::string output_of(const std::vector<std::string>& command)
{
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0)
    return {};
  const Descriptor reading(ends[0]);
  Descriptor writing(ends[1]);
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(writing.get(), STDOUT_FILENO);
    execute(command);
  }
  writing = Descriptor();
  std::string text;
  char buffer[1024];
  ssize_t count = 0;
  while (child > 0 && (count = ::read(reading.get(), buffer, sizeof buffer)) > 0)
    text.append(buffer, static_cast<std::size_t>(count));
  return child > 0 && succeeded(child) ? text : std::string();
}

bool run_in_background(const std::vector<std::string>& command, int folder)
{
  const pid_t child = ::fork();
  if (child == 0) {
    ::setpriority(PRIO_PROCESS, 0, lowest_priority);
    ::syscall(SYS_ioprio_set, of_process, 0, idle_disk_priority);
    if (::fchdir(folder) != 0)
      ::_exit(127);
    execute(command);
  }
  return child > 0 && succeeded(child);
}

} // namespace mcpctl
