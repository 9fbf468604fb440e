#include "monit/draw.hpp"

#include "model/text.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace mcpctl;

namespace {

const RealTime now(std::chrono::seconds(1'700'000'000));

ServerState server(const std::string& name, RunState state)
{
  ServerState server{.id = *parse_instance_id(name)};
  server.unit = "mcp@" + name + ".service";
  server.state = state;
  server.argv = {"/usr/bin/sleep", "1000"};
  if (state == RunState::running) {
    server.pid = 4711;
    server.started_at = now - std::chrono::minutes(10);
    server.restarts = 2;
    server.cpu_percent = 12.34;
    server.cpu_usec = 1'500'000;
    server.memory_bytes = 3 << 20U;
  }
  return server;
}

std::string line(const Frame& frame, std::size_t row)
{
  std::string text = text_of(frame.lines.at(row));
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

bool has(const Frame& frame, const std::string& text)
{
  for (const StripLine& each : frame.lines) {
    if (text_of(each).find(text) != std::string::npos)
      return true;
  }
  return false;
}

Monitor two_servers()
{
  Monitor monitor;
  ServerState failed = server("bad", RunState::failed);
  failed.ending = {.brief = "exit 3", .words = "exited with status 3"};
  monitor.see({server("web", RunState::running), failed}, true);
  return monitor;
}

} // namespace

TEST_CASE("draw: a line for each server, its sign, its figures and its graph")
{
  const Frame frame = draw(two_servers(), {.size = {.rows = 24, .columns = 80}, .now = now});
  REQUIRE(frame.lines.size() == 24);
  CHECK(line(frame, 0).starts_with(" mcpctl user  1 failed  1 running"));
  CHECK(line(frame, 0).find("cpu 12.3%  mem 3.0M") != std::string::npos);
  CHECK(line(frame, 1)
        == "  NAME▾    STATE                    PID     UPTIME  RST   CPU%              MEM");
  CHECK(line(frame, 2)
        == "✗ bad      failed (exit 3)            -          -    -      -                -");
  CHECK(line(frame, 3)
        == "● web      running                 4711    0:10:00    2   12.3        █    3.0M");
  CHECK(has(frame, "── bad ──"));
  CHECK(has(frame, " last run exited with status 3"));
  CHECK(has(frame, " command  /usr/bin/sleep 1000"));
  CHECK(line(frame, 23).starts_with(" ? help  q quit"));
}

TEST_CASE("draw: every size that is not too small is filled, and no line is wider than it")
{
  Monitor monitor = two_servers();
  for (unsigned rows = 1; rows < 60; rows += 3) {
    for (unsigned columns = 10; columns < 250; columns += 7) {
      CAPTURE(rows);
      CAPTURE(columns);
      const ScreenSize size = {.rows = rows, .columns = columns};
      const Frame frame = draw(monitor, {.size = size, .now = now});
      CHECK(frame.lines.size() == rows);
      for (const StripLine& each : frame.lines)
        CHECK(width_of(each) <= columns);
      const bool too_small = rows < smallest_screen.rows || columns < smallest_screen.columns;
      CHECK(has(frame, "too small") == too_small);
      CHECK(has(frame, "web") == !too_small);
    }
  }
}

TEST_CASE("draw: states differ without colour")
{
  std::set<std::string> signs;
  for (const RunState state : {RunState::running, RunState::starting, RunState::stopping,
                               RunState::restarting, RunState::stopped, RunState::exited,
                               RunState::failed, RunState::listening, RunState::not_applied}) {
    signs.insert(sign_of(state));
    CHECK(display_width(sign_of(state)) == 1);
  }
  CHECK(signs.size() == 9);
  std::set<std::string> ascii;
  for (const std::string& sign : signs)
    ascii.insert(ascii_text(sign));
  CHECK(ascii.size() == 9);
}

TEST_CASE("state_text: what is beside the state")
{
  ServerState restarting = server("web", RunState::restarting);
  restarting.ending = {.brief = "exit 1", .words = "exited with status 1"};
  CHECK(state_text(restarting, now) == "restarting (exit 1)");
  restarting.next_try = now + std::chrono::seconds(41);
  CHECK(state_text(restarting, now) == "restarting 41s");
  restarting.stale = true;
  restarting.orphaned = true;
  CHECK(state_text(restarting, now) == "restarting 41s, stale, orphaned");
}

TEST_CASE("draw: questions, tidings and help are where they are looked for")
{
  Monitor monitor = two_servers();
  const MonitLook look = {.size = {.rows = 24, .columns = 80}, .now = now};
  const auto press = [&](char32_t character) {
    (void)monitor.press({.kind = PressKind::character, .character = character}, look.size);
  };
  press(U'x');
  CHECK(line(draw(monitor, look), 23) == " stop bad?  y does it, any other key does not");
  press(U'n');
  press(U'/');
  press(U'w');
  const Frame typing = draw(monitor, look);
  CHECK(line(typing, 23) == " filter: w");
  CHECK(typing.cursor == 10);
  press(U'z');
  CHECK(has(draw(monitor, look), "no server has \"wz\": Esc shows all"));
  (void)monitor.press({.kind = PressKind::escape}, look.size);
  press(U'?');
  CHECK(has(draw(monitor, look), "quit; servers run on"));
  press(U' ');
  monitor.tell({.lines = {"bad: did not come up", "  12:00:00 \x1b[2Jreason"}, .bad = true});
  const Frame trouble = draw(monitor, look);
  CHECK(has(trouble, "│ bad: did not come up"));
  CHECK(has(trouble, "\\x1b[2Jreason"));
  press(U' ');
  monitor.set_lost("no bus");
  CHECK(has(draw(monitor, look), "the service manager does not answer"));
}

TEST_CASE("draw: at 80 columns no hint, no help and no title is cut, and names differ")
{
  Monitor monitor;
  monitor.see({server("server-with-a-rather-long-name-01", RunState::running),
               server("server-with-a-rather-long-name-02", RunState::running)},
              true);
  const MonitLook look = {.size = {.rows = 24, .columns = 80}, .now = now};
  const Frame frame = draw(monitor, look);
  CHECK(line(frame, 23)
        == " ? help  q quit  / filter  s start  x stop  r restart  c reset  Enter log");
  CHECK(line(frame, 2).starts_with("● server-w…-name-01 "));
  CHECK(line(frame, 3).starts_with("● server-w…-name-02 "));
  (void)monitor.press({.kind = PressKind::character, .character = U'?'}, look.size);
  CHECK_FALSE(has(draw(monitor, look), "…"));
}
