// Which of the lines that a server wrote tells why it ended: mostly the last one, but runtimes and
// package runners write more below it. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace mcpctl {

// One of `lines`, which are in the order of time, or empty where all of them are.
[[nodiscard]] std::string_view telling_line(std::span<const std::string_view> lines);

} // namespace mcpctl
