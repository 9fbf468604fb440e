#include "connect/failure.hpp"

#include "connect/explanation.hpp"

#include <chrono>
#include <poll.h>
#include <unistd.h>

namespace mcpctl {

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto patience = std::chrono::seconds(5);

// Until the client has asked for something, has nothing more to say, or is gone.
void await_request(ClientSide& client)
{
  const auto end = Clock::now() + patience;
  while (!client.pending().any_yet() && !client.said_all) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
    pollfd watched[] = {{.fd = client.input().fd(), .events = POLLIN, .revents = 0},
                        {.fd = client.output().fd(), .events = 0, .revents = 0}};
    if (left.count() <= 0 || ::poll(watched, 2, static_cast<int>(left.count())) <= 0
        || watched[1].revents != 0)
      return;
    client.read_requests();
  }
}

} // namespace

int report_failure(ClientSide& client, const Failure& failure)
{
  const Explanation explanation = explain(failure);
  client.read_requests();
  // A person at a terminal has read the words, and is no client.
  if (::isatty(client.input().fd()) == 0)
    await_request(client);
  std::string answers;
  if (client.inside_line() && !client.pending().empty())
    answers = "\n";
  for (const std::string& id : client.pending().ids())
    answers += error_response(id, explanation.error);
  client.tell(answers);
  return explanation.status;
}

std::string error_response(const std::string& id, const std::string& error)
{
  return R"({"jsonrpc":"2.0","id":)" + id + R"(,"error":)" + error + "}\n";
}

} // namespace mcpctl
