// The client's side of a session: its standard streams, and what it still waits for.
#pragma once

#include "connect/json_lines.hpp"
#include "connect/pending.hpp"
#include "connect/stream.hpp"

#include <string_view>

namespace mcpctl {

class ClientSide
{
public:
  // On the descriptors that it writes to and reads from.
  ClientSide(int input, int output);

  // Takes note of bytes on their way from the client, and to it.
  void saw_sent(std::string_view bytes);
  void saw_received(std::string_view bytes);

  // Reads what is there from the client, keeping only its requests in mind; of one that never stops
  // a megabyte.
  void read_requests();
  // Writes all of it, unless the client takes nothing for a while; false: it is gone.
  bool tell(std::string_view bytes) const;

  [[nodiscard]] const Stream& input() const { return input_; }
  [[nodiscard]] const Stream& output() const { return output_; }
  [[nodiscard]] const PendingRequests& pending() const { return pending_; }
  [[nodiscard]] bool inside_line() const { return replies_.inside_line(); }

  bool said_all = false; // its output has ended

private:
  Stream input_;
  Stream output_;
  JsonLines requests_;
  JsonLines replies_;
  PendingRequests pending_;
};

} // namespace mcpctl
