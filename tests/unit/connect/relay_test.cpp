#include "connect/failure.hpp"
#include "connect/relay.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <memory>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace mcpctl;

namespace {

// A client behind two pipes, and a server behind a connection.
struct Ends
{
  Ends()
  {
    REQUIRE(::pipe(input) == 0);
    REQUIRE(::pipe(output) == 0);
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, session) == 0);
    client = std::make_unique<ClientSide>(input[0], output[1]);
  }

  int input[2] = {};
  int output[2] = {};
  int session[2] = {};
  std::unique_ptr<ClientSide> client;

  RelayEnd run() const { return std::make_unique<Relay>(*client, session[0])->run(); }
};

void write_all(int fd, const std::string& text)
{
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t count = ::write(fd, text.data() + done, text.size() - done);
    if (count < 0)
      return;
    done += static_cast<std::size_t>(count);
  }
}

std::string read_all(int fd)
{
  std::string text;
  char bytes[65536];
  for (ssize_t count = 0; (count = ::read(fd, bytes, sizeof bytes)) > 0;)
    text.append(bytes, static_cast<std::size_t>(count));
  return text;
}

} // namespace

TEST_CASE("Relay: an echo of megabytes, then the end is passed on and answered")
{
  const Ends ends;
  std::string text;
  for (int i = 0; text.size() < 5'000'000; ++i)
    text += std::to_string(i) + "\n";
  std::thread server([&] {
    write_all(ends.session[1], read_all(ends.session[1]));
    ::close(ends.session[1]);
  });
  std::thread writer([&] {
    write_all(ends.input[1], text);
    ::close(ends.input[1]);
  });
  std::string received;
  std::thread reader([&] {
    received.resize(text.size());
    for (std::size_t done = 0; done < received.size();) {
      const ssize_t count = ::read(ends.output[0], received.data() + done, received.size() - done);
      if (count <= 0)
        break;
      done += static_cast<std::size_t>(count);
    }
  });
  CHECK(ends.run() == RelayEnd::finished);
  server.join();
  writer.join();
  reader.join();
  CHECK((received == text));
}

TEST_CASE("Relay: a server that leaves owing an answer, in the middle of a line")
{
  const Ends ends;
  write_all(ends.input[1], R"({"id":1,"method":"a"})"
                           "\n"
                           R"({"id":2,"method":"b"})"
                           "\n");
  std::thread server([&] {
    char bytes[100];
    CHECK(::read(ends.session[1], bytes, sizeof bytes) > 0);
    write_all(ends.session[1], "{\"id\":1,\"result\":{}}\n{\"id\":2,");
    ::close(ends.session[1]);
  });
  CHECK(ends.run() == RelayEnd::server_gone);
  server.join();
  REQUIRE(ends.client->pending().ids().size() == 1);
  CHECK(ends.client->pending().ids()[0] == "2");
  CHECK(ends.client->inside_line());
}

TEST_CASE("Relay: a client whose output nobody reads is gone, while its input is still open")
{
  const Ends ends;
  ::close(ends.output[0]);
  CHECK(ends.run() == RelayEnd::client_gone);
}

TEST_CASE("Relay: the end of a client is seen whose server takes no more input")
{
  const Ends ends;
  ::shutdown(ends.session[1], SHUT_RD);
  std::thread writer([&] {
    for (int i = 0; i < 3; ++i) {
      write_all(ends.input[1], "{\"method\":\"a\"}\n");
      ::usleep(20'000);
    }
    ::close(ends.input[1]);
    ::close(ends.session[1]);
  });
  CHECK(ends.run() == RelayEnd::finished);
  CHECK(ends.client->said_all);
  writer.join();
}

TEST_CASE("ClientSide: one that never stops talking is left alone after a while")
{
  const Ends ends;
  const int endless = ::open("/dev/zero", O_RDONLY);
  ClientSide client(endless, ends.output[1]);
  client.read_requests();
  CHECK_FALSE(client.said_all);
  ::close(endless);
}

TEST_CASE("Relay: a server that left before its client had said all")
{
  const Ends ends;
  ::close(ends.session[1]);
  CHECK(ends.run() == RelayEnd::server_gone);
  write_all(ends.input[1], R"({"id":"late","method":"a"})"
                           "\n");
  ends.client->read_requests();
  REQUIRE(ends.client->pending().ids().size() == 1);
  CHECK(error_response(ends.client->pending().ids()[0], "{}")
        == "{\"jsonrpc\":\"2.0\",\"id\":\"late\",\"error\":{}}\n");
}

TEST_CASE("Relay: a client behind one socket, as node makes it: half-closed it still hears, closed "
          "it is gone")
{
  int side[2] = {};
  int session[2] = {};
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, side) == 0);
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, session) == 0);
  ClientSide client(side[0], side[0]);
  write_all(side[1], "{\"id\":1,\"method\":\"a\"}\n");
  SUBCASE("half-closed")
  {
    ::shutdown(side[1], SHUT_WR);
    std::thread server([&] {
      const std::string heard = read_all(session[1]);
      write_all(session[1], "{\"id\":1,\"result\":\"" + heard.substr(6, 1) + "\"}\n");
      ::close(session[1]);
    });
    CHECK(std::make_unique<Relay>(client, session[0])->run() == RelayEnd::finished);
    server.join();
    ::shutdown(side[0], SHUT_WR);
    CHECK(read_all(side[1]) == "{\"id\":1,\"result\":\"1\"}\n");
    ::close(side[1]);
  }
  SUBCASE("closed")
  {
    ::close(side[1]);
    CHECK(std::make_unique<Relay>(client, session[0])->run() == RelayEnd::client_gone);
    ::close(session[1]);
  }
  ::close(side[0]);
  ::close(session[0]);
}

TEST_CASE("Relay: answers large enough to be spliced are followed, too")
{
  const Ends ends;
  write_all(ends.input[1], "{\"id\":1,\"method\":\"a\"}\n{\"id\":2,\"method\":\"b\"}\n");
  const std::string large =
      R"({"result":")" + std::string(3'000'000, 'x') + R"(","jsonrpc":"2.0","id":1})" + "\n";
  std::thread server([&] {
    write_all(ends.session[1], large + large.substr(0, 2'000'000));
    ::close(ends.session[1]);
  });
  std::string received;
  std::thread reader([&] {
    ::close(ends.output[1]);
    received = read_all(ends.output[0]);
  });
  CHECK(ends.run() == RelayEnd::server_gone);
  server.join();
  REQUIRE(ends.client->pending().ids().size() == 1);
  CHECK(ends.client->pending().ids()[0] == "2");
  CHECK(ends.client->inside_line());
  ::close(ends.client->output().fd());
  reader.join();
  CHECK((received == large + large.substr(0, 2'000'000)));
}
