// Where mcpctl's programs are: in the folders that `meson install` puts them in, or in the build
// folder that the running program is from.
#pragma once

#include <string>

namespace mcpctl {

struct OwnPrograms
{
  std::string mcpctl;  // as users and clients call it
  std::string session; // mcpctl-session, which stands in each session's unit
  std::string watch;   // mcpctl-watch
  std::string rotate;  // mcpctl-rotate
  std::string monit;   // mcpctl-monit
};

// Absolute paths, found from the running program's own. Whether they are there is not checked:
// units do without mcpctl-session.
[[nodiscard]] OwnPrograms own_programs();

// The same for a program whose /proc/self/exe says `link`: it may bear the mark of one that was
// replaced or deleted meanwhile.
[[nodiscard]] OwnPrograms own_programs_of(const std::string& link);

[[nodiscard]] inline std::string mcpctl_program()
{
  return own_programs().mcpctl;
}

} // namespace mcpctl
