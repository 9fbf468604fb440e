// What one file says, before defaults and profiles are merged.
#pragma once

#include "config/problems.hpp"
#include "config/value.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

struct Definition
{
  std::string name; // as the file writes it: not yet checked, without the project
  Spot spot;
  Table table;
};

struct FileContent
{
  const Source* source = nullptr;
  std::optional<Entry> project; // a valid name
  std::optional<Entry> profile; // a string
  Table defaults;
  std::vector<Definition> servers; // in order of definition
};

// A TOML file. Bad values are reported and marked.
[[nodiscard]] FileContent read_toml_file(const Source& source, Problems& problems);

// Tells which lines the definition takes, tables and arrays in it included: what is wrong there is
// about `server`.
void claim_lines(const Definition& definition, const std::string& server, Problems& problems);

// The hand-made daemons' format: one command a line (mcp.toml(5), ONE COMMAND A LINE).
// `installed_commands` keeps the names of lines that are installed already.
[[nodiscard]] FileContent
read_command_lines(const Source& source,
                   const std::map<std::string, std::string>& installed_commands,
                   Problems& problems);

} // namespace mcpctl
