// Findings and commands, worded. Internal to src/doctor.
#pragma once

#include "doctor/facts.hpp"
#include "doctor/finding.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

[[nodiscard]] Findings all_well(std::string what);
// `what` where nothing was found.
[[nodiscard]] Findings or_all_well(Findings findings, std::string what);

[[nodiscard]] std::string name_of(const ServerFacts& server);
// "web", "a, b, c and 97 more"
[[nodiscard]] std::string names_of(const std::vector<std::string>& names);
// "1 server", "3 servers"
[[nodiscard]] std::string count_of(std::size_t count, std::string_view thing);

// Commands for this caller: with sudo where the scope is the system's and the caller is not root.
[[nodiscard]] std::string mcpctl_command(const Facts& facts, std::string_view words);
[[nodiscard]] std::string systemctl_command(const Facts& facts, std::string_view words);
// The apply that brings servers of this owner (Server::owner) up to date.
[[nodiscard]] std::string apply_command(const Facts& facts, const std::string& owner);
// What to write where the server is configured: "/etc/mcp/mcp.toml:3: port = 3002", and that it has
// to be applied.
[[nodiscard]] std::vector<std::string> change_in_file(const Facts& facts, const ServerState& server,
                                                      std::string_view line);

// "pid 4242, python3 app.py, of user ann, in app.service". Of its words only the program and its
// script are told: the others may be secret.
[[nodiscard]] std::string describe(const Process& process);
// What ends it, and keeps it from coming back as far as that can be told.
[[nodiscard]] std::vector<std::string> commands_to_end(const Facts& facts, const Process& process);
[[nodiscard]] const Process* find_process(const Facts& facts, int pid);

// Whether it is PM2's daemon, and its folder: "PM2 v7.0.4: God Daemon (/home/ann/.pm2)".
[[nodiscard]] bool is_pm2(const Process& process);
[[nodiscard]] std::string pm2_folder(const Process& process);

} // namespace mcpctl
