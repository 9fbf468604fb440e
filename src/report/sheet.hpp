// Labelled lines about one thing, in groups: labels to the left, values beside them, folded at the
// width of a terminal. What is empty is left out. Texts are made harmless here.
#pragma once

#include "report/style.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

class Sheet
{
public:
  explicit Sheet(const Style& style) : style_(style) {}

  void add(std::string_view label, std::string_view value, Paint paint = Paint::plain);
  // Never folded: what is copied from the terminal is what it was.
  void add_whole(std::string_view label, std::string_view value);
  // A line for each value, the label only before the first.
  void add_list(std::string_view label, const std::vector<std::string>& values,
                Paint paint = Paint::plain);
  // Before the value a bar, filled as far as `part`, 0 to 1, says; only on a terminal.
  void add_bar(std::string_view label, double part, std::string_view value);
  // What follows stands apart from what was before.
  void begin_group();
  [[nodiscard]] const std::string& text() const { return text_; }

private:
  void add_line(std::string_view label, const std::string& painted_value);

  Style style_;
  std::string text_;
  bool apart_ = false; // an empty line is due
};

// `text` in lines of at most `width` columns, broken between words; a longer word stays whole.
[[nodiscard]] std::vector<std::string> folded(std::string_view text, std::size_t width);

} // namespace mcpctl
