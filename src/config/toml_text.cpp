#include "config/toml_text.hpp"

#include <algorithm>

namespace mcpctl {

namespace {

std::string escape(char c)
{
  constexpr std::string_view digits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  switch (c) {
  case '"':
    return "\\\"";
  case '\\':
    return "\\\\";
  case '\n':
    return "\\n";
  case '\t':
    return "\\t";
  case '\r':
    return "\\r";
  default:
    return {'\\', 'u', '0', '0', digits[byte >> 4U], digits[byte & 0xfU]};
  }
}

bool is_bare(char c)
{
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'
         || c == '-';
}

} // namespace

std::string toml_string(std::string_view text)
{
  std::string quoted = "\"";
  for (const char c : text) {
    const bool plain = static_cast<unsigned char>(c) >= 0x20 && c != 0x7f && c != '"' && c != '\\';
    quoted += plain ? std::string(1, c) : escape(c);
  }
  return quoted + "\"";
}

std::string toml_array(const std::vector<std::string>& texts)
{
  std::string array = "[";
  for (const std::string& text : texts) {
    if (array.size() > 1)
      array += ", ";
    array += toml_string(text);
  }
  return array + "]";
}

std::string toml_key(std::string_view key)
{
  if (!key.empty() && std::all_of(key.begin(), key.end(), is_bare))
    return std::string(key);
  return toml_string(key);
}

} // namespace mcpctl
