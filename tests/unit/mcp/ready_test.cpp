#include "mcp/listener.hpp"
#include "mcp/ready.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace mcpctl;
using namespace std::chrono_literals;

namespace {

// Listens on a loopback port of the kernel's choice.
class Listener
{
public:
  Listener() : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
  {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(fd_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(::listen(fd_, 8) == 0);
    REQUIRE(::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port_ = ntohs(address.sin_port);
  }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  ~Listener() { ::close(fd_); }

  [[nodiscard]] unsigned port() const { return port_; }
  [[nodiscard]] std::string url() const
  {
    return "http://127.0.0.1:" + std::to_string(port_) + "/mcp";
  }
  // Answers one connection.
  void answer(const std::string& text) const
  {
    const int connection = ::accept(fd_, nullptr, nullptr);
    char buffer[512];
    (void)!::read(connection, buffer, sizeof buffer);
    (void)!::write(connection, text.data(), text.size());
    ::close(connection);
  }

private:
  int fd_;
  unsigned port_ = 0;
};

} // namespace

TEST_CASE("ready: any status line is an answer, other words are none")
{
  for (const auto& [text, expected] :
       {std::pair("HTTP/1.1 404 Not Found\r\n\r\n", true), std::pair("SSH-2.0-x\r\n", false)}) {
    const Listener listener;
    std::thread server([&listener, text = std::string(text)] { listener.answer(text); });
    CHECK(http_answers({listener.url()}, 2s) == std::vector<bool>{expected});
    server.join();
  }
}

TEST_CASE("ready: who does not answer in time, refuses or cannot be asked")
{
  const Listener silent;
  std::string refused;
  {
    const Listener gone;
    refused = gone.url();
  }
  CHECK(http_answers({silent.url(), refused, "https://127.0.0.1/mcp", "http://host.example/x", ""},
                     100ms)
        == std::vector<bool>(5, false));
  CHECK(http_answers({}, 1s).empty());
}

TEST_CASE("ready: the port of a url")
{
  CHECK(port_of_url("http://127.0.0.1:3001/mcp") == 3001);
  CHECK(port_of_url("http://[::1]:8080/mcp") == 8080);
  CHECK(port_of_url("http://[::1]/mcp") == 80);
  CHECK(port_of_url("http://localhost?x=1:2") == 80);
  CHECK(port_of_url("http://h:99999/") == 0);
  CHECK(port_of_url("http://h:/") == 0);
  CHECK(port_of_url("ftp://h:21/") == 0);
}

TEST_CASE("listener: which process listens")
{
  const Listener listener;
  CHECK(any_listens({::getpid()}, listener.port()));
  CHECK_FALSE(any_listens({}, listener.port()));
  CHECK_FALSE(any_listens({::getppid()}, listener.port()));
  CHECK_FALSE(any_listens({::getpid()}, 1));
}
