#include "monit/monitor.hpp"

#include "monit/layout.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

constexpr ScreenSize screen = {.rows = 24, .columns = 80};

ServerState server(const std::string& name, RunState state = RunState::running)
{
  ServerState server{.id = *parse_instance_id(name)};
  server.unit = "mcp@" + name + ".service";
  server.state = state;
  server.cpu_percent = static_cast<double>(name.size());
  return server;
}

std::vector<ServerState> servers(int count)
{
  std::vector<ServerState> servers;
  for (int i = 10; i < 10 + count; ++i)
    servers.push_back(server("s" + std::to_string(i)));
  return servers;
}

std::string selected(const Monitor& monitor)
{
  return monitor.selected() == nullptr ? "" : to_string(monitor.selected()->id);
}

Deed press(Monitor& monitor, PressKind kind)
{
  return monitor.press({.kind = kind}, screen);
}

// The last deed that the characters lead to.
Deed type(Monitor& monitor, std::u32string_view text)
{
  Deed deed;
  for (const char32_t character : text)
    deed = monitor.press({.kind = PressKind::character, .character = character}, screen);
  return deed;
}

} // namespace

TEST_CASE("Monitor: the selection stays with its server, or with its row where that has gone")
{
  Monitor monitor;
  monitor.see(servers(3), true);
  CHECK(selected(monitor) == "s10");
  press(monitor, PressKind::down);
  CHECK(selected(monitor) == "s11");
  type(monitor, U"1");
  CHECK(monitor.ranking().reversed);
  CHECK(selected(monitor) == "s11");
  press(monitor, PressKind::end);
  CHECK(selected(monitor) == "s10");
  monitor.see({server("s11"), server("s12")}, false);
  CHECK(selected(monitor) == "s11");
  monitor.see({}, false);
  CHECK(monitor.selected() == nullptr);
  press(monitor, PressKind::up);
  CHECK(type(monitor, U"x").kind == Deed::Kind::none);
  monitor.see({server("new")}, false);
  CHECK(selected(monitor) == "new");
}

TEST_CASE("Monitor: what is done to a server is asked first, and only y does it")
{
  Monitor monitor;
  monitor.see({server("a"), server("b:2")}, true);
  press(monitor, PressKind::down);
  struct Row
  {
    char32_t key;
    const char* verb;
  };
  for (const Row& row :
       {Row{U's', "start"}, Row{U'x', "stop"}, Row{U'r', "restart"}, Row{U'c', "reset"}}) {
    CAPTURE(row.verb);
    CHECK(type(monitor, {&row.key, 1}).kind == Deed::Kind::none);
    CHECK(monitor.asking() == Asking::control);
    const Deed deed = type(monitor, U"y");
    CHECK(deed.kind == Deed::Kind::control);
    CHECK(deed.verb == row.verb);
    CHECK(deed.server == "b:2");
    CHECK(monitor.asking() == Asking::nothing);
  }
  for (const PressKind kind : {PressKind::enter, PressKind::escape, PressKind::down}) {
    type(monitor, U"x");
    CHECK(press(monitor, kind).kind == Deed::Kind::none);
    CHECK(monitor.asking() == Asking::nothing);
    CHECK(selected(monitor) == "b:2");
  }
  type(monitor, U"x");
  CHECK(type(monitor, U"q").kind == Deed::Kind::none);
}

TEST_CASE("Monitor: a server that is not applied has nothing to start, and that is said")
{
  Monitor monitor;
  monitor.see({server("new", RunState::not_applied)}, true);
  CHECK(type(monitor, U"s").kind == Deed::Kind::none);
  CHECK(monitor.asking() == Asking::nothing);
  REQUIRE(monitor.tidings().size() == 1);
  CHECK(monitor.tidings().front().lines
        == std::vector<std::string>{"new is not applied yet: mcpctl apply"});
}

TEST_CASE("Monitor: the filter works while it is typed, and Escape takes it back")
{
  Monitor monitor;
  monitor.see({server("web"), server("wiki"), server("files")}, true);
  type(monitor, U"/w");
  CHECK(monitor.rows().size() == 2);
  type(monitor, U"iq");
  CHECK(monitor.rows().empty());
  press(monitor, PressKind::backspace);
  CHECK(selected(monitor) == "wiki");
  press(monitor, PressKind::enter);
  CHECK(monitor.filter() == "wi");
  type(monitor, U"/é");
  CHECK(monitor.typed() == "wié");
  press(monitor, PressKind::backspace);
  CHECK(monitor.typed() == "wi");
  press(monitor, PressKind::clear);
  CHECK(monitor.rows().size() == 3);
  press(monitor, PressKind::escape);
  CHECK(monitor.filter() == "wi");
  press(monitor, PressKind::escape);
  CHECK(monitor.filter().empty());
  CHECK(monitor.rows().size() == 3);
}

TEST_CASE("Monitor: what went wrong waits until it was read; what went well does not")
{
  Monitor monitor;
  monitor.see({server("a")}, true);
  const Deed start{.kind = Deed::Kind::control, .verb = "start", .server = "a"};
  monitor.begin_job(start);
  monitor.begin_job({.kind = Deed::Kind::control, .verb = "stop", .server = "b"});
  monitor.end_job(start, {.lines = {"a: did not start"}, .bad = true});
  CHECK(monitor.running().size() == 1);
  monitor.tell({.lines = {"b: no"}, .bad = true});
  monitor.tell({.lines = {"stopped c"}});
  REQUIRE(monitor.tidings().size() == 3);
  CHECK(monitor.tidings()[0].lines[0] == "a: did not start");
  CHECK(type(monitor, U"q").kind == Deed::Kind::none);
  CHECK(type(monitor, U"q").kind == Deed::Kind::none);
  CHECK(monitor.tidings().empty());
  CHECK(type(monitor, U"q").kind == Deed::Kind::quit);
}

TEST_CASE("Monitor: Ctrl-C ends it in whatever state it is")
{
  Monitor monitor;
  monitor.see({server("a")}, true);
  for (const std::u32string_view keys : {U"", U"?", U"/abc", U"x"}) {
    type(monitor, keys);
    CHECK(press(monitor, PressKind::interrupt).kind == Deed::Kind::quit);
  }
  CHECK(press(monitor, PressKind::suspend).kind == Deed::Kind::suspend);
}

TEST_CASE("Monitor: the mouse selects rows, orders by headings and scrolls")
{
  Monitor monitor;
  monitor.see(servers(40), true);
  const MonitLayout layout = layout_of(monitor, screen);
  (void)monitor.press({.kind = PressKind::click, .row = layout.table + 2, .column = 5}, screen);
  CHECK(selected(monitor) == "s12");
  (void)monitor.press({.kind = PressKind::wheel_down, .row = layout.table}, screen);
  CHECK(selected(monitor) == "s15");
  for (const TableColumn& column : table_columns(monitor, screen.columns)) {
    if (column.what == TableColumn::What::cpu)
      (void)monitor.press({.kind = PressKind::click, .row = layout.heading, .column = column.begin},
                          screen);
  }
  CHECK(monitor.ranking().by == Rank::cpu);
  press(monitor, PressKind::end);
  const std::size_t first = monitor.first_row(layout.table_rows);
  CHECK(first == 40 - layout.table_rows);
  (void)monitor.press({.kind = PressKind::click, .row = layout.table}, screen);
  CHECK(monitor.first_row(layout.table_rows) == first);
  (void)monitor.press({.kind = PressKind::click, .row = layout.log_title}, screen);
  CHECK(monitor.pane() == Pane::log);
}

TEST_CASE("Monitor: the log is searched where keys act on it, and may stand alone")
{
  Monitor monitor;
  monitor.see(servers(2), true);
  const RealTime now(std::chrono::seconds(1'700'000'000));
  for (const char* message : {"one", "two", "three"})
    monitor.log().add({.at = now, .server = "s10", .message = message}, now);
  press(monitor, PressKind::tab);
  CHECK(monitor.pane() == Pane::log);
  type(monitor, U"/one");
  press(monitor, PressKind::enter);
  CHECK(monitor.log().below() == 2);
  CHECK(monitor.filter().empty());
  type(monitor, U"n");
  REQUIRE(monitor.tidings().size() == 1);
  CHECK(monitor.tidings().front().lines[0] == "no older line has \"one\"");
  type(monitor, U"f");
  CHECK(monitor.log().follows());
  press(monitor, PressKind::enter);
  CHECK(monitor.log_alone());
  CHECK(layout_of(monitor, screen).table_rows == 0);
  press(monitor, PressKind::escape);
  CHECK_FALSE(monitor.log_alone());
  CHECK(monitor.pane() == Pane::servers);
}
