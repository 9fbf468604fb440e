// What users of PM2 type by habit.
#pragma once

#include <optional>
#include <string_view>

namespace mcpctl {

// The command that takes the place of a verb of PM2's that is none of ours: "mcpctl show NAME" for
// "info"; the manual page where nothing does. Nothing for other words.
[[nodiscard]] std::optional<std::string_view> in_place_of_pm2(std::string_view verb);

} // namespace mcpctl
