// The options of PM2 that are typed by habit.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mcpctl {

// The command that takes the place of `option` of PM2's, "--max-memory-restart" or
// "--max-memory-restart=300M", behind this verb of ours: "mcpctl add NAME --memory-max SIZE --
// COMMAND"; the manual page where nothing does. Nothing for other words.
[[nodiscard]] std::optional<std::string> in_place_of_pm2_option(std::string_view option,
                                                                std::string_view verb);

} // namespace mcpctl
