// What one unit of a server is right now, as plain values: the one thing that tables, JSON and exit
// codes are made from.
#pragma once

#include "model/real_time.hpp"
#include "model/server.hpp"
#include "model/session_client.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

// The states of mcpctl(1), SERVER STATES.
enum class RunState {
  running,
  starting,
  stopping,
  restarting, // between two automatic tries
  stopped,    // by hand, or never started
  exited,     // by itself, with status 0
  failed,
  listening,
  not_applied, // configured only
};

// "running", "not applied"
[[nodiscard]] const char* to_string(RunState state);

// Why the main process ended, or why there is none.
struct Ending
{
  std::string
      brief; // beside the state: "exit 1", "out of memory (limit 200M)"; empty: nothing to say
  std::string words; // a clause: "exited with status 1"
};

// How much of an invocation's id stands for a session on the screen.
inline constexpr std::size_t short_id = 8;

// One session of a stdio server: a client's connection and the processes that serve it.
struct SessionState
{
  std::string unit;
  std::string invocation_id; // what `logs --session` takes, or its beginning
  std::optional<int> pid;    // of the server's main process
  RealTime started_at{};
  std::optional<SessionClient> client; // unknown where mcpctl-session could not tell
  std::string user;                    // the client's, or the number where it has no name
  std::string control_group;
  std::optional<std::uint64_t> cpu_usec;
  std::optional<double> cpu_percent; // of one processor, between two samples
  std::optional<std::uint64_t> memory_bytes;
  std::optional<std::uint64_t> tasks;
};

struct ServerState
{
  InstanceId id;
  std::string unit;
  ServerType type = ServerType::none;
  RunState state = RunState::not_applied;
  std::optional<bool> stale; // unknown where its configuration could not be read
  bool orphaned = false;

  std::string active_state; // systemd's words; empty when not applied
  std::string sub_state;
  std::string control_group; // empty: none
  std::optional<int> pid;
  std::optional<RealTime> started_at; // the main process that runs
  std::optional<RealTime> ended_at;   // the last main process, once it has ended
  RealTime last_start{};              // of the last run, whether it goes on or not; zero: none
  std::string invocation_id;          // of the same; empty: not known
  std::optional<RealTime> next_try;   // while restarting
  Ending ending;
  std::string result;               // systemd's word; empty when not applied
  std::optional<int> exit_status;   // of the last main process, or the signal that killed it
  std::optional<unsigned> restarts; // automatic ones since the last start by hand

  std::optional<std::uint64_t> cpu_usec;
  std::optional<double> cpu_percent; // of one processor, between two samples
  std::optional<std::uint64_t> memory_bytes;
  std::optional<std::uint64_t> tasks;

  std::vector<SessionState> sessions; // of a stdio server, the oldest first

  std::vector<std::string> argv;
  std::string url;
  std::string socket;       // path that a stdio server listens at
  bool socket_gone = false; // it listens, but no client finds it: nothing is at that path
  std::string profile;
  std::vector<std::string> tags;
  Origin source;
  std::string owner;
  bool enabled = false;
  bool runtime = false; // gone with the next boot
};

// Time since the main process was started; nothing when there is none.
[[nodiscard]] std::optional<std::chrono::microseconds> uptime(const ServerState& server,
                                                              RealTime now);

// Sets `cpu_percent` of those whose main process is the same as in `before`, `between` ago.
void set_cpu_percent(std::vector<ServerState>& servers, const std::vector<ServerState>& before,
                     std::chrono::microseconds between);

// Whether it does what a server is for: the question behind `status NAME`'s exit code.
[[nodiscard]] bool is_up(const ServerState& server);

} // namespace mcpctl
