// How bytes of the configuration are written into unit files so that systemd reads exactly these
// bytes back, and what it cannot carry at all (systemd.service(5), COMMAND LINES;
// systemd.syntax(7); systemd.exec(5), EnvironmentFile=).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// `argument` as one word of an ExecStart= that has the ":" prefix.
[[nodiscard]] std::string quote_exec_argument(std::string_view argument);
// The whole value of ExecStart=, ":" prefix included. A program path that systemd refuses is run
// through env(1).
[[nodiscard]] std::string render_exec_start(const std::vector<std::string>& argv);
// "NAME=value" as one line, or several, of an environment file, ending in a newline.
[[nodiscard]] std::string render_environment_line(std::string_view name, std::string_view value);
// A path that a directive takes raw: WorkingDirectory=, EnvironmentFile=.
[[nodiscard]] std::string quote_path(std::string_view path);
[[nodiscard]] std::string quote_description(std::string_view text);

// Why systemd cannot carry the value in this place; nothing when it can. Never repeats the value.
[[nodiscard]] std::optional<std::string> why_argument_not_carried(std::string_view argument);
[[nodiscard]] std::optional<std::string>
why_command_not_carried(const std::vector<std::string>& argv);
[[nodiscard]] std::optional<std::string> why_environment_not_carried(std::string_view name,
                                                                     std::string_view value);
[[nodiscard]] std::optional<std::string> why_path_not_carried(std::string_view path);
[[nodiscard]] std::optional<std::string> why_description_not_carried(std::string_view text);
[[nodiscard]] std::optional<std::string>
why_directive_not_carried(std::string_view section, std::string_view key, std::string_view value);

} // namespace mcpctl
