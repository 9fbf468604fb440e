#include "connect/pending.hpp"

#include <algorithm>
#include <cstddef>

namespace mcpctl {

namespace {

constexpr std::size_t most_kept = 4096;

} // namespace

void PendingRequests::sent(const RpcMessage& message)
{
  if (message.is_request()) {
    any_yet_ = true;
    if (ids_.size() < most_kept)
      ids_.push_back(message.id);
  } else if (message.method == "notifications/cancelled") {
    remove(message.cancelled);
  }
}

void PendingRequests::received(const RpcMessage& message)
{
  if (message.is_response())
    remove(message.id);
}

void PendingRequests::remove(const std::string& id)
{
  if (const auto found = std::find(ids_.begin(), ids_.end(), id); found != ids_.end())
    ids_.erase(found);
}

} // namespace mcpctl
