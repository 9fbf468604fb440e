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

[[nodiscard]] Step command(std::string text);
[[nodiscard]] Step advice(std::string text);
// "/etc/mcp/mcp.toml:3: port = 3002"; line 0: of the whole file.
[[nodiscard]] Step edit(const std::string& file, unsigned line, std::string_view text);
// What an error says that mends it, if it does: a command where it begins with one, else words.
[[nodiscard]] Steps steps_of(const Error& error);

// Commands for this caller: with sudo where the scope is the system's and the caller is not root.
[[nodiscard]] Step as_caller(const Facts& facts, const std::string& text);
[[nodiscard]] Step mcpctl_command(const Facts& facts, std::string_view words);
[[nodiscard]] Step systemctl_command(const Facts& facts, std::string_view words);
// The same for the configuration of this owner (Server::owner): "mcpctl check -c FILE".
[[nodiscard]] Step command_for(const Facts& facts, std::string_view words,
                               const std::string& owner);
// The apply that brings its servers up to date.
[[nodiscard]] Step apply_command(const Facts& facts, const std::string& owner);
// What to write where the server is configured, and that it has to be applied.
[[nodiscard]] Steps change_in_file(const Facts& facts, const ServerState& server,
                                   std::string_view line);

// "pid 4242, python3 app.py, of user ann, in app.service". Of its words only the program and its
// script are told: the others may be secret.
[[nodiscard]] std::string describe(const Process& process);
// What ends it, and keeps it from coming back as far as that can be told.
[[nodiscard]] Steps commands_to_end(const Facts& facts, const Process& process);
[[nodiscard]] const Process* find_process(const Facts& facts, int pid);

// Whether it is PM2's daemon, and its folder: "PM2 v7.0.4: God Daemon (/home/ann/.pm2)".
[[nodiscard]] bool is_pm2(const Process& process);
[[nodiscard]] std::string pm2_folder(const Process& process);

} // namespace mcpctl
