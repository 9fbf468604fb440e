#include "mcp/listener.hpp"

#include <doctest/doctest.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace mcpctl;

TEST_CASE("listeners_at: who listens, and nobody once the socket is closed")
{
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  REQUIRE(::bind(fd, reinterpret_cast<const sockaddr*>(&address), size) == 0);
  REQUIRE(::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  const unsigned port = ntohs(address.sin_port);
  CHECK(listeners_at({port}).empty()); // bound, and not yet listening
  REQUIRE(::listen(fd, 1) == 0);
  const std::vector<PortListener> listeners = listeners_at({port, port == 1 ? 2U : 1U});
  REQUIRE(listeners.size() == 1);
  CHECK(listeners[0].port == port);
  CHECK(listeners[0].uid == ::getuid());
  CHECK(listeners[0].pid == ::getpid());
  CHECK(any_listens({::getpid()}, port));
  CHECK_FALSE(any_listens({}, port));
  ::close(fd);
  CHECK(listeners_at({port}).empty());
  CHECK(listeners_at({}).empty());
}
