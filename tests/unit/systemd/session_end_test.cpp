#include "systemd/session_end.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace mcpctl;

namespace {

const SessionQuery query = {.server = "web", .client = "@00001"};

SessionEntry opened(const std::string& client, const std::string& invocation)
{
  return {.event = "opened", .client = client, .unit_invocation = invocation};
}

SessionEntry ended(const std::string& client, const std::string& invocation,
                   const std::string& status)
{
  return {.event = "ended",
          .client = client,
          .unit_invocation = invocation,
          .result = "exit-code",
          .exit_code = "exited",
          .exit_status = status};
}

SessionEntry line(const std::string& message, const std::string& invocation)
{
  return {.message = message,
          .transport = "stdout",
          .process_unit = invocation.empty() ? "" : "mcp-web@0.service",
          .invocation = invocation};
}

SessionEntry systemd(const std::string& message, const std::string& invocation, int priority)
{
  return {.message = "mcp-web@0.service: " + message,
          .invocation = invocation,
          .subject_unit = "mcp-web@0.service",
          .priority = priority};
}

SessionEntry systemd_result(const std::string& result, const std::string& invocation)
{
  SessionEntry entry = systemd("Failed with result '" + result + "'.", invocation, 4);
  entry.result = result;
  return entry;
}

} // namespace

TEST_CASE("find_session_end: this client's session among others, and its last line")
{
  const std::vector<SessionEntry> entries = {
      opened("@00001", "a"),     opened("@00002", "b"),  line("mine", "a"),
      line("other's", "b"),      line("", "a"),          ended("@00002", "b", "9"),
      ended("@00001", "a", "3"), line("straggler", "a"), line("of a later one", "c"),
  };
  const auto end = find_session_end(entries, query);
  REQUIRE(end);
  CHECK(end->exit_status == "3");
  CHECK(end->result == "exit-code");
  CHECK(end->last_line == "straggler");
  CHECK_FALSE(end->refused_at);
}

TEST_CASE("find_session_end: what systemd has found to be wrong, not that it has failed")
{
  SessionEntry start = systemd("", "a", 3);
  start.message = "Failed to start mcp-web@0.service - Session of MCP server web.";
  std::vector<SessionEntry> entries = {systemd_result("exit-code", "a"), start};
  auto end = find_session_end(entries, query);
  REQUIRE(end);
  CHECK(end->systemd.empty());
  entries.push_back(systemd("Failed to load environment files", "a", 4));
  end = find_session_end(entries, query);
  REQUIRE(end);
  CHECK(end->systemd == "Failed to load environment files");
}

TEST_CASE("find_session_end: not yet")
{
  CHECK_FALSE(find_session_end({}, query));
  const std::vector<SessionEntry> entries = {opened("@00001", "a"), line("mine", "a"),
                                             ended("@00002", "b", "9"),
                                             systemd_result("exit-code", "b")};
  CHECK_FALSE(find_session_end(entries, query));
}

TEST_CASE("find_session_end: a line whose unit was lost counts")
{
  const std::vector<SessionEntry> entries = {line("lost", ""), ended("@00001", "a", "1")};
  CHECK(find_session_end(entries, query)->last_line == "lost");
}

TEST_CASE("find_session_end: a unit that never came to run the server")
{
  const std::vector<SessionEntry> entries = {
      opened("@00002", "b"),
      systemd("Failed to do something else.", "b", 3),
      systemd_result("exit-code", "b"),
      systemd("Failed to load environment files: No such file or directory", "a", 3),
      systemd("Failed to run 'start' task: No such file or directory", "a", 4),
      systemd_result("resources", "a"),
  };
  const auto end = find_session_end(entries, query);
  REQUIRE(end);
  CHECK(end->result == "resources");
  CHECK(end->systemd == "Failed to load environment files: No such file or directory");
  CHECK(end->last_line.empty());
}

TEST_CASE("find_session_end: systemd tells where mcpctl-session could not")
{
  SessionEntry exited = systemd("Main process exited, code=killed, status=9/KILL", "a", 5);
  exited.exit_code = "killed";
  exited.exit_status = "9";
  const std::vector<SessionEntry> entries = {opened("@00001", "a"), line("last", "a"), exited,
                                             systemd_result("signal", "a")};
  const auto end = find_session_end(entries, query);
  REQUIRE(end);
  CHECK(end->exit_code == "killed");
  CHECK(end->exit_status == "9");
  CHECK(end->last_line == "last");
}

TEST_CASE("find_session_end: refused, because as many as may be are open")
{
  SessionEntry refused = {.message = "mcp-web.socket: Too many incoming connections (64), dropping "
                                     "connection.",
                          .subject_unit = "mcp-web.socket",
                          .priority = 4};
  CHECK(find_session_end(std::vector{refused}, query)->refused_at == 64);
  const std::vector<SessionEntry> entries = {opened("@00001", "a"), refused};
  CHECK_FALSE(find_session_end(entries, query)); // another client was
  refused.subject_unit = "mcp-other.socket";
  CHECK_FALSE(find_session_end(std::vector{refused}, query));
}

TEST_CASE("SessionEntry: fields of both scopes")
{
  SessionEntry user;
  for (const char* data : {"MESSAGE=a=b", "PRIORITY=3", "_SYSTEMD_UNIT=user@1.service",
                           "_SYSTEMD_USER_UNIT=mcp-web@1.service", "USER_INVOCATION_ID=x",
                           "_SYSTEMD_INVOCATION_ID=manager", "MCPCTL_EXIT_STATUS=KILL", "nonsense"})
    user.add(Scope::user, data);
  CHECK(user.message == "a=b");
  CHECK(user.priority == 3);
  CHECK(user.process_unit == "mcp-web@1.service");
  CHECK(user.invocation == "x");
  CHECK(user.exit_status == "KILL");

  SessionEntry system;
  for (const char* data : {"_SYSTEMD_INVOCATION_ID=manager", "INVOCATION_ID=y", "USER_UNIT=forged",
                           "UNIT=mcp-web@2.service", "_SYSTEMD_UNIT=init.scope"})
    system.add(Scope::system, data);
  CHECK(system.invocation == "y");
  CHECK(system.subject_unit == "mcp-web@2.service");
  CHECK(system.process_unit == "init.scope");
}
