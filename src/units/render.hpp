// Server in, unit files out. Nothing here reads the disk, the bus, the clock or the environment:
// equal servers give equal bytes, and that is how apply knows that there is nothing to do.
#pragma once

#include "units/unit_file.hpp"

#include <string>
#include <vector>

namespace mcpctl {

// What the text depends on besides the server.
struct Target
{
  Scope scope = Scope::user;
  unsigned systemd_version = 252;
};

// One resident unit with everything that belongs to it: drop-in, environment file, enablement link,
// the retry timer's drop-in where its time is not the template's.
struct RenderedUnit
{
  InstanceId id;
  std::string unit;
  std::vector<UnitFile> files; // sorted by path
};

struct Rendering
{
  std::vector<RenderedUnit> units;   // one, or one for each instance
  std::vector<std::string> warnings; // directives left out because systemd is too old
};

[[nodiscard]] Rendering render(const Server& server, const Target& target);

// The files that all servers share: mcp@.service, mcp.target, mcp.slice, the retry helper, and the
// link that makes the target start at boot.
[[nodiscard]] std::vector<UnitFile> render_shared(const Target& target);

// What a change from one rendering of a unit to another needs of a running service.
enum class Need { nothing, reload, restart };

// `installed` and `wanted` are all files of one unit; the shared ones, template included, are given
// apart, since a directive may move between template and drop-in. Order does not matter.
[[nodiscard]] Need compare(const std::vector<UnitFile>& installed,
                           const std::vector<UnitFile>& wanted,
                           const std::vector<UnitFile>& shared_installed,
                           const std::vector<UnitFile>& shared_wanted);

// Names of the Service= and Unit= directives (and "environment NAME") that differ, for "why".
[[nodiscard]] std::vector<std::string> differing_settings(const std::vector<UnitFile>& installed,
                                                          const std::vector<UnitFile>& wanted);

} // namespace mcpctl
