// What doctor's gathering goes by, and its parts. Internal to src/cli/doctor_*.cpp.
#pragma once

#include "cli/context.hpp"
#include "cli/selection.hpp"
#include "cli/site.hpp"
#include "doctor/facts.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace mcpctl {

// What is installed, what of it is asked about, and who answers for it.
struct Case
{
  const Context& context;
  std::optional<Connection> connection; // none: no manager is reached
  UnitFolders folders;
  Installed installed;
  std::vector<InstalledUnit> units; // those asked about, applied ones first
  std::vector<ServerState> states;  // of units
  unsigned version = 252;
  std::optional<std::set<std::string>> asked; // names of these servers; nothing: of all
  std::vector<NotApplied> broken; // among these: not installed, and their configuration has errors
};

// The servers that errors of the configurations are about.
[[nodiscard]] std::vector<NotApplied> servers_with_errors(const Case& around);

// What the configurations say, and what is wrong with them, of the servers asked about.
void look_at_configuration(const Case& around, Facts& facts);

// The last lines of those servers that do not run, that were started again, and of sessions; in one
// reading.
void add_last_lines(const Case& around, std::vector<ServerFacts>& servers);

} // namespace mcpctl
