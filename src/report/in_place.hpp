// Text that is drawn over what was drawn before it, without flicker: no part of the screen is ever
// empty in between.
#pragma once

#include <string>
#include <string_view>

namespace mcpctl {

struct ScreenSize
{
  unsigned rows = 24;
  unsigned columns = 80;
};

// The bytes that put `table` and, under it, `below` onto a screen of that size. A table that is too
// long loses its last lines, and says so; lines of `below` are cut. Lines of the table must be
// narrower than the screen: in the last column terminals differ.
[[nodiscard]] std::string draw_in_place(std::string_view table, std::string_view below,
                                        const ScreenSize& size);

} // namespace mcpctl
