// What the services of all kinds of servers have in common: who they run as, where, with which
// environment, within which limits, and how they end. Internal to src/units.
#pragma once

#include "units/section.hpp"

#include <string>
#include <vector>

namespace mcpctl {

// Below the marker, to whoever opens the file.
inline constexpr std::string_view written_by_us =
    "# Written by mcpctl apply, which overwrites what is changed here; systemctl edit makes a "
    "file\n"
    "# of its own that wins.\n";

// "{port}" of this instance in place.
[[nodiscard]] std::vector<std::string> argv_of(const Server& server, const InstanceId& id);
// What ExecStart= runs: the program, by way of systemd-cat where that tells its standard error from
// its standard output in the journal. It becomes the program and leaves nothing behind.
[[nodiscard]] std::vector<std::string> service_argv(const Server& server, const InstanceId& id);
// What stands in WorkingDirectory='s stead where that cannot say the path; empty: it can.
[[nodiscard]] std::string_view carried_directory(const Server& server);
[[nodiscard]] Marker marker_of(const Server& server, const InstanceId& id, const Target& target);
// The text of the environment file; empty: there is nothing to say in it.
[[nodiscard]] std::string environment_text(const Server& server, const InstanceId& id);

// What starts before it, and with it: of [Unit].
void add_order(Section& section, const Server& server);
// User=, Group=.
void add_account(Section& section, const Server& server, const InstanceId& id);
void add_identity(Section& section, const Server& server, const InstanceId& id);
// `own_file`: the absolute path of our environment file; empty: there is none.
void add_environment(Section& section, const Server& server, const std::string& own_file);
void add_stop(Section& section, const Life& life);
void add_limits(Section& section, const Limits& limits);

// Files in the order in which they are told of.
[[nodiscard]] std::vector<UnitFile> sorted(std::vector<UnitFile> files);

} // namespace mcpctl
