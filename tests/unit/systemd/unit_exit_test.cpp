#include "systemd/unit_exit.hpp"

#include <doctest/doctest.h>

#include <csignal>
#include <string>
#include <vector>

using namespace mcpctl;
using namespace std::chrono_literals;

namespace {

ExitEntry entry(std::chrono::seconds at, std::string_view id, const std::string& invocation)
{
  return {.at = RealTime(at), .message_id = std::string(id), .invocation = invocation};
}

ExitEntry exit_entry(std::chrono::seconds at, const std::string& invocation,
                     const std::string& code, const std::string& status)
{
  ExitEntry exit = entry(at, message_of_exit, invocation);
  exit.command = "ExecStart";
  exit.code = code;
  exit.status = status;
  return exit;
}

ExitEntry result_entry(std::chrono::seconds at, const std::string& invocation,
                       const std::string& result)
{
  ExitEntry entry_of_result = entry(at, message_of_result, invocation);
  entry_of_result.result = result;
  return entry_of_result;
}

} // namespace

TEST_CASE("ExitEntry: the fields that count, of the scope's own names")
{
  ExitEntry user;
  for (const char* data :
       {"MESSAGE_ID=98e322203f7a4ed290d09fe03c09fe15", "USER_INVOCATION_ID=ab", "INVOCATION_ID=no",
        "COMMAND=ExecStart", "EXIT_CODE=killed", "EXIT_STATUS=9", "UNIT_RESULT=signal", "rubbish"})
    user.add(Scope::user, data);
  CHECK(user.message_id == message_of_exit);
  CHECK(user.invocation == "ab");
  CHECK(user.command == "ExecStart");
  CHECK(user.code == "killed");
  CHECK(user.status == "9");
  CHECK(user.result == "signal");
  ExitEntry system;
  system.add(Scope::system, "INVOCATION_ID=cd");
  CHECK(system.invocation == "cd");
}

TEST_CASE("exit_before_restart: the run that the newest restart followed")
{
  const std::vector<ExitEntry> entries = {
      exit_entry(9s, "c", "exited", "7"), // of the run after it, which is not restarted yet
      entry(8s, message_of_restart, "b"), result_entry(7s, "b", "oom-kill"),
      exit_entry(6s, "b", "killed", "9"), entry(5s, message_of_restart, "a"),
      exit_entry(4s, "a", "exited", "1"),
  };
  const auto exit = exit_before_restart(entries);
  REQUIRE(exit);
  CHECK(exit->at == RealTime(6s));
  CHECK(exit->code_kind == CLD_KILLED);
  CHECK(exit->status == 9);
  CHECK(exit->result == "oom-kill");
}

TEST_CASE("exit_before_restart: a good end has no entry of its own")
{
  const std::vector<ExitEntry> entries = {entry(8s, message_of_restart, "b"),
                                          entry(5s, message_of_restart, "a"),
                                          exit_entry(4s, "a", "exited", "1")};
  const auto exit = exit_before_restart(entries);
  REQUIRE(exit);
  CHECK(exit->at == RealTime(8s));
  CHECK(exit->code_kind == CLD_EXITED);
  CHECK(exit->status == 0);
  CHECK(exit->result == "success");
}

TEST_CASE("exit_before_restart: the end of another command of the unit is not its own")
{
  ExitEntry stop = exit_entry(7s, "b", "exited", "5");
  stop.command = "ExecStopPost";
  const std::vector<ExitEntry> entries = {entry(8s, message_of_restart, "b"), stop,
                                          exit_entry(6s, "b", "dumped", "11")};
  const auto exit = exit_before_restart(entries);
  REQUIRE(exit);
  CHECK(exit->code_kind == CLD_DUMPED);
  CHECK(exit->status == 11);
}

TEST_CASE("exit_before_restart: nothing where nothing was restarted")
{
  CHECK_FALSE(exit_before_restart({}));
  const std::vector<ExitEntry> entries = {exit_entry(4s, "a", "exited", "1")};
  CHECK_FALSE(exit_before_restart(entries));
}
