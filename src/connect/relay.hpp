// Carries bytes both ways between a client and its session until one of them is gone.
#pragma once

#include "connect/client.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace mcpctl {

enum class RelayEnd {
  finished,    // the client had said all and the server, which owed nothing more, left
  client_gone, // nobody reads what the server says
  server_gone, // before it had answered everything, or before its client had said all
};

class Relay
{
public:
  // `socket` is the connection with the session.
  Relay(ClientSide& client, int socket);

  [[nodiscard]] RelayEnd run();
  // Why the client's output took no more, where that is more than a client who has left; 0:
  // nothing.
  [[nodiscard]] int output_error() const { return output_error_; }

private:
  // Bytes on their way; nothing more is taken in until they are all delivered, so whoever reads
  // slowly slows the other side down.
  struct Load
  {
    static constexpr std::size_t capacity = std::size_t(128) * 1024;
    std::array<char, capacity> bytes;
    std::size_t begin = 0;
    std::size_t end = 0;
    [[nodiscard]] bool empty() const { return begin == end; }
    [[nodiscard]] std::string_view view() const { return {bytes.data() + begin, end - begin}; }
  };

  [[nodiscard]] bool wants_input() const;
  [[nodiscard]] bool owes_nothing() const;
  [[nodiscard]] bool client_is_behind() const;
  [[nodiscard]] int time_limit() const;
  bool wait();
  void carry();
  void carry_up();
  void carry_down();
  void splice_down();
  bool look_ahead();
  void deliver_up();
  void deliver_down();
  void pass_on_end();

  ClientSide& client_;
  Stream session_;
  Load up_;
  Load down_;
  bool in_bulk_ = false; // the server says so much that bytes are worth to be spliced
  std::size_t seen_ = 0; // of the bytes to be spliced next: these have been looked at
  bool session_ended_ = false;
  bool half_closed_ = false;
  bool client_gone_ = false;
  int output_error_ = 0;
  short session_events_ = 0; // what the last wait() found
  short input_events_ = 0;
  short output_events_ = 0;
};

} // namespace mcpctl
