#include "units/utf8.hpp"

#include "model/text.hpp"

namespace mcpctl {

namespace {

bool is_noncharacter(char32_t code)
{
  return (code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffeU) == 0xfffeU;
}

} // namespace

bool is_systemd_text(std::string_view bytes)
{
  while (!bytes.empty()) {
    const Character next = first_character(bytes);
    if (!next.valid || is_noncharacter(next.code)) {
      return false;
    }
    bytes.remove_prefix(next.length);
  }
  return true;
}

} // namespace mcpctl
