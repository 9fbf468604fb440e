// Newline-delimited JSON-RPC as it flows by: what each message's "id" and "method" are, however
// large the message is and wherever it is cut into pieces. Bytes are looked at once and not kept;
// of a line of more than 64 KiB only the beginning and the end are read, the rest is skimmed for
// its newline. An "id" in the middle of such a line, or in a batch of that size, is not seen.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace mcpctl {

// What a line says at its top level; empty: nothing, or more than is kept.
struct RpcMessage
{
  std::string id;        // as it stands there: a number, or a string with its quotes
  std::string method;    // without quotes
  std::string cancelled; // "requestId" of "params", as it stands there

  [[nodiscard]] bool is_request() const { return !id.empty() && !method.empty(); }
  [[nodiscard]] bool is_response() const { return !id.empty() && method.empty(); }
};

// Whether a value, as it stands in the text, can be an id: null cannot.
[[nodiscard]] bool can_be_id(std::string_view value);

class JsonLines
{
public:
  using Sink = std::function<void(const RpcMessage&)>;

  // Tells of each message that is complete with these bytes; of an array, a batch, of each of its
  // elements. A line that begins as neither object nor array is passed over.
  void feed(std::string_view bytes, const Sink& sink);

  // Whether bytes have come since the last newline.
  [[nodiscard]] bool inside_line() const { return line_size_ > 0; }

private:
  enum class Wanted { nothing, id, method, params, cancelled };
  // A member of an object that is being read: first its key, then, behind the colon, its value.
  struct Member
  {
    bool in_value = false;
    Wanted wanted = Wanted::nothing;
  };
  static constexpr std::size_t longest_kept = 256;
  static constexpr std::size_t longest_scanned = std::size_t(64) * 1024;
  static constexpr std::size_t longest_tail = 1024;

  void take(std::string_view bytes, const Sink& sink);
  void skim(std::string_view bytes);
  void end_line(const Sink& sink);

  void scan(std::string_view bytes, const Sink& sink);
  std::size_t scan_string(std::string_view bytes);
  void scan_outside(char c, const Sink& sink);
  void open(char bracket);
  void close(char bracket, const Sink& sink);
  void begin_string();
  void end_string();
  void separate();
  void keep(std::string_view bytes);
  void keep_value();
  [[nodiscard]] Wanted wanted_by_key() const;
  [[nodiscard]] Member* member();

  RpcMessage message_;
  std::string tail_; // of a line that is skimmed
  std::size_t line_size_ = 0;
  std::string text_; // of the key or value that is being read
  Member outer_;     // of the message
  Member inner_;     // of its params
  int depth_ = 0;
  int message_depth_ = 1; // 2 in a batch
  bool passed_over_ = false;
  bool in_string_ = false;
  bool escaped_ = false;
  bool keeping_ = false;
  bool inner_open_ = false; // the object that is params
};

} // namespace mcpctl
