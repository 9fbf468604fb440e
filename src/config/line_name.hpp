// The name of a server that is only a command line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

struct LineName
{
  std::string name;   // a valid server name
  std::string parent; // the name of the folder that the program, or script, is in; may be empty
};

// The basename of the program without extension; of an interpreter, that of its script, module or
// package.
[[nodiscard]] LineName name_of_command(const std::vector<std::string>& words);

// The same of a line that may begin with "API_KEY=value": what is assigned is no name, for it may
// be secret.
[[nodiscard]] LineName name_of_line(std::string_view line);

// The script that an interpreter is given, as it stands there; empty where it is given none, or
// code, a module, a package or an address.
[[nodiscard]] std::string script_of_command(const std::vector<std::string>& words);

// `text` as a valid server name, as near to it as one can be.
[[nodiscard]] std::string valid_name(std::string_view text);

} // namespace mcpctl
