#include "report/style.hpp"

namespace mcpctl {

namespace {

std::string_view sgr_code(Paint paint)
{
  switch (paint) {
  case Paint::plain:
    break;
  case Paint::bold:
    return "1";
  case Paint::dim:
    return "2";
  case Paint::red:
    return "31";
  case Paint::green:
    return "32";
  case Paint::yellow:
    return "33";
  case Paint::blue:
    return "34";
  case Paint::magenta:
    return "35";
  case Paint::cyan:
    return "36";
  }
  return "";
}

} // namespace

std::string painted(std::string_view text, Paint paint, const Style& style)
{
  if (!style.colour || paint == Paint::plain || text.empty())
    return std::string(text);
  std::string out = "\x1b[";
  out.append(sgr_code(paint)).append("m").append(text).append("\x1b[0m");
  return out;
}

} // namespace mcpctl
