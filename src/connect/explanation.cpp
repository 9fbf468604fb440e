#include "connect/explanation.hpp"

#include "connect/places.hpp"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace mcpctl {

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto patience = std::chrono::seconds(5);
constexpr std::size_t longest_answer = std::size_t(64) * 1024;

std::vector<std::string> question(const Failure& failure)
{
  std::vector<std::string> words = {"mcpctl", failure.words.system ? "--system" : "--user",
                                    "connect"};
  if (failure.error != 0) {
    words.push_back("--explain-error=" + std::to_string(failure.error));
  } else {
    words.push_back("--explain-client=" + failure.client_name);
    words.push_back("--explain-since=" + std::to_string(failure.begun));
  }
  words.emplace_back(failure.words.server);
  return words;
}

// The process, whose standard output is the pipe's end `output`, or -1.
pid_t start(const std::string& program, std::vector<std::string> words, int output)
{
  std::vector<char*> arguments;
  for (std::string& word : words)
    arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t usual;
  sigemptyset(&usual);
  sigaddset(&usual, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &usual);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  pid_t pid = -1;
  if (::posix_spawn(&pid, program.c_str(), &actions, &attributes, arguments.data(), environ) != 0)
    pid = -1;
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return pid;
}

// All that comes from `fd` in time.
std::string read_answer(int fd)
{
  std::string answer;
  char bytes[4096];
  const auto end = Clock::now() + patience;
  while (answer.size() < longest_answer) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
    pollfd waiting = {.fd = fd, .events = POLLIN, .revents = 0};
    if (left.count() <= 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) <= 0)
      break;
    const ssize_t count = ::read(fd, bytes, sizeof bytes);
    if (count <= 0)
      break;
    answer.append(bytes, static_cast<std::size_t>(count));
  }
  return answer;
}

Explanation without_words(const Failure& failure)
{
  const std::string server(failure.words.server);
  const std::string what =
      server
      + (failure.error != 0 ? ": the server cannot be reached" : ": the server ended its session")
      + "; see: mcpctl logs " + server;
  return {R"({"code":-32000,"message":")" + what + "\"}"};
}

} // namespace

Explanation explain(const Failure& failure)
{
  Explanation explanation = without_words(failure);
  int ends[2] = {};
  if (::pipe2(ends, O_CLOEXEC) != 0)
    return explanation;
  const pid_t pid = start(full_program(), question(failure), ends[1]);
  ::close(ends[1]);
  std::string answer;
  int status = 0;
  if (pid > 0) {
    answer = read_answer(ends[0]);
    ::kill(pid, SIGKILL); // it has ended, or has had its time
    ::waitpid(pid, &status, 0);
  }
  ::close(ends[0]);
  while (answer.ends_with('\n'))
    answer.pop_back();
  if (!answer.starts_with('{') || !answer.ends_with('}') || answer.find('\n') != std::string::npos)
    return explanation;
  explanation.error = answer;
  if (WIFEXITED(status) && WEXITSTATUS(status) != 0)
    explanation.status = WEXITSTATUS(status);
  return explanation;
}

} // namespace mcpctl
