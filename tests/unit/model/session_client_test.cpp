#include "model/session_client.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace mcpctl;

namespace {

ClientProcess process(int pid, std::string_view name)
{
  return {pid, CommandName(name)};
}

} // namespace

TEST_CASE("describe and parse_session_client are each other's reverse")
{
  struct Row
  {
    SessionClient client;
    std::string text;
  };
  const Row rows[] = {
      {{process(4242, "mcpctl"), process(4200, "claude"), 1000},
       "client PID 4242 (mcpctl) of PID 4200 (claude), UID 1000"},
      {{process(1, "socat"), {}, 0}, "client PID 1 (socat), UID 0"},
      {{process(7, ""), process(6, ""), 4294967295}, "client PID 7 of PID 6, UID 4294967295"},
      {{process(9, "tmux: server"), {}, 5}, "client PID 9 (tmux: server), UID 5"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(describe(row.client).view() == row.text);
    const auto read = parse_session_client(row.text);
    REQUIRE(read);
    CHECK(describe(*read).view() == row.text);
    CHECK(read->uid == row.client.uid);
    CHECK(read->program().pid == row.client.program().pid);
  }
}

TEST_CASE("CommandName: what could be taken for another part of the line")
{
  CHECK(CommandName("a) of PID 1 (b").view() == "a_ of PID 1 _b");
  CHECK(CommandName("new\nline\x1b\xc3\xa9").view() == "new_line___");
  CHECK(CommandName("longer than any comm").view() == "longer than any");
}

TEST_CASE("parse_session_client: status texts of others")
{
  for (const std::string text :
       {"", "client ", "client PID", "client PID x, UID 1", "client PID 1 (a, UID 1",
        "client PID 1 (a), UID", "client PID 1 (a), UID 1 ", "client PID 1 (a) of , UID 1",
        "client PID 1 (a), UID -1", "client PID -1 (a), UID 1", "client PID 99999999999, UID 1",
        "Ready.", "clients PID 1 (a), UID 1"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_session_client(text));
  }
}
