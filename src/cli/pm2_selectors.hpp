// What users of PM2 type by habit where a name of a server is wanted: files, and numbers.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mcpctl {

// Whether PM2 takes it for a file of applications, by its name: "ecosystem.config.js", "apps.json".
[[nodiscard]] bool is_file_of_pm2(std::string_view word);

// The command that does with such a file, a script ("app.js") or a number of PM2's list what the
// user wants, most likely. Nothing for other words.
[[nodiscard]] std::optional<std::string> in_place_of_pm2_selector(std::string_view word);

} // namespace mcpctl
