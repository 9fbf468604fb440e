#include "systemd/unit_exit.hpp"

#include <algorithm>
#include <charconv>
#include <csignal>

namespace mcpctl {

namespace {

int number(std::string_view text)
{
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

int code_kind_of(std::string_view word)
{
  if (word == "killed")
    return CLD_KILLED;
  return word == "dumped" ? CLD_DUMPED : CLD_EXITED;
}

} // namespace

void ExitEntry::add(Scope scope, std::string_view data)
{
  const std::size_t equals = data.find('=');
  if (equals == std::string_view::npos)
    return;
  const std::string_view field = data.substr(0, equals);
  const std::string_view value = data.substr(equals + 1);
  const char* const invocation_field =
      scope == Scope::user ? "USER_INVOCATION_ID" : "INVOCATION_ID";
  if (field == "MESSAGE_ID")
    message_id = value;
  else if (field == invocation_field)
    invocation = value;
  else if (field == "COMMAND")
    command = value;
  else if (field == "EXIT_CODE")
    code = value;
  else if (field == "EXIT_STATUS")
    status = value;
  else if (field == "UNIT_RESULT")
    result = value;
}

std::optional<UnitExit> exit_before_restart(std::span<const ExitEntry> entries)
{
  const auto restart = std::find_if(entries.begin(), entries.end(), [](const ExitEntry& entry) {
    return entry.message_id == message_of_restart;
  });
  if (restart == entries.end())
    return std::nullopt;
  UnitExit exit{.at = restart->at, .code_kind = CLD_EXITED, .result = "success"};
  for (auto entry = restart + 1; entry != entries.end(); ++entry) {
    if (entry->invocation != restart->invocation)
      break;
    if (entry->message_id == message_of_result) {
      exit.result = entry->result;
    } else if (entry->message_id == message_of_exit && entry->command == "ExecStart") {
      exit.at = entry->at;
      exit.code_kind = code_kind_of(entry->code);
      exit.status = number(entry->status);
      break;
    }
  }
  return exit;
}

} // namespace mcpctl
