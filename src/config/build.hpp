// A server from its merged settings. Values were checked one by one before (key_table.hpp); here
// is what depends on other keys, on the file or on the machine.
#pragma once

#include "config/content.hpp"
#include "config/env_file.hpp"
#include "config/programs.hpp"
#include "config/settings.hpp"

#include <optional>
#include <string>

namespace mcpctl {

// What all servers of a reading share.
struct BuildContext
{
  const ReadContext& read;
  Problems& problems;
  Programs programs;
  EnvFiles env_files;
};

// One server on its way: where it is defined and what it says.
struct Draft
{
  const ServerName& name;
  const Definition& definition;
  const Settings& settings;
};

// Nothing when the command or the working directory is bad; every reason is among the problems.
[[nodiscard]] std::optional<Server> build_server(const Draft& draft, BuildContext& context);

// The parts of it, each in a file of its own.
[[nodiscard]] std::optional<std::string> build_working_directory(const Draft& draft,
                                                                 BuildContext& context);
[[nodiscard]] std::optional<Command>
build_command(const Draft& draft, const std::string& working_directory, BuildContext& context);
[[nodiscard]] std::optional<Command>
build_on_failure(const Draft& draft, const std::string& working_directory, BuildContext& context);
void build_watch(const Draft& draft, Server& server, BuildContext& context);
// After the environment.
void build_secrets(const Draft& draft, Server& server, BuildContext& context);
void build_account(const Draft& draft, Server& server, BuildContext& context);
void build_network(const Draft& draft, Server& server, BuildContext& context);
// After the network: instances have a file each.
void build_logs(const Draft& draft, Server& server, BuildContext& context);
// What only stdio servers have, and what they do not: comes last.
void build_sessions(const Draft& draft, Server& server, BuildContext& context);
[[nodiscard]] Life build_life(const Settings& settings, BuildContext& context);
[[nodiscard]] Limits build_limits(const Settings& settings);

// `path` of a value, absolute: "~/" expanded, relative to its file. Reports a relative path where
// there is no file.
[[nodiscard]] std::optional<std::string> absolute_path(const Value& value, std::string_view path,
                                                       BuildContext& context);

// The calendar event that the key says, empty where it says none. Warns of one that never comes.
[[nodiscard]] std::string build_calendar(const Settings& settings, std::string_view key,
                                         BuildContext& context);

// Reports "{port}" in a text of a server without one. `what` names the place: "args".
void check_port_reference(const Value& value, std::string_view what, const Draft& draft,
                          Problems& problems);

// "[servers.files]".
[[nodiscard]] std::string header_of(const Draft& draft);

} // namespace mcpctl
