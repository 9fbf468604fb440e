// The words of a command line of mcpctl-rotate.
#pragma once

#include "rotate/shift.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

struct RotateOptions
{
  bool thaw = false;   // what a killed rotation left: ExecStopPost=
  bool system = false; // scope
  // Whose processes write: a service, or "mcp-notes@*.service" for all sessions of a server.
  std::string writers;
  std::optional<std::uint64_t> size; // rotate from so many bytes on
  Retention keeping;
  bool compress = false;
  std::vector<std::string> files; // absolute paths
};

// `words` without the program's name; nothing where they are none that mcpctl apply writes.
[[nodiscard]] std::optional<RotateOptions> parse_rotate_options(std::span<char* const> words);

} // namespace mcpctl
