// The requests that a client has made and a server not answered yet.
#pragma once

#include "connect/json_lines.hpp"

#include <span>
#include <string>
#include <vector>

namespace mcpctl {

class PendingRequests
{
public:
  // A message from the client: a request is pending from now on, one that it cancels no more,
  // since that needs no answer.
  void sent(const RpcMessage& message);
  // A message from the server: what it answers is pending no more.
  void received(const RpcMessage& message);

  // Their ids as they stood in the request, oldest first. A client with thousands waiting is told
  // of the first ones.
  [[nodiscard]] std::span<const std::string> ids() const { return ids_; }
  [[nodiscard]] bool empty() const { return ids_.empty(); }
  // Whether there was a request at all.
  [[nodiscard]] bool any_yet() const { return any_yet_; }

private:
  void remove(const std::string& id);

  std::vector<std::string> ids_;
  bool any_yet_ = false;
};

} // namespace mcpctl
