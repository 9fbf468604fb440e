// Server in, unit files out. Nothing here reads the disk, the bus, the clock or the environment:
// equal servers give equal bytes, and that is how apply knows that there is nothing to do.
#pragma once

#include "units/unit_file.hpp"

#include <map>
#include <string>
#include <vector>

namespace mcpctl {

// What the text depends on besides the server.
struct Target
{
  Scope scope = Scope::user;
  unsigned systemd_version = 252;
  std::string
      unit_folder;      // absolute, without a closing slash: where the files will be. Environment
                        // files are named by it, so it must pass why_path_not_carried().
  bool runtime = false; // whether that folder is gone at the next reboot
  std::string session_program; // absolute path of mcpctl-session, which sessions are run by
  std::string watch_program;   // of mcpctl-watch, for the helper units that run it
  std::string rotate_program;  // of mcpctl-rotate
  std::string client_group;    // who may connect besides the owner of a socket; empty: nobody
};

// One unit that is started and stopped, with everything that belongs to it: of a resident server
// drop-in, environment file, enablement link and the drop-ins of helper units; of a stdio server
// socket, session template, environment file, enablement link.
struct RenderedUnit
{
  InstanceId id;
  std::string unit;
  std::vector<UnitFile> files;        // sorted by path
  std::string exec_unit;              // the service that runs the program: itself, or any session
  std::vector<std::string> exec_argv; // of its ExecStart=, as systemd must read it back
  // Helper units with a drop-in among the files, each with its own; a timer has none.
  std::map<std::string, std::vector<std::string>> companions;
  std::vector<LogPlace> log_places; // files that must be there before it starts
};

struct Rendering
{
  std::vector<RenderedUnit> units;   // one, or one for each instance
  std::vector<std::string> warnings; // directives left out because systemd is too old
};

// `server` is valid: what quote.hpp says cannot be carried was refused before.
[[nodiscard]] Rendering render(const Server& server, const Target& target);

// The files that all servers share: mcp@.service, mcp.target, mcp.slice, the helpers, and the
// link that makes the target start at boot. Sorted by path.
[[nodiscard]] std::vector<UnitFile> render_shared(const Target& target);

} // namespace mcpctl
