// Folders whose programs go away by themselves: with the version of a language that a version
// manager replaces, with a cache that is cleaned, with the next boot. Pure.
#pragma once

#include <optional>
#include <string_view>

namespace mcpctl {

struct Vanishing
{
  std::string_view owner;   // "nvm", "the cache of npx"
  bool soon = false;        // by itself, not only when somebody removes that version
  std::string_view instead; // what to do, in words; empty: to be looked up again after an update
};

// Of a program or a script at this absolute path; nothing for one that stays.
[[nodiscard]] std::optional<Vanishing> vanishing_at(std::string_view path);

} // namespace mcpctl
