#include "systemd/unit_path.hpp"

namespace mcpctl {
namespace {

constexpr std::string_view unit_prefix = "/org/freedesktop/systemd1/unit/";
constexpr std::string_view digits = "0123456789abcdef";

bool is_letter(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

// The byte written as two hexadecimal digits at the start of `text`.
std::optional<char> hex_byte(std::string_view text)
{
  if (text.size() < 2)
    return std::nullopt;
  const auto high = digits.find(text[0]);
  const auto low = digits.find(text[1]);
  if (high == std::string_view::npos || low == std::string_view::npos)
    return std::nullopt;
  return static_cast<char>(high * 16 + low);
}

} // namespace

std::string unit_object_path(std::string_view unit)
{
  std::string path(unit_prefix);
  if (unit.empty())
    path += '_';
  for (std::size_t i = 0; i < unit.size(); ++i) {
    const char c = unit[i];
    // A path element must not look like a number's start to every reader: systemd escapes a
    // leading digit.
    if (is_letter(c) || (is_digit(c) && i > 0)) {
      path += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    path += '_';
    path += digits[byte / 16];
    path += digits[byte % 16];
  }
  return path;
}

std::optional<std::string> unit_of_object_path(std::string_view path)
{
  if (!path.starts_with(unit_prefix) || path.size() == unit_prefix.size())
    return std::nullopt;
  path.remove_prefix(unit_prefix.size());
  if (path == "_")
    return std::string();
  std::string unit;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] != '_') {
      unit += path[i];
      continue;
    }
    const auto byte = hex_byte(path.substr(i + 1));
    if (!byte)
      return std::nullopt;
    unit += *byte;
    i += 2;
  }
  return unit;
}

} // namespace mcpctl
