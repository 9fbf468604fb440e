// How a unit's main process ended before its last automatic restart. systemd forgets it at the
// restart, and its journal entries still tell. Pure: systemd/exit_journal.hpp reads them.
#pragma once

#include "model/real_time.hpp"
#include "model/scope.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace mcpctl {

// One entry of the manager's about a unit; absent fields are empty.
struct ExitEntry
{
  RealTime at{};
  std::string message_id;
  std::string invocation; // of the run that it speaks of
  std::string command;    // "ExecStart" of the main process
  std::string code;       // "exited", "killed", "dumped"
  std::string status;     // status or signal, a number
  std::string result;     // "exit-code"

  // `data` is "FIELD=bytes".
  void add(Scope scope, std::string_view data);
};

// What those entries are that tell (sd-messages(3), systemd.journal-fields(7)).
inline constexpr std::string_view message_of_exit = "98e322203f7a4ed290d09fe03c09fe15";
inline constexpr std::string_view message_of_result = "d9b373ed55a64feb8242e02dbe79a49c";
inline constexpr std::string_view message_of_restart = "5eb03494b6584870a536b337290809b3";

struct UnitExit
{
  RealTime at{};
  int code_kind = 0; // CLD_EXITED, CLD_KILLED, CLD_DUMPED
  int status = 0;
  std::string result; // systemd's word: "success", "exit-code", "oom-kill"
};

// The end that the newest restart followed; `entries` are sorted, the newest first. A good end
// leaves no entry of its own. Nothing where there was no restart.
[[nodiscard]] std::optional<UnitExit> exit_before_restart(std::span<const ExitEntry> entries);

} // namespace mcpctl
