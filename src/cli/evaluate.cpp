#include "cli/evaluate.hpp"

#include "config/paths.hpp"
#include "exchange/secret_looks.hpp"
#include "model/text.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <sstream>
#include <string_view>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace mcpctl {

namespace {

constexpr int answer_descriptor = 3;
constexpr std::size_t most_of_answer = 8U << 20U;
constexpr std::size_t most_of_errors = 64U << 10U;
constexpr int command_not_found = 127;

// Writes what the file exports to answer_descriptor, and is gone.
constexpr const char* script = R"js(
'use strict';
const fs = require('fs');
const url = require('url');
const vm = require('vm');
const [file, kind] = process.argv.slice(1);
const plain = (key, value) => {
  if (typeof value === 'string' && value.toWellFormed) return value.toWellFormed();
  if (typeof value === 'function') return '(a function)';
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return value instanceof RegExp ? String(value) : value;
};
const answer = (value) => {
  if (typeof value === 'function' || value instanceof Promise)
    throw new TypeError('it exports a ' + (value instanceof Promise ? 'promise' : 'function') +
                        ', which PM2 does not call or wait for; export the object itself');
  const text = Buffer.from(JSON.stringify(value, plain) || 'null');
  for (let at = 0; at < text.length;) at += fs.writeSync(3, text, at);
  process.exit(0);
};
const exported = (module) => {
  if (Object.keys(module).length === 0)
    throw new TypeError('it is an ES module that exports nothing');
  const names = Object.keys(module).filter((name) => name !== 'default' && name !== 'module.exports');
  return module.default === undefined || 'apps' in module && typeof module.default !== 'object'
    ? Object.fromEntries(names.map((name) => [name, module[name]])) : module.default;
};
if (kind === 'expression')
  answer(vm.runInThisContext('(' + fs.readFileSync(file) + ')', { filename: file }));
else
  import(url.pathToFileURL(file)).then((module) => answer(exported(module)));
)js";

class Descriptor
{
public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }
  void close()
  {
    if (number_ >= 0)
      ::close(std::exchange(number_, -1));
  }
  void take(int number)
  {
    close();
    number_ = number;
  }
  [[nodiscard]] int get() const { return number_; }

private:
  int number_;
};

struct Channel
{
  Descriptor reading;
  Descriptor writing;
  std::string text;

  bool open()
  {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
      return false;
    reading.take(ends[0]);
    writing.take(ends[1]);
    return ::fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0;
  }

  // Takes what is there, up to one byte more than `most`.
  void read(std::size_t most)
  {
    std::array<char, 65536> buffer{};
    while (reading.get() >= 0 && text.size() <= most) {
      const ssize_t got = ::read(reading.get(), buffer.data(), buffer.size());
      if (got > 0)
        text.append(buffer.data(), static_cast<std::size_t>(got));
      else if (got == 0)
        reading.close();
      else if (errno != EINTR)
        return;
    }
  }
};

Error failure(const Evaluation& evaluation, const std::string& what, const std::string& mend = "")
{
  return {ExitCode::usage, evaluation.shown + ": " + what, mend};
}

// Between fork and exec: nothing but system calls. The descriptors are above answer_descriptor.
[[noreturn]] void run_node(const char* folder, char** argv, int null, int answer, int errors)
{
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const bool is_ready = ::chdir(folder) == 0 && ::dup2(null, STDIN_FILENO) >= 0
                        && ::dup2(null, STDOUT_FILENO) >= 0 && ::dup2(errors, STDERR_FILENO) >= 0
                        && ::dup2(answer, answer_descriptor) >= 0;
  if (is_ready)
    ::execvp(argv[0], argv);
  ::_exit(command_not_found);
}

// A running node, killed with its process group when it goes out of scope.
class Node
{
public:
  explicit Node(pid_t pid) : pid_(pid) { ::setpgid(pid, pid); }
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;
  ~Node()
  {
    ::kill(-pid_, SIGKILL);
    if (!status_) {
      while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
      }
    }
  }

  // Nothing while it runs.
  std::optional<int> status()
  {
    int status = 0;
    siginfo_t about = {};
    // It stays a zombie, so that its group is nobody else's until all of that is killed.
    if (!status_
        && ::waitid(P_PID, static_cast<id_t>(pid_), &about, WEXITED | WNOHANG | WNOWAIT) == 0
        && about.si_pid == pid_) {
      ::kill(-pid_, SIGKILL);
      while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
      }
      status_ = status;
    }
    return status_;
  }

private:
  pid_t pid_;
  std::optional<int> status_;
};

// A descriptor that dup2() onto the first four cannot overwrite.
int moved_up(int descriptor)
{
  return ::fcntl(descriptor, F_DUPFD_CLOEXEC, answer_descriptor + 1);
}

std::string mend_of(const Evaluation& evaluation, std::string_view said)
{
  if (said.find("Cannot find module") != std::string_view::npos
      || said.find("Cannot find package") != std::string_view::npos)
    return "npm install, in " + parent_folder(evaluation.file);
  if (said.find("ES module that exports nothing") != std::string_view::npos)
    return "where it says module.exports, rename it so that it ends in .cjs";
  return "";
}

Result<std::string> judged(const Evaluation& evaluation, int status, Channel& answer,
                           Channel& errors)
{
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && !answer.text.empty())
    return std::move(answer.text);
  if (WIFEXITED(status) && WEXITSTATUS(status) == command_not_found && errors.text.empty())
    return failure(evaluation, "it is evaluated by node, which is not in PATH",
                   "install node, or save PM2's list: pm2 jlist >apps.json");
  const std::string said = node_error(errors.text);
  if (!said.empty())
    return failure(evaluation, "node cannot evaluate it: " + said, mend_of(evaluation, said));
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
    return failure(evaluation, "node ended before the file was evaluated: it calls process.exit, "
                               "or waits for what never comes");
  return failure(evaluation, WIFEXITED(status)
                                 ? fmt::format("node ended with status {}, and without a word",
                                               WEXITSTATUS(status))
                                 : fmt::format("node was killed by signal {}", WTERMSIG(status)));
}

Result<std::string> wait_for(const Evaluation& evaluation, Node& node, Channel& answer,
                             Channel& errors)
{
  constexpr int look_again = 20; // milliseconds
  const auto end = std::chrono::steady_clock::now() + evaluation.longest;
  while (std::chrono::steady_clock::now() < end) {
    std::array<pollfd, 2> ends = {pollfd{.fd = answer.reading.get(), .events = POLLIN},
                                  pollfd{.fd = errors.reading.get(), .events = POLLIN}};
    ::poll(ends.data(), ends.size(), look_again);
    const std::optional<int> status = node.status();
    answer.read(most_of_answer);
    errors.read(most_of_errors);
    if (answer.text.size() > most_of_answer)
      return failure(evaluation,
                     fmt::format("it says more than a configuration can: more than {} MiB",
                                 most_of_answer >> 20U));
    if (errors.text.size() > most_of_errors)
      errors.reading.close(); // what else it says is nothing to wait for
    if (status)
      return judged(evaluation, *status, answer, errors);
  }
  return failure(evaluation,
                 fmt::format("node has not evaluated it within {} s; it was killed",
                             std::chrono::duration<double>(evaluation.longest).count()),
                 "let it only export its applications");
}

// "/srv/x/ecosystem.config.js:3"
bool is_place(std::string_view line)
{
  const std::size_t colon = line.rfind(':');
  return (line.starts_with('/') || line.starts_with("file://")) && colon != std::string_view::npos
         && colon + 1 < line.size()
         && line.find_first_not_of("0123456789", colon + 1) == std::string_view::npos;
}

// "SyntaxError: Unexpected token", "Error [CODE]: text"
bool is_error(std::string_view line)
{
  const std::size_t name = line.find("Error");
  return !line.starts_with(' ') && name != std::string_view::npos && name < 40
         && line.find(": ") != std::string_view::npos;
}

} // namespace

std::string node_error(const std::string& output)
{
  std::istringstream lines(output);
  std::string place;
  std::string error;
  for (std::string line; std::getline(lines, line);) {
    if (place.empty() && is_place(line))
      place = line;
    if (error.empty() && is_error(line))
      error = line;
  }
  constexpr std::size_t most = 300;
  error = redacted("", harmless(error.substr(0, most)));
  if (error.empty())
    return "";
  return place.empty() || place.starts_with("node:") ? error : error + " (" + harmless(place) + ")";
}

Result<std::string> evaluate_file(const Evaluation& evaluation)
{
  Channel answer;
  Channel errors;
  Descriptor null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  if (!answer.open() || !errors.open() || null.get() < 0)
    return failure(evaluation, std::strerror(errno));
  const Descriptor answer_end(moved_up(answer.writing.get()));
  const Descriptor errors_end(moved_up(errors.writing.get()));
  const Descriptor null_end(moved_up(null.get()));
  std::vector<std::string> words = {
      "node",          "-e",
      script,          "--",
      evaluation.file, evaluation.is_expression ? "expression" : "module"};
  std::vector<char*> argv;
  for (std::string& word : words)
    argv.push_back(word.data());
  argv.push_back(nullptr);
  const std::string folder = parent_folder(evaluation.file);
  const pid_t pid = ::fork();
  if (pid < 0)
    return failure(evaluation, std::strerror(errno));
  if (pid == 0)
    run_node(folder.c_str(), argv.data(), null_end.get(), answer_end.get(), errors_end.get());
  Node node(pid);
  answer.writing.close();
  errors.writing.close();
  return wait_for(evaluation, node, answer, errors);
}

} // namespace mcpctl
