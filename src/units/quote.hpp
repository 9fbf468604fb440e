// How bytes of the configuration are written into unit files so that systemd reads exactly these
// bytes back, and what it cannot carry at all (systemd.service(5), COMMAND LINES;
// systemd.syntax(7); systemd.exec(5), EnvironmentFile=). tests/live/quoting proves it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// `argument` as one word of an ExecStart= that has the ":" prefix.
[[nodiscard]] std::string quote_exec_argument(std::string_view argument);
// The whole value of ExecStart=, ":" prefix included. A program path that systemd refuses is run
// through env(1), and so is a working directory that WorkingDirectory= cannot carry; leave
// `working_directory` empty where it can.
[[nodiscard]] std::string render_exec_start(const std::vector<std::string>& argv,
                                            std::string_view working_directory = {});
// The argv that systemd then reports for `render_exec_start(argv, working_directory)`: `argv`
// itself, or with env(1) and its options before it.
[[nodiscard]] std::vector<std::string> carried_argv(const std::vector<std::string>& argv,
                                                    std::string_view working_directory = {});
// Whether WorkingDirectory= can say `path`.
[[nodiscard]] bool fits_working_directory(std::string_view path);

// One assignment of Environment=.
[[nodiscard]] std::string quote_environment(std::string_view name, std::string_view value);
// "NAME=value" as one line, or several, of an environment file, ending in a newline.
[[nodiscard]] std::string render_environment_line(std::string_view name, std::string_view value);
// A path that WorkingDirectory= takes raw.
[[nodiscard]] std::string quote_path(std::string_view path);
// A path for EnvironmentFile=, which systemd expands as a glob.
[[nodiscard]] std::string quote_environment_file(std::string_view path);
// For Description=; space around the text is dropped, as systemd does.
[[nodiscard]] std::string quote_description(std::string_view text);

// Why systemd cannot carry the value in this place; nothing when it can. Never repeats the value.
[[nodiscard]] std::optional<std::string> why_argument_not_carried(std::string_view argument);
// All of a command line: each argument, and the length of the line that it makes.
[[nodiscard]] std::optional<std::string>
why_command_not_carried(const std::vector<std::string>& argv,
                        std::string_view working_directory = {});
[[nodiscard]] std::optional<std::string> why_environment_not_carried(std::string_view name,
                                                                     std::string_view value);
// PATH, which stands in Environment=.
[[nodiscard]] std::optional<std::string> why_search_path_not_carried(std::string_view path);
// A path that EnvironmentFile= names.
[[nodiscard]] std::optional<std::string> why_path_not_carried(std::string_view path);
// A path that StandardOutput= and StandardError= append to, raw.
[[nodiscard]] std::optional<std::string> why_log_file_not_carried(std::string_view path);
[[nodiscard]] std::optional<std::string> why_working_directory_not_carried(std::string_view path);
[[nodiscard]] std::optional<std::string> why_description_not_carried(std::string_view text);
[[nodiscard]] std::optional<std::string>
why_directive_not_carried(std::string_view section, std::string_view key, std::string_view value);

} // namespace mcpctl
