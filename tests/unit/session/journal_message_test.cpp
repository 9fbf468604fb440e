#include "session/journal_message.hpp"

#include <doctest/doctest.h>

#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace mcpctl;

TEST_CASE("JournalMessage: a line for each field")
{
  JournalMessage message;
  message.add("MESSAGE", "session opened");
  message.add("PRIORITY", 6);
  message.add("MCPCTL_CLIENT", BoundedText<10>("@0001f"));
  CHECK(message.text() == "MESSAGE=session opened\nPRIORITY=6\nMCPCTL_CLIENT=@0001f\n");
}

TEST_CASE("JournalMessage: a field that does not fit is left out wholly")
{
  JournalMessage message;
  message.add("A", std::string(2000, 'a'));
  message.add("B", std::string(100, 'b'));
  message.add("C", "c");
  CHECK(message.text() == "A=" + std::string(2000, 'a') + "\nC=c\n");
}

TEST_CASE("send_datagram: nobody there, no name, and someone")
{
  CHECK_FALSE(send_datagram("/nowhere/at/all", "x"));
  CHECK_FALSE(send_datagram("", "x"));
  CHECK_FALSE(send_datagram(std::string(300, 'a'), "x"));

  const std::string name = "mcpctl-unit-test-" + std::to_string(::getpid());
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  name.copy(address.sun_path + 1, name.size());
  const int fd = ::socket(AF_UNIX, SOCK_DGRAM, 0);
  const auto size = static_cast<socklen_t>(sizeof(sa_family_t) + 1 + name.size());
  REQUIRE(::bind(fd, reinterpret_cast<sockaddr*>(&address), size) == 0);
  CHECK(send_datagram("@" + name, "STATUS=well"));
  char bytes[32] = {};
  CHECK(::recv(fd, bytes, sizeof bytes, MSG_DONTWAIT) == 11);
  CHECK(std::string(bytes) == "STATUS=well");
  ::close(fd);
}
