// mcpctl as users and clients call it: does `connect` itself, which every session of a client
// begins with and which therefore loads nothing, and becomes the full mcpctl for all else.

#include "connect/client.hpp"
#include "connect/failure.hpp"
#include "connect/places.hpp"
#include "connect/relay.hpp"
#include "connect/session_socket.hpp"
#include "connect/words.hpp"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace {

using namespace mcpctl;

int become_full_program(char** argv)
{
  const std::string program = full_program();
  ::execv(program.c_str(), argv);
  std::fprintf(stderr,
               "mcpctl: cannot run %s: %s\n"
               "  mcpctl is more than one file: install it with meson install\n",
               program.c_str(), std::strerror(errno));
  return 1;
}

// Or the connection would take the number of a standard stream that is closed.
void fill_standard_streams()
{
  int fd = 0;
  while (fd >= 0 && fd <= STDERR_FILENO)
    fd = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  ::close(fd);
}

std::int64_t microseconds_now()
{
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

int connect_client(const ConnectWords& words)
{
  std::signal(SIGPIPE, SIG_IGN);
  fill_standard_streams();
  Failure failure{.words = words, .begun = microseconds_now()};
  ClientSide client(STDIN_FILENO, STDOUT_FILENO);
  const SessionSocket socket = open_session(socket_path(words.system, words.server));
  failure.error = socket.error;
  failure.client_name = socket.own_name;
  if (failure.error == 0) {
    static Relay relay(client, socket.fd);
    const RelayEnd end = relay.run();
    ::close(socket.fd);
    if (relay.output_error() != 0) {
      std::fprintf(stderr, "mcpctl: standard output: %s\n", std::strerror(relay.output_error()));
      return 1;
    }
    if (end != RelayEnd::server_gone)
      return 0;
  }
  return report_failure(client, failure);
}

} // namespace

int main(int argc, char** argv)
{
  const auto words = parse_connect_words({argv + 1, argv + argc}, ::geteuid() == 0);
  return words ? connect_client(*words) : become_full_program(argv);
}
