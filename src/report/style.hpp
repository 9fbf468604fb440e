// How text may look on the device it goes to: colours and width, both passed in, so that a view is
// the same text for the same values.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mcpctl {

enum class Paint { plain, bold, dim, red, green, yellow, blue, magenta, cyan };

struct Style
{
  bool colour = false;
  std::optional<unsigned>
      width; // columns of the terminal; none: not a terminal, nothing is clipped
};

// `text` in that colour, or as it is where colours are off or there is no text.
[[nodiscard]] std::string painted(std::string_view text, Paint paint, const Style& style);

} // namespace mcpctl
