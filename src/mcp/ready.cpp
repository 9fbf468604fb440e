#include "mcp/ready.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <memory>
#include <netdb.h>
#include <optional>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace mcpctl {

namespace {

constexpr std::string_view scheme = "http://";
constexpr std::string_view status_start = "HTTP/";

struct Address
{
  std::string host;
  unsigned port = 80;
};

std::optional<Address> parse_url(std::string_view url)
{
  if (!url.starts_with(scheme))
    return {};
  url.remove_prefix(scheme.size());
  std::string_view authority = url.substr(0, url.find_first_of("/?#"));
  Address address;
  const auto bracket = authority.rfind(']');
  const auto colon = authority.rfind(':');
  if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
    const std::string_view digits = authority.substr(colon + 1);
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), address.port);
    if (parsed.ec != std::errc() || parsed.ptr != digits.data() + digits.size() || address.port == 0
        || address.port > 65535)
      return {};
    authority = authority.substr(0, colon);
  }
  if (authority.starts_with('[') && authority.ends_with(']'))
    authority = authority.substr(1, authority.size() - 2);
  address.host = authority == "localhost" ? "127.0.0.1" : std::string(authority);
  return address.host.empty() ? std::nullopt : std::optional(address);
}

// One question under way.
class Question
{
public:
  explicit Question(const std::string& url)
  {
    const auto address = parse_url(url);
    if (!address)
      return;
    addrinfo hints = {};
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const std::string port = std::to_string(address->port);
    if (::getaddrinfo(address->host.c_str(), port.c_str(), &hints, &found) != 0)
      return;
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> owned(found, ::freeaddrinfo);
    fd_ = ::socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd_ >= 0 && ::connect(fd_, found->ai_addr, found->ai_addrlen) != 0 && errno != EINPROGRESS)
      finish();
    request_ =
        "HEAD / HTTP/1.1\r\nHost: " + address->host + ":" + port + "\r\nConnection: close\r\n\r\n";
  }
  Question(Question&& other) noexcept
      : fd_(std::exchange(other.fd_, -1)), sent_(other.sent_), answered_(other.answered_),
        request_(std::move(other.request_)), reply_(std::move(other.reply_))
  {
  }
  Question& operator=(Question&&) = delete;
  ~Question() { finish(); }

  [[nodiscard]] bool open() const { return fd_ >= 0; }
  [[nodiscard]] bool answered() const { return answered_; }
  [[nodiscard]] pollfd interest() const
  {
    return {.fd = fd_, .events = static_cast<short>(sent_ ? POLLIN : POLLOUT), .revents = 0};
  }

  // The socket is ready for what it waits for.
  void advance()
  {
    if (!sent_) {
      // Small enough for any socket buffer; a refused connection shows here.
      sent_ = ::send(fd_, request_.data(), request_.size(), MSG_NOSIGNAL)
              == static_cast<ssize_t>(request_.size());
      if (!sent_)
        finish();
      return;
    }
    std::array<char, 64> buffer{};
    const ssize_t got = ::recv(fd_, buffer.data(), buffer.size(), 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
      return;
    if (got > 0)
      reply_.append(buffer.data(), static_cast<std::size_t>(got));
    answered_ = reply_.starts_with(status_start);
    if (got <= 0 || answered_ || reply_.size() >= status_start.size())
      finish();
  }

private:
  void finish()
  {
    if (fd_ >= 0)
      ::close(fd_);
    fd_ = -1;
  }

  int fd_ = -1;
  bool sent_ = false;
  bool answered_ = false;
  std::string request_;
  std::string reply_;
};

void ask(std::vector<Question>& questions, std::chrono::milliseconds limit)
{
  const auto deadline = std::chrono::steady_clock::now() + limit;
  for (;;) {
    std::vector<pollfd> interests;
    std::vector<Question*> open;
    for (Question& question : questions) {
      if (!question.open())
        continue;
      interests.push_back(question.interest());
      open.push_back(&question);
    }
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (open.empty() || left.count() <= 0
        || ::poll(interests.data(), interests.size(), static_cast<int>(left.count())) <= 0)
      return;
    for (std::size_t i = 0; i < open.size(); ++i) {
      if (interests[i].revents != 0)
        open[i]->advance();
    }
  }
}

} // namespace

std::vector<bool> http_answers(const std::vector<std::string>& urls,
                               std::chrono::milliseconds limit)
{
  std::vector<Question> questions;
  questions.reserve(urls.size());
  for (const std::string& url : urls)
    questions.emplace_back(url);
  ask(questions, limit);
  std::vector<bool> answers;
  answers.reserve(questions.size());
  for (const Question& question : questions)
    answers.push_back(question.answered());
  return answers;
}

unsigned port_of_url(const std::string& url)
{
  const auto address = parse_url(url);
  return address ? address->port : 0;
}

} // namespace mcpctl
