// Talks JSON-RPC to a server over pipes, as an MCP client does, and measures. The server is what
// COMMAND starts: the bare one, which is this program too, or mcpctl connect.
//
//   talk ping COUNT COMMAND...     microseconds from a ping to its answer, median of COUNT
//   talk reply MB COMMAND...       MB per second of one answer of that size
//   talk start COUNT COMMAND...    milliseconds from the start to the first answer, median of COUNT
//   talk many COUNT COMMAND...     milliseconds until COUNT, started at once, have all answered
//   talk memory COUNT COMMAND...   kilobytes that COMMAND's process holds after COUNT pings
//   talk reach COUNT SOCKET COMMAND...  milliseconds from the start to COMMAND's connection with
//                                  the unix socket SOCKET, where this program listens; median
//   talk serve                     the server

#include <algorithm>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <spawn.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void give_up(const char* what)
{
  std::fprintf(stderr, "talk: %s\n", what);
  std::exit(1);
}

void write_all(int fd, std::string_view bytes)
{
  while (!bytes.empty()) {
    const ssize_t count = ::write(fd, bytes.data(), bytes.size());
    if (count <= 0)
      give_up("cannot write");
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

struct Server
{
  int to = -1;
  int from = -1;
  pid_t pid = -1;
};

Server start(char** command)
{
  int in[2];
  int out[2];
  if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0)
    give_up("no pipes");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  Server server{in[1], out[0]};
  if (::posix_spawnp(&server.pid, command[0], &actions, nullptr, command, environ) != 0)
    give_up("cannot start the command");
  posix_spawn_file_actions_destroy(&actions);
  ::close(in[0]);
  ::close(out[1]);
  return server;
}

// Its output is closed first: what mcpctl connect takes for the client's end.
void leave(const Server& server)
{
  ::close(server.from);
  ::close(server.to);
  ::waitpid(server.pid, nullptr, 0);
}

void ask(const Server& server, std::string_view method)
{
  write_all(server.to,
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + std::string(method) + "\"}\n");
}

// Reads one line and forgets it; how long it was.
std::size_t answer(const Server& server)
{
  static char bytes[256 * 1024];
  std::size_t size = 0;
  while (true) {
    const ssize_t count = ::read(server.from, bytes, sizeof bytes);
    if (count <= 0)
      give_up("the server left");
    size += static_cast<std::size_t>(count);
    if (bytes[count - 1] == '\n')
      return size;
  }
}

double milliseconds_since(Clock::time_point begin)
{
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

double median(std::vector<double> values)
{
  std::sort(values.begin(), values.end());
  return values.at(values.size() / 2);
}

double ping(int count, char** command)
{
  const Server server = start(command);
  std::vector<double> times;
  for (int i = 0; i < count; ++i) {
    const auto begin = Clock::now();
    ask(server, "ping");
    answer(server);
    times.push_back(milliseconds_since(begin) * 1000);
  }
  leave(server);
  return median(times);
}

double reply(int megabytes, char** command)
{
  const Server server = start(command);
  ask(server, "ping");
  answer(server);
  const auto begin = Clock::now();
  ask(server, "reply/" + std::to_string(megabytes));
  const std::size_t size = answer(server);
  const double speed = static_cast<double>(size) / 1e3 / milliseconds_since(begin);
  leave(server);
  return speed;
}

double first_answer(int count, char** command)
{
  std::vector<double> times;
  for (int i = 0; i < count; ++i) {
    const auto begin = Clock::now();
    const Server server = start(command);
    ask(server, "ping");
    answer(server);
    times.push_back(milliseconds_since(begin));
    leave(server);
  }
  return median(times);
}

double many(int count, char** command)
{
  const auto begin = Clock::now();
  std::vector<Server> servers;
  for (int i = 0; i < count; ++i) {
    servers.push_back(start(command));
    ask(servers.back(), "ping");
  }
  for (const Server& server : servers)
    answer(server);
  const double time = milliseconds_since(begin);
  for (const Server& server : servers)
    leave(server);
  return time;
}

double memory(int count, char** command)
{
  const Server server = start(command);
  for (int i = 0; i < count; ++i) {
    ask(server, "ping");
    answer(server);
  }
  std::ifstream rollup("/proc/" + std::to_string(server.pid) + "/smaps_rollup");
  double kilobytes = 0;
  for (std::string word; rollup >> word;)
    if (word == "Rss:")
      rollup >> kilobytes;
  leave(server);
  return kilobytes;
}

double reach(int count, char** words)
{
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, words[0], sizeof address.sun_path - 1);
  ::unlink(address.sun_path);
  const int listening = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::bind(listening, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0
      || ::listen(listening, 1) != 0)
    give_up("cannot listen");
  std::vector<double> times;
  for (int i = 0; i < count; ++i) {
    const auto begin = Clock::now();
    const Server caller = start(words + 1);
    const int accepted = ::accept(listening, nullptr, nullptr);
    times.push_back(milliseconds_since(begin));
    leave(caller);
    ::close(accepted);
  }
  ::unlink(address.sun_path);
  return median(times);
}

// One answer of that size: a text of lines, as tools give it.
void give_big_answer(std::size_t megabytes)
{
  static const std::string piece = [] {
    constexpr std::string_view line =
        "All happy families are alike; each \\\"unhappy\\\" one ...\\n";
    std::string lines;
    while (lines.size() < 1'000'000)
      lines += line;
    return lines;
  }();
  write_all(STDOUT_FILENO, R"({"result":{"content":[{"type":"text","text":")");
  for (std::size_t i = 0; i < megabytes; ++i)
    write_all(STDOUT_FILENO, piece);
  write_all(STDOUT_FILENO, "\"}]},\"jsonrpc\":\"2.0\",\"id\":1}\n");
}

int serve()
{
  const std::string small = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n";
  char bytes[4096];
  for (ssize_t count = 0; (count = ::read(STDIN_FILENO, bytes, sizeof bytes)) > 0;) {
    const std::string_view request(bytes, static_cast<std::size_t>(count));
    const std::size_t at = request.find("reply/");
    if (at == std::string_view::npos) {
      write_all(STDOUT_FILENO, small);
      continue;
    }
    std::size_t megabytes = 0;
    std::from_chars(request.data() + at + 6, request.data() + request.size(), megabytes);
    give_big_answer(megabytes);
  }
  return 0;
}

struct Measure
{
  std::string_view name;
  double (*run)(int count, char** command);
};

constexpr Measure measures[] = {{"ping", ping}, {"reply", reply},   {"start", first_answer},
                                {"many", many}, {"memory", memory}, {"reach", reach}};

} // namespace

int main(int argc, char** argv)
{
  std::signal(SIGPIPE, SIG_IGN);
  if (argc == 2 && argv[1] == std::string_view("serve"))
    return serve();
  for (const Measure& measure : measures) {
    if (argc > 3 && measure.name == argv[1]) {
      std::printf("%.3g\n", measure.run(std::atoi(argv[2]), argv + 3));
      return 0;
    }
  }
  std::fputs("usage: talk ping|reply|start|many|memory|reach COUNT COMMAND...\n       talk serve\n",
             stderr);
  return 2;
}
