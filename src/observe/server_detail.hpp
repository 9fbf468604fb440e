// Everything about one server, as plain values: what `show` prints.
#pragma once

#include "model/scope.hpp"
#include "model/secret.hpp"
#include "observe/log_line.hpp"
#include "observe/server_state.hpp"
#include "systemd/memory_account.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

struct EnvironmentFile
{
  std::string path;
  std::optional<std::vector<std::string>> names; // nothing where it cannot be read
};

struct SecretSource
{
  std::string name;
  Delivery delivery = Delivery::environment;
  std::string path;        // of what systemd reads
  std::optional<bool> set; // unknown where its folder may not be looked into
};

// One limit of a server, or of each session of a stdio server.
struct LimitDetail
{
  std::string written;                 // as in our files; empty: not there
  std::optional<std::uint64_t> amount; // that systemd holds it to: bytes, tasks, percent; none: no
                                       // limit
  bool enforced = true;                // false: nothing counts it, for want of a controller
  bool kills_are_told = true; // false: systemd does not learn that the kernel killed for it
};

// When systemd starts a resident server again; empty where it was not asked.
struct RestartRules
{
  std::string policy; // "always"
  TimeSpan delay{};
  unsigned burst = 0; // so many starts in `interval`, then it fails; 0: any number
  TimeSpan interval{};
  std::optional<TimeSpan> retry; // after that, one try each; none: never
};

// How an earlier run ended, one that systemd has started the server again after.
struct EarlierEnding
{
  RealTime at{};
  Ending ending; // without words: with status 0
};

// A unit that this one is started after.
struct EarlierServer
{
  std::string name;              // "db"; a unit that is no server's keeps its own name
  std::optional<RunState> state; // of a server that is installed
};

// A unit of ours that runs beside the server: a timer, a watcher.
struct HelperState
{
  std::string unit;
  std::string setting;          // the key of the configuration that it is for
  std::string active_state;     // systemd's word; empty: it was not asked
  std::optional<RealTime> next; // of a timer that waits
  bool in_passing = false;      // runs for a moment at a time, and is told of where it has failed
};

// A file that the server writes to.
struct WrittenFile
{
  std::string path;
  bool out = false;                   // holds standard output
  bool err = false;                   // holds standard error
  std::vector<std::string> lines;     // the last ones, the oldest first
  std::optional<std::uint64_t> bytes; // nothing where there is none, or it may not be looked at
};

struct ServerDetail
{
  ServerState state;
  std::string description;
  std::string written;               // the command as the configuration writes it
  std::string program;               // the program as written, before the look-up
  std::string working_directory;     // empty: the home folder, or one that the escape hatch names
  std::string user;                  // empty: the manager's own; "dynamic"
  std::string group;                 // empty: the user's
  std::vector<std::string> files;    // ours, absolute, with the template
  std::vector<std::string> drop_ins; // that are not ours: they win
  std::optional<std::vector<std::string>> environment; // names; nothing where that may not be read
  std::vector<EnvironmentFile> environment_files;      // the user's own
  std::vector<SecretSource> secrets;
  LimitDetail memory_max, memory_high, cpu_quota, tasks_max;
  std::optional<MemoryAccount> memory; // of the control group that it has now
  RestartRules restart;
  std::optional<EarlierEnding> last_exit; // of a run before this one
  std::vector<EarlierServer> after;
  std::vector<HelperState> helpers;
  std::vector<WrittenFile> log_files;   // besides the journal, or in its stead
  std::vector<LogLine> log;             // the last lines, the oldest first
  std::optional<std::string> no_log;    // why there are none
  std::optional<std::string> bad_files; // why systemd cannot load its files
  std::string load_state;               // systemd's word for them; empty: it was not asked
  bool needs_reload = false;            // they are newer than what systemd has read
};

} // namespace mcpctl
