// Bytes as they arrive → lines. No line takes more memory than longest_line (model/log_text.hpp).
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace mcpctl {

// Takes a line without its newline; false: no more.
using LineSink = std::function<bool(std::string_view line)>;

class LineSplitter
{
public:
  // Tells each line that `bytes` ends. False once the sink wants no more.
  bool feed(std::string_view bytes, const LineSink& sink);
  // A line whose newline has not come.
  [[nodiscard]] const std::string& begun() const { return begun_; }
  void forget_begun() { begun_.clear(); }
  // Tells what was begun, since nothing more will come.
  bool finish(const LineSink& sink);

private:
  void keep(std::string_view bytes);
  bool tell(const LineSink& sink);

  std::string begun_;
};

} // namespace mcpctl
