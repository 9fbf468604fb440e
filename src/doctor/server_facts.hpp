// What doctor knows of each installed server, beside what `show` knows. Plain values.
#pragma once

#include "model/result.hpp"
#include "observe/server_detail.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

enum class Presence { there, missing, unreadable };

struct NamedFile
{
  std::string path;
  Presence presence = Presence::there;
};

// A process, as anybody may see it.
struct Process
{
  int pid = 0;
  int parent = 0;
  unsigned uid = 0;
  std::string user;
  std::vector<std::string> argv;
  std::string folder; // its working directory; empty: may not be seen
  bool on_terminal = false;
  std::string unit;          // of systemd's, the innermost: "mcp@web.service", "session-3.scope"
  std::string pm2_id;        // what PM2, which has started it, calls it; empty: not known
  bool unit_of_user = false; // of a user's manager
};

// Who listens at a port.
struct PortHolder
{
  unsigned port = 0;
  std::string user;
  std::optional<Process> process; // nothing where it may not be seen
};

struct ServerFacts
{
  ServerDetail detail;
  std::optional<unsigned> port;                  // that it is told to listen at
  bool port_promised = false;                    // it is an http server: it has to
  std::vector<int> processes;                    // its own
  std::optional<std::string> cannot_run;         // why the kernel runs no such program
  std::optional<std::string> missing_script;     // path of an interpreter's script
  bool folder_missing = false;                   // its working directory
  std::vector<NamedFile> env_files;              // its own
  std::vector<Error> bad_secrets;                // each says what mends it
  std::vector<std::string> last_lines;           // of its log, where it has failed, or sessions may
  std::vector<std::string> own_programs_missing; // programs of mcpctl's that its units name
  bool watches = false;                          // it is restarted when files change
  bool rotates = false;                          // its log files are rotated
};

} // namespace mcpctl
