// All that doctor's checks look at. Plain values: who gathers them is at the edge.
#pragma once

#include "doctor/host_facts.hpp"
#include "doctor/server_facts.hpp"
#include "model/diagnostic.hpp"
#include "model/real_time.hpp"
#include "model/scope.hpp"
#include "model/server.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

// A unit file that all servers share.
struct SharedUnitFacts
{
  std::string path;
  Presence presence = Presence::there;
  bool differs = false; // from what this mcpctl writes
};

// A unit of the same name in another folder of the manager's unit path, which comes first; or a
// link to /dev/null, which masks ours.
struct ShadowFacts
{
  std::string path;
  std::string of; // the path of ours, or the name of the unit that is masked
  bool needs_root = false;
};

struct UnitFacts
{
  std::vector<SharedUnitFacts> shared; // none where no server is installed
  std::vector<ShadowFacts> masks;
  std::vector<ShadowFacts> shadows;
  std::vector<std::string> owed; // "restart mcp@web.service"
  bool apply_runs = false;
};

// A variable whose value looks like a secret.
struct ClearTextVariable
{
  std::string name;
  std::string server;
  Origin source;            // of that server
  std::string owner;        // of the same: Server::owner
  bool has_secrets = false; // the server names others already
  unsigned line = 0;        // of the file of variables that it stands in
};

// A file that holds such, and that others can read: of the configuration, or one of variables.
struct ClearTextFacts
{
  std::string file;
  bool env_file = false;
  bool may_close = true; // the caller may take it from the others
  std::vector<ClearTextVariable> variables;
};

// What is wrong in the configuration of this owner (Server::owner).
struct ConfigurationProblem
{
  std::string owner;
  Diagnostic diagnostic;
};

struct ConfigurationFacts
{
  std::optional<Error> unread; // why there is no text to read
  bool any = false;            // there is a file
  std::vector<ConfigurationProblem> problems;
  std::map<std::string, unsigned> errors_elsewhere; // of servers not asked about, by owner
  std::vector<ClearTextFacts> clear_text;
  std::vector<std::string> lists; // files of one command a line that servers come from
};

// A server that is configured only.
struct NotApplied
{
  std::string name;
  std::string owner;
};

struct Pm2Facts
{
  std::optional<std::string> boot_unit; // "pm2-ann.service", where a boot starts it
  std::optional<std::string> dump;      // path of the list that it resurrects
};

struct Facts
{
  Scope scope = Scope::user;
  RealTime now{};
  unsigned uid = 0;
  std::string user;
  std::string usual_owner; // of servers that an apply without -c is for; empty: -c is given
  ManagerFacts manager;
  RuntimeDirFacts runtime_dir;
  BootFacts boot;
  JournalFacts journal;
  MachineFacts machine;
  UnitFacts units;
  ConfigurationFacts configuration;
  std::vector<ServerFacts> servers;
  std::vector<NotApplied> not_applied;
  std::vector<PortHolder> holders; // of the servers' ports
  std::vector<Process> processes;  // of the whole machine but mcpctl itself
  Pm2Facts pm2;
};

} // namespace mcpctl
