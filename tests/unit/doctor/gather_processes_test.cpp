#include "doctor/gather.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <unistd.h>

using namespace mcpctl;

TEST_CASE("unit_in_cgroup: the innermost unit, and whose manager's it is")
{
  struct Row
  {
    const char* text;
    const char* unit;
    bool of_user;
  };
  const Row rows[] = {
      {"0::/user.slice/user-1000.slice/user@1000.service/mcp.slice/mcp@web.service\n",
       "mcp@web.service", true},
      {"0::/user.slice/user-1000.slice/user@1000.service/app.slice/x.service/inner\n", "x.service",
       true},
      {"0::/user.slice/user-1000.slice/session-3.scope\n", "session-3.scope", false},
      {"0::/user.slice/user-1000.slice/user@1000.service/init.scope\n", "init.scope", true},
      {"0::/system.slice/pm2-ann.service\n", "pm2-ann.service", false},
      {"12:pids:/other.service\n1:name=systemd:/system.slice/a.service\n0::/system.slice/"
       "b.service\n",
       "a.service", false},
      {"0::/\n", "", false},
      {"", "", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const UnitOfProcess unit = unit_in_cgroup(row.text);
    CHECK(unit.unit == row.unit);
    CHECK(unit.of_user == row.of_user);
  }
}

TEST_CASE("look_at_processes: the one that started this one, and not this one itself")
{
  const std::vector<Process> processes = look_at_processes();
  const auto has = [&processes](int pid) {
    return std::find_if(processes.begin(), processes.end(),
                        [pid](const Process& process) { return process.pid == pid; });
  };
  CHECK(has(::getpid()) == processes.end());
  const auto parent = has(::getppid());
  REQUIRE(parent != processes.end());
  CHECK_FALSE(parent->argv.empty());
  CHECK(parent->uid == ::getuid());
  CHECK_FALSE(parent->user.empty());
}
