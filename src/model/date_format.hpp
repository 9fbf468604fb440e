// How a moment is written where the user chooses: strftime(3)'s conversions, or the letters that
// PM2 takes from moment.js ("YYYY-MM-DD HH:mm:ss.SSS Z"). A "%" tells the one from the other.
#pragma once

#include "model/real_time.hpp"
#include "model/result.hpp"

#include <string>
#include <string_view>

namespace mcpctl {

class DateFormat
{
public:
  // Fails where nothing of the text stands for a part of the time, or it is no text for one line.
  // The message does not repeat the text.
  [[nodiscard]] static Result<DateFormat> parse(std::string_view text);

  // In the process's time zone, and in English.
  [[nodiscard]] std::string format(RealTime at) const;

private:
  explicit DateFormat(std::string_view text) : text_(text) {}
  std::string text_;
};

} // namespace mcpctl
