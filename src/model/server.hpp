// One configured MCP server, effective and valid: defaults and profile merged, paths absolute, the
// program found. What the configuration leaves out is empty, so that the unit template's value
// holds.
#pragma once

#include "model/logs.hpp"
#include "model/name.hpp"
#include "model/scope.hpp"
#include "model/secret.hpp"
#include "model/span.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

enum class ServerType { none, http, stdio };
enum class ServiceType { exec, notify };
enum class RestartPolicy { always, on_failure, no };

// Where a server was defined.
struct Origin
{
  std::string file; // absolute, or "-"
  unsigned line = 0;
};

// The program and its arguments. `argv[0]` is the absolute path that the unit runs; later words may
// hold "{port}", which rendering replaces for each instance.
struct Command
{
  std::string written; // the command line as the configuration writes it, for selectors and people
  std::string program; // the program as written, before the look-up ("npx")
  std::vector<std::string> argv; // resolved
  std::string search_path;       // PATH for the program and its children; empty when it had a slash
};

struct EnvFile
{
  std::string path;
  std::string digest; // of its content at apply, so that a change makes the server stale
};

// One directive of the escape hatch, [servers.NAME.systemd.SECTION].
struct RawDirective
{
  std::string section; // "Service", "Unit"
  std::string key;
  std::string value;
  bool operator==(const RawDirective&) const = default;
};

struct Limits
{
  std::optional<ByteSize> memory_max;
  std::optional<ByteSize> memory_high;
  std::optional<unsigned> cpu_quota_percent;
  std::optional<std::uint64_t> tasks_max; // UINT64_MAX: infinity
};

// systemd's restart policy and what goes with it; units in the type, absent = the template's value.
struct Life
{
  bool enabled = true;
  std::optional<RestartPolicy> restart;
  std::optional<TimeSpan> restart_delay;
  std::optional<unsigned> start_limit_burst;
  std::optional<TimeSpan> start_limit_interval;
  std::optional<TimeSpan> retry; // zero: give up
  std::vector<std::string> restart_prevent_exit_status;
  std::optional<std::string> kill_signal;
  std::optional<TimeSpan> timeout_stop;
  std::optional<TimeSpan> timeout_start;
  std::optional<TimeSpan> settle; // absent: 1 s, or 3 s for npx and uvx
  std::optional<std::string> reload_signal;
  std::string restart_on_calendar; // as systemd writes it (systemd.time(7)); empty: never
};

// Files whose changes restart a server.
struct Watch
{
  std::vector<std::string> paths;  // absolute, of folders and files; empty: none are watched
  std::vector<std::string> ignore; // patterns, besides the usual ones (units/helpers.cpp)
  std::optional<TimeSpan> delay;
};

// A server that another one names in `after`.
struct Predecessor
{
  ServerName server;
  std::vector<std::string> units; // of all its instances
};

struct Server
{
  ServerName name;
  Origin origin;
  std::string owner;   // the file it belongs to: owner_of() in config/sources.hpp
  std::string profile; // in force; empty: none
  std::string description;
  std::vector<std::string> tags;
  ServerType type = ServerType::none;
  ServiceType service_type = ServiceType::exec;
  Command command;
  std::string working_directory; // absolute; empty: a state folder of its own (system scope)
  std::map<std::string, std::string>
      env; // may hold "{port}" only in PORT's stead; passed as it stands
  std::vector<EnvFile> env_files;
  std::vector<Secret> secrets; // none of the names stands in env
  std::string user;            // system scope only; empty in the user scope
  std::string group;
  bool dynamic_user = false;
  std::optional<unsigned> instances;
  std::optional<unsigned> port; // of the first instance
  std::string url;              // may hold "{port}"
  std::map<std::string, std::string> headers;
  std::string log_date_format;          // how `logs` writes its times; empty: as it does
  std::optional<unsigned> max_sessions; // of a stdio server, at the same time
  Limits limits;
  Life life;
  Logs logs;
  Watch watch;
  std::optional<Command> on_failure; // run when it has finally failed
  std::vector<Predecessor> after;    // started before this one, and with it
  std::vector<RawDirective> systemd;
};

// The server's units: itself, or one for each instance.
[[nodiscard]] std::vector<InstanceId> instances_of(const Server& server);

// Its log files, of one instance: each once, the one of standard output first.
[[nodiscard]] std::vector<LogPlace> log_places(const Server& server, const InstanceId& id);

// The unit that is started and stopped: "mcp@web:2.service", or "mcp-notes.socket".
[[nodiscard]] std::string unit_of(const InstanceId& id, ServerType type);

} // namespace mcpctl
