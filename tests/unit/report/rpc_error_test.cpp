#include "report/rpc_error.hpp"

#include "model/text.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

const ServerName server = *ServerName::parse("web");

std::string what_of(const SessionEnd& end)
{
  return describe_end(server, end, "mcpctl logs web").what;
}

} // namespace

TEST_CASE("rpc_error: a session that ended, on one line")
{
  const SessionFailure failure = describe_end(server,
                                              SessionEnd{.result = "exit-code",
                                                         .exit_code = "exited",
                                                         .exit_status = "3",
                                                         .last_line = "cannot \"open\"\x1b[1m"},
                                              "mcpctl logs web");
  CHECK(
      rpc_error(failure)
      == R"({"code":-32000,"message":"web: the server exited with status 3: cannot \"open\"\\x1b[1m; )"
         R"(see: mcpctl logs web","data":{"server":"web","result":"exit-code","exit_code":"exited",)"
         R"("exit_status":"3","last_line":"cannot \"open\"\\x1b[1m","hint":"see: mcpctl logs web"}})");
}

TEST_CASE("rpc_error: a last line of any length leaves an answer that connect takes")
{
  const SessionFailure failure =
      describe_end(server, SessionEnd{.last_line = std::string(50'000, '\x01')}, "mcpctl logs web");
  CHECK(display_width(failure.last_line) == 500);
  CHECK(rpc_error(failure).size() < 4096);
}

TEST_CASE("rpc_error: a session that could not begin")
{
  const SessionFailure failure =
      describe_error("web", {ExitCode::failed, "web is stopped", "mcpctl start web"});
  CHECK(failure.code == ExitCode::failed);
  CHECK(rpc_error(failure)
        == R"({"code":-32000,"message":"web is stopped; try: mcpctl start web","data":)"
           R"({"server":"web","result":null,"exit_code":null,"exit_status":null,"last_line":null,)"
           R"("hint":"try: mcpctl start web"}})");
}

TEST_CASE("describe_end: each way in words")
{
  struct Row
  {
    SessionEnd end;
    std::string what;
  };
  const Row rows[] = {
      {{.result = "success", .exit_code = "exited", .exit_status = "0"},
       "web: the server exited with status 0"},
      {{.result = "success", .exit_code = "killed", .exit_status = "TERM"},
       "web: the server was stopped"},
      {{.result = "signal", .exit_code = "killed", .exit_status = "KILL"},
       "web: the server was killed by SIGKILL"},
      {{.result = "signal", .exit_code = "killed", .exit_status = "11"},
       "web: the server was killed by SIGSEGV"},
      {{.result = "exit-code", .exit_code = "exited", .exit_status = "203"},
       "web: the server could not start: the program is missing or cannot be executed (203/EXEC)"},
      {{.result = "exit-code"}, "web: the server exited with an error"},
      {{.result = "core-dump"}, "web: the server was killed by a signal"},
      {{.result = "oom-kill", .exit_code = "killed", .exit_status = "KILL"},
       "web: the server ran out of memory"},
      {{.result = "resources", .systemd = "Failed to load environment files: gone"},
       "web: the server could not start: a file or resource that the unit needs is missing: Failed "
       "to load environment files: gone"},
      {{.refused_at = 64},
       "web: 64 sessions are open, which is max_sessions: close one, or raise it in the "
       "configuration"},
      {{.refused_at = 1},
       "web: 1 session is open, which is max_sessions: close one, or raise it in the "
       "configuration"},
  };
  for (const Row& row : rows)
    CHECK(what_of(row.end) == row.what);
  CHECK(describe_end(server, {}, "mcpctl logs web").what
        == "web: the session has ended, and the journal does not tell why");
}
