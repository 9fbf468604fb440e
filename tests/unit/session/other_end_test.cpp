#include "session/other_end.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace mcpctl;

TEST_CASE("parent_in_stat: names may look like other fields")
{
  CHECK(parent_in_stat("42 (claude) S 7 42 42 0") == 7);
  CHECK(parent_in_stat("42 (a) S 9 (b) R 1234 42") == 1234);
  CHECK(parent_in_stat("42 (a") == 0);
  CHECK(parent_in_stat("42 (a) S") == 0);
  CHECK(parent_in_stat("") == 0);
}

TEST_CASE("the other end of a socket pair is this process, and has no name")
{
  int ends[2] = {};
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
  const auto client = client_of(ends[0]);
  REQUIRE(client);
  CHECK(client->peer.pid == ::getpid());
  CHECK(client->uid == ::getuid());
  CHECK(client->peer.name.view() == "unit-tests");
  CHECK_FALSE(client->parent);
  CHECK(name_of_other_end(ends[0]).view().empty());
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST_CASE("the name of an end that the kernel has named")
{
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  constexpr socklen_t only_family = sizeof(sa_family_t);
  const int listening = ::socket(AF_UNIX, SOCK_STREAM, 0);
  const int calling = ::socket(AF_UNIX, SOCK_STREAM, 0);
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  REQUIRE(::bind(listening, generic, only_family) == 0);
  REQUIRE(::bind(calling, generic, only_family) == 0);
  REQUIRE(::listen(listening, 1) == 0);
  socklen_t size = sizeof address;
  REQUIRE(::getsockname(listening, generic, &size) == 0);
  REQUIRE(::connect(calling, generic, size) == 0);
  const int accepted = ::accept(listening, nullptr, nullptr);
  size = sizeof address;
  REQUIRE(::getsockname(calling, generic, &size) == 0);
  const std::string own(address.sun_path + 1, size - offsetof(sockaddr_un, sun_path) - 1);
  CHECK(own.size() == 5);
  CHECK(name_of_other_end(accepted).view() == "@" + own);
  for (const int fd : {listening, calling, accepted})
    ::close(fd);
}

TEST_CASE("what is no connection has no client")
{
  int ends[2] = {};
  REQUIRE(::pipe(ends) == 0);
  CHECK_FALSE(client_of(ends[0]));
  CHECK(name_of_other_end(ends[0]).view().empty());
  ::close(ends[0]);
  ::close(ends[1]);
}
