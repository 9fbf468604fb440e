#include "connect/client.hpp"

#include <fcntl.h>
#include <poll.h>

namespace mcpctl {

namespace {

constexpr int longest_wait = 5000; // milliseconds
constexpr std::size_t most_at_once = std::size_t(1024) * 1024;

} // namespace

ClientSide::ClientSide(int input, int output) : input_(input, O_RDONLY), output_(output, O_WRONLY)
{
}

void ClientSide::saw_sent(std::string_view bytes)
{
  requests_.feed(bytes, [this](const RpcMessage& message) { pending_.sent(message); });
}

void ClientSide::saw_received(std::string_view bytes)
{
  replies_.feed(bytes, [this](const RpcMessage& message) { pending_.received(message); });
}

void ClientSide::read_requests()
{
  char bytes[16 * 1024];
  for (std::size_t count = 0; !said_all && count < most_at_once;) {
    const Transfer transfer = input_.read(bytes, sizeof bytes);
    said_all = transfer.ended;
    if (transfer.bytes == 0)
      return;
    count += transfer.bytes;
    saw_sent({bytes, transfer.bytes});
  }
}

bool ClientSide::tell(std::string_view bytes) const
{
  while (!bytes.empty()) {
    const Transfer transfer = output_.write(bytes);
    if (transfer.ended)
      return false;
    bytes.remove_prefix(transfer.bytes);
    pollfd waiting = {.fd = output_.fd(), .events = POLLOUT, .revents = 0};
    if (transfer.bytes == 0 && ::poll(&waiting, 1, longest_wait) == 0)
      return false;
  }
  return true;
}

} // namespace mcpctl
