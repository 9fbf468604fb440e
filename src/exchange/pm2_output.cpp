#include "exchange/pm2_output.hpp"

#include "exchange/json_text.hpp"

#include <algorithm>

namespace mcpctl {

namespace {

constexpr std::string_view space = " \t\r\n";

// "[PM2] …" begins with a bracket, too; the list is one of objects, or empty and the end.
bool begins_list(std::string_view text)
{
  if (!text.starts_with('['))
    return false;
  text.remove_prefix(1);
  text.remove_prefix(std::min(text.find_first_not_of(space), text.size()));
  if (text.starts_with(']'))
    return text.find_first_not_of(space, 1) == std::string_view::npos;
  if (!text.starts_with('{'))
    return false;
  const std::size_t next = text.find_first_not_of(space, 1);
  return next != std::string_view::npos && (text[next] == '"' || text[next] == '}');
}

bool is_blank(std::string_view text)
{
  return strict_json(text).find_first_not_of(space) == std::string::npos;
}

} // namespace

unsigned lines_before_list(std::string_view text)
{
  unsigned lines = 0;
  for (std::size_t at = 0; at < text.size(); ++lines) {
    if (begins_list(text.substr(at)))
      return is_blank(text.substr(0, at)) ? 0 : lines;
    const std::size_t end = text.find('\n', at);
    if (end == std::string_view::npos)
      break;
    at = end + 1;
  }
  return 0;
}

std::string with_blank_lines(std::string text, unsigned lines)
{
  for (auto at = text.begin(); at != text.end() && lines > 0; ++at) {
    if (*at == '\n')
      --lines;
    else
      *at = ' ';
  }
  return text;
}

} // namespace mcpctl
