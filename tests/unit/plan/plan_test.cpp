#include "plan/plan.hpp"

#include "plan/world.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

std::string plan_of(const std::vector<Server>& servers, const Found& found,
                    const PlanOptions& options = {})
{
  return told(make_plan(wanted(servers), found, options));
}

Server with_memory(Server server, std::uint64_t bytes)
{
  server.limits.memory_max = ByteSize{.amount = bytes};
  return server;
}

Server with_env(Server server, const std::string& value)
{
  server.env["TOKEN"] = value;
  return server;
}

Server with_instances(Server server, unsigned count)
{
  server.instances = count;
  return server;
}

} // namespace

TEST_CASE("plan: nothing changed, nothing done")
{
  const std::vector<Server> servers = {server("a"), with_instances(server("web"), 2)};
  const Plan plan = make_plan(wanted(servers), as_applied(servers), {});
  CHECK_FALSE(plan.changes());
  CHECK(told(plan) == "keep mcp@a.service\nkeep mcp@web:1.service\nkeep mcp@web:2.service\n");
}

TEST_CASE("plan: the first server brings the shared files, and the target is started with it")
{
  Found found;
  set_state(found, "mcp.target", "inactive");
  CHECK(plan_of({server("a")}, found) == R"(create mcp@a.service: new
write mcp@a.service.d/10-mcpctl.conf
write mcp.target.wants/mcp@a.service
write mcp@a.service.d/10-mcpctl.env
write default.target.wants/mcp.target
write mcp.slice
write mcp.target
write mcp@.service
write mcpctl-alert@.service
write mcpctl-calendar@.service
write mcpctl-calendar@.timer
write mcpctl-retry@.service
write mcpctl-retry@.timer
write mcpctl-rotate-calendar@.timer
write mcpctl-rotate@.service
write mcpctl-rotate@.timer
write mcpctl-up@.target
write mcpctl-watch@.service
reload
job start mcp@a.service
job start mcp.target
)");
}

TEST_CASE("plan: whether the target starts at boot is not decided again")
{
  const std::vector<Server> servers = {server("a")};
  Found found = as_applied(servers);
  std::erase_if(found.installed.shared, [](const UnitFile& file) { return file.is_link; });
  CHECK_FALSE(make_plan(wanted(servers), found, {}).changes());
  found.debt = {{OwedKind::reload, ""}};
  CHECK(plan_of(servers, found).find("write default.target.wants/mcp.target") != std::string::npos);
}

TEST_CASE("plan: what a change does to a running server")
{
  struct Row
  {
    const char* what;
    Server now;
    const char* expected;
  };
  Server described = server("a");
  described.description = "x";
  Server moved = server("a");
  moved.origin.line = 14;
  Server elsewhere = moved;
  elsewhere.origin.file = "/home/u/.config/mcp/mcp.d/a.toml";
  Server without_env = server("a");
  without_env.env.clear();
  Server not_at_boot = server("a");
  not_at_boot.life.enabled = false;
  Server command = server("a");
  command.command = {.written = "tac", .program = "tac", .argv = {"/bin/tac"}};
  const Row rows[] = {
      {"environment", with_env(server("a"), "secret-2"),
       "restart mcp@a.service: environment changed: TOKEN\n"
       "write mcp@a.service.d/10-mcpctl.env\nreload\njob restart mcp@a.service\n"},
      {"command", command,
       "restart mcp@a.service: command changed\n"
       "write mcp@a.service.d/10-mcpctl.conf\nreload\njob restart mcp@a.service\n"},
      {"limit", with_memory(server("a"), 1 << 20),
       "update mcp@a.service: memory_max changed (no restart needed)\n"
       "write mcp@a.service.d/10-mcpctl.conf\nreload\n"},
      {"description", described,
       "update mcp@a.service: description changed (no restart needed)\n"
       "write mcp@a.service.d/10-mcpctl.conf\nreload\n"},
      {"its line in the file", moved, "keep mcp@a.service\n"},
      {"its file", elsewhere,
       "update mcp@a.service: now at /home/u/.config/mcp/mcp.d/a.toml:14 (no restart needed)\n"
       "write mcp@a.service.d/10-mcpctl.conf\nreload\n"},
      {"not at boot", not_at_boot,
       "update mcp@a.service: starts at boot no more (no restart needed)\n"
       "write mcp@a.service.d/10-mcpctl.conf\n"
       "drop mcp.target.wants/mcp@a.service\nreload\n"},
      {"no environment left", without_env,
       "restart mcp@a.service: environment changed: TOKEN\n"
       "write mcp@a.service.d/10-mcpctl.conf\n"
       "drop mcp@a.service.d/10-mcpctl.env\nreload\njob restart mcp@a.service\n"},
  };
  for (const Row& row : rows) {
    SUBCASE(row.what)
    {
      CHECK(plan_of({row.now}, as_applied({server("a")})) == row.expected);
    }
  }
}

TEST_CASE("plan: what the state of the server makes of it")
{
  struct Row
  {
    const char* what;
    const char* state;
    bool changed;
    const char* expected;
  };
  const Row rows[] = {
      {"crash-looping and unchanged", "activating", false, "keep mcp@a.service\n"},
      {"crash-looping and changed", "activating", true,
       "restart mcp@a.service: environment changed: TOKEN\n"
       "write mcp@a.service.d/10-mcpctl.env\nreload\njob restart mcp@a.service\n"},
      {"failed and unchanged", "failed", false,
       "start mcp@a.service: had failed\njob start mcp@a.service\n"},
      {"failed and changed", "failed", true,
       "start mcp@a.service: environment changed: TOKEN; had failed\n"
       "write mcp@a.service.d/10-mcpctl.env\nreload\njob start mcp@a.service\n"},
      {"stopped and unchanged", "inactive", false,
       "keep mcp@a.service: stopped by hand: mcpctl start a\n"},
      {"stopped and changed", "inactive", true,
       "update mcp@a.service: environment changed: TOKEN; stopped by hand: mcpctl start a\n"
       "write mcp@a.service.d/10-mcpctl.env\nreload\n"},
      {"being stopped", "deactivating", false,
       "keep mcp@a.service: stopped by hand: mcpctl start a\n"},
  };
  for (const Row& row : rows) {
    SUBCASE(row.what)
    {
      Found found = as_applied({server("a")});
      set_state(found, "mcp@a.service", row.state);
      CHECK(plan_of({with_env(server("a"), row.changed ? "secret-2" : "secret-1")}, found)
            == row.expected);
    }
  }
}

TEST_CASE("plan: a server that nobody had running is installed and not started, where it is new")
{
  const std::vector<Server> servers = {server("a"), server("b")};
  const PlanOptions options{.left_stopped = {server_name("a"), server_name("b")}};
  const std::string plan = plan_of(servers, as_applied({server("a")}), options);
  CHECK(plan.starts_with("keep mcp@a.service\n"
                         "create mcp@b.service: new; not started: mcpctl start b\n"
                         "write mcp@b.service.d/10-mcpctl.conf\n"));
  CHECK(plan.find("job ") == std::string::npos);
  Found found = as_applied({server("a")});
  set_state(found, "mcp@a.service", "failed");
  CHECK(plan_of({server("a")}, found, options).find("job start mcp@a.service") != plan.npos);
}

TEST_CASE("plan: a masked server is left alone")
{
  Found found = as_applied({server("a")});
  found.units["mcp@a.service"] = {"mcp@a.service", "masked", "inactive", "dead"};
  CHECK(plan_of({server("a")}, found)
        == "keep mcp@a.service: masked by hand: systemctl's unmask undoes it\n");
}

TEST_CASE("plan: what is gone from its file is removed, what belongs to others stays")
{
  Found found = as_applied({server("a"), server("gone"), server("theirs", "/other.toml")});
  CHECK(plan_of({server("a")}, found) ==
        R"(keep mcp@a.service
remove mcp@gone.service: not in /home/u/.config/mcp/mcp.toml any more
job stop mcp@gone.service
job stop mcpctl-retry@gone.timer
delete mcp.target.wants/mcp@gone.service
delete mcp@gone.service.d/10-mcpctl.env
delete mcp@gone.service.d/10-mcpctl.conf
)");
  CHECK(plan_of({server("a")}, found, {.no_prune = true}) == "keep mcp@a.service\n");
}

TEST_CASE("plan: --only touches nothing else")
{
  const Found found = as_applied({server("a"), server("b"), server("gone"), server("gone2")});
  const PlanOptions options{.only = std::set{server_name("a"), server_name("gone")}};
  const std::string plan = plan_of(
      {with_env(server("a"), "x"), with_env(server("b"), "x"), server("new")}, found, options);
  CHECK(plan == R"(restart mcp@a.service: environment changed: TOKEN
remove mcp@gone.service: not in /home/u/.config/mcp/mcp.toml any more
write mcp@a.service.d/10-mcpctl.env
reload
job stop mcp@gone.service
job stop mcpctl-retry@gone.timer
delete mcp.target.wants/mcp@gone.service
delete mcp@gone.service.d/10-mcpctl.env
delete mcp@gone.service.d/10-mcpctl.conf
job restart mcp@a.service
)");
}

TEST_CASE("plan: what --only leaves out is not there to be read back, even at the very first apply")
{
  const PlanOptions options{.only = std::set{server_name("a")}};
  const Plan plan = make_plan(wanted({server("a"), server("b")}), Found{}, options);
  CHECK(plan.read_back.contains("mcp@a.service"));
  CHECK_FALSE(plan.read_back.contains("mcp@b.service"));
}

TEST_CASE("plan: an instance that does not come up is tried before those that wait for it")
{
  const Server web = with_instances(server("web"), 3);
  Found found = as_applied({web});
  set_state(found, "mcp@web:1.service", "activating");
  found.debt = {{OwedKind::restart, "mcp@web:3.service"}};
  const Plan plan = make_plan(wanted({web}), found, {});
  CHECK(told(plan)
        == "restart mcp@web:1.service: others wait for it\n"
           "keep mcp@web:2.service\n"
           "restart mcp@web:3.service: an earlier apply still owed it\n"
           "job restart mcp@web:3.service\n"
           "job restart mcp@web:1.service\n");
  CHECK(plan.rolling == std::set<std::string>{"mcp@web:3.service"});
  found.debt.push_back({OwedKind::start, "mcp@web:1.service"});
  CHECK(told(make_plan(wanted({web}), found, {})) == told(plan));
}

TEST_CASE("plan: a server without the one that it comes after is warned of")
{
  const Server first = server("a");
  Server second = server("b");
  second.after = {{server_name("a"), {"mcp@a.service"}}};
  const auto warnings = [&](const std::vector<Server>& applied) {
    const PlanOptions options{.only = std::set{server_name("b")}};
    return fmt::format(
        "{}",
        fmt::join(make_plan(wanted({first, second}), as_applied(applied), options).warnings, "|"));
  };
  CHECK(warnings({}) == "b: comes after a, which is not applied and so not started with it");
  CHECK(warnings({first}).empty());
}

TEST_CASE("plan: instances come and go, the others run on")
{
  const auto actions = [](const std::vector<Server>& now, const std::vector<Server>& before,
                          const PlanOptions& options = {}) {
    std::string text;
    for (const Action& action : make_plan(wanted(now), as_applied(before), options).actions)
      text += fmt::format("{} {} {}\n", to_string(action.kind), action.unit, action.why);
    return text;
  };
  const Server web = server("web");
  CHECK(actions({with_instances(web, 3)}, {with_instances(web, 2)})
        == "keep mcp@web:1.service \nkeep mcp@web:2.service \ncreate mcp@web:3.service new\n");
  CHECK(actions({with_instances(web, 1)}, {with_instances(web, 2)})
        == "keep mcp@web:1.service \nremove mcp@web:2.service fewer instances\n");
  CHECK(actions({with_instances(web, 1)}, {web})
        == "create mcp@web:1.service new\nremove mcp@web.service has instances now\n");
  // What is double must go even where gone servers are to stay.
  CHECK(actions({web}, {with_instances(web, 1)}, {.no_prune = true})
        == "create mcp@web.service new\nremove mcp@web:1.service fewer instances\n");
}

TEST_CASE("plan: running instances roll, unless their ports have moved")
{
  const auto rolling = [](const Server& now, const Found& found) {
    return fmt::format("{}", fmt::join(make_plan(wanted({now}), found, {}).rolling, " "));
  };
  const auto on_port = [](Server server, unsigned port) {
    server.port = port;
    return server;
  };
  const Server before = on_port(with_instances(server("web"), 2), 3000);
  const Server now = with_env(before, "secret-2");
  Found found = as_applied({before});
  CHECK(rolling(before, found).empty());
  CHECK(rolling(now, found) == "mcp@web:1.service mcp@web:2.service");
  CHECK(rolling(on_port(now, 3001), found).empty());
  CHECK(rolling(with_env(server("web"), "secret-2"), as_applied({server("web")})).empty());
  set_state(found, "mcp@web:1.service", "activating");
  CHECK(rolling(now, found) == "mcp@web:2.service");
}

TEST_CASE("plan: a name that another file owns")
{
  Found found = as_applied({server("a", "/other.toml")});
  CHECK(plan_of({server("a")}, found, {.file_options = " -c x.toml"})
        == "refuse: a: belongs to /other.toml (line 3) | give it another name, or move it here: "
           "mcpctl -c x.toml apply --take-over\n");
  const std::string moved = "update mcp@a.service: was in /other.toml (no restart needed)\n"
                            "write mcp@a.service.d/10-mcpctl.conf\nreload\n";
  CHECK(plan_of({server("a")}, found, {.take_over = true}) == moved);
  found.gone_owners.insert("/other.toml");
  CHECK(plan_of({server("a")}, found) == moved);
}

TEST_CASE("plan: a log file that a server of another file writes to")
{
  const auto writing = [](const std::string& name, const std::string& path,
                          const std::string& owner = home_file) {
    Server written = server(name, owner);
    written.logs.out = {.kind = LogTarget::Kind::file, .path = path};
    return written;
  };
  const Server a = writing("a", "/log/one");
  const std::string refused =
      "refuse: a: would write to the log file of b (/other.toml:3), /log/one | another path; "
      "{name} in it stands for the server's name\n";
  const Found other = as_applied({writing("b", "/log/one", "/other.toml")});
  CHECK(plan_of({a}, other) == refused);
  CHECK(plan_of({a, server("c")}, other, {.only = std::set{server_name("c")}}).find("refuse:")
        == std::string::npos);
  Server both = a;
  both.logs.err = both.logs.out;
  CHECK(plan_of({both}, other) == refused);
  CHECK(plan_of({writing("a", "/log/two")}, other).find("refuse:") == std::string::npos);
  // One that goes with this apply, or that it changes, is not in the way.
  const Found own = as_applied({writing("b", "/log/one")});
  CHECK(plan_of({a}, own).find("refuse:") == std::string::npos);
  CHECK(plan_of({a, writing("b", "/log/two")}, own).find("refuse:") == std::string::npos);
  CHECK(plan_of({a}, own, {.no_prune = true}).starts_with("refuse: a: would write"));
}

TEST_CASE("plan: a configuration that vanished removes nothing")
{
  const Found found = as_applied({server("a"), server("b")});
  CHECK(plan_of({}, found)
        == "refuse: /home/u/.config/mcp/mcp.toml: no servers in it, but 2 are installed from it: "
           "a, b | bring the file back, or remove them: mcpctl down\n");
  // Of two files, one that lost all its servers.
  const Plan plan = make_plan(wanted({server("c", "/c.toml")}, {"/c.toml", home_file}), found, {});
  CHECK(plan.refusals.size() == 1);
  CHECK(make_plan(wanted({}), Found{}, {}).refusals.empty());
}

TEST_CASE("plan: what was being removed did not vanish")
{
  Found found = as_applied({server("a")});
  found.debt = {{OwedKind::stop, "mcp@a.service"}, {OwedKind::stop, "mcp.target"}};
  const Plan plan = make_plan(wanted({}), found, {});
  CHECK(plan.refusals.empty());
  REQUIRE(plan.actions.size() == 1);
  CHECK(plan.actions.front().kind == ActionKind::remove);
}

TEST_CASE("plan: the target that a removal was to stop stays where a server does")
{
  Found found = as_applied({server("a")});
  found.debt = {{OwedKind::stop, "mcp.target"}, {OwedKind::stop, "mcp.slice"}};
  CHECK(make_plan(wanted({server("a")}), found, {}).stops.empty());
}

TEST_CASE("plan: another profile must be said")
{
  Server production = server("a");
  production.profile = "production";
  const Found found = as_applied({production, server("b")});
  CHECK(plan_of({server("a"), server("b")}, found, {.profiles = {"production"}})
        == "refuse: a: applied with profile \"production\", and this apply would use no profile | "
           "to keep it: mcpctl apply --profile production; to change it: "
           "mcpctl apply --profile none\n");
  CHECK(plan_of({server("a"), server("b")}, found, {.profile_said = true})
        == "update mcp@a.service: profile left (no restart needed)\nkeep mcp@b.service\n"
           "write mcp@a.service.d/10-mcpctl.conf\nreload\n");
}

TEST_CASE("plan: a profile that is gone is not offered")
{
  Server production = server("a");
  production.profile = "production";
  const Found found = as_applied({production});
  CHECK(plan_of({server("a")}, found)
        == "refuse: a: applied with profile \"production\", which is no longer in the "
           "configuration, and this apply would use no profile | "
           "to change it: mcpctl apply --profile none\n");
  Server staging = server("a");
  staging.profile = "staging";
  CHECK(plan_of({staging}, found, {.profile = "staging", .profiles = {"staging", "test"}})
        == "refuse: a: applied with profile \"production\", which is no longer in the "
           "configuration, and this apply would use profile \"staging\" | "
           "to change it: mcpctl apply --profile staging; there are also: test\n");
  CHECK(plan_of({server("a")}, found, {.profile_said = true})
            .starts_with("update mcp@a.service: profile left"));
}

TEST_CASE("plan: another profile must be said where it has instances, too")
{
  Server production = with_instances(server("a"), 2);
  production.profile = "production";
  CHECK(plan_of({server("a")}, as_applied({production}), {.profiles = {"production"}})
        == "refuse: a: applied with profile \"production\", and this apply would use no profile | "
           "to keep it: mcpctl apply --profile production; to change it: "
           "mcpctl apply --profile none\n");
}

TEST_CASE("plan: a limit below what is used is warned of")
{
  Found found = as_applied({server("a")});
  found.memory_in_use["mcp@a.service"] = 180 << 20;
  const Plan plan = make_plan(wanted({with_memory(server("a"), 100 << 20)}), found, {});
  CHECK(plan.warnings
        == std::vector<std::string>{"a: memory_max 100M is less than it uses now (180M): the "
                                    "kernel will kill it"});
  CHECK(make_plan(wanted({with_memory(server("a"), 200 << 20)}), found, {}).warnings.empty());
}

TEST_CASE("plan: what an interrupted apply owes is paid")
{
  Found found = as_applied({server("a"), server("b"), server("theirs", "/other.toml")});
  found.units.erase("mcp@b.service");
  found.debt = {{OwedKind::reload, ""},
                {OwedKind::stop, "mcp@old.service"},
                {OwedKind::restart, "mcp@a.service"},
                {OwedKind::start, "mcp@b.service"},
                {OwedKind::restart, "mcp@theirs.service"}};
  CHECK(plan_of({server("a"), server("b")}, found) ==
        R"(restart mcp@a.service: an earlier apply still owed it
start mcp@b.service: an earlier apply still owed it
reload
job stop mcp@old.service
job restart mcp@a.service
job start mcp@b.service
owes restart mcp@theirs.service
)");
}

TEST_CASE("plan: a debt that is no longer one is forgotten")
{
  Found found = as_applied({server("a")});
  found.debt = {{OwedKind::start, "mcp@a.service"}};
  const Plan plan = make_plan(wanted({server("a")}), found, {});
  CHECK(told(plan) == "keep mcp@a.service\n");
  CHECK(plan.changes());
  found.debt = {{OwedKind::start, "mcp@theirs.service"}};
  found.installed.units.push_back(as_applied({server("theirs", "/x.toml")}).installed.units[0]);
  CHECK_FALSE(make_plan(wanted({server("a")}), found, {}).changes());
}

TEST_CASE("plan: a start that an interrupted apply did not see the end of is waited for")
{
  Found found = as_applied({server("a")});
  set_state(found, "mcp@a.service", "activating");
  found.debt = {{OwedKind::start, "mcp@a.service"}};
  const Plan plan = make_plan(wanted({server("a")}), found, {});
  CHECK(told(plan)
        == "start mcp@a.service: an earlier apply still owed it\njob start mcp@a.service\n");
  CHECK(plan.awaited.contains("mcp@a.service"));
  CHECK(plan_of({with_env(server("a"), "x")}, found).find("\njob restart mcp@a.service\n")
        != std::string::npos);
}

TEST_CASE("plan: the target's start that an interrupted apply owes is made up for")
{
  Found found = as_applied({server("a")});
  set_state(found, "mcp.target", "inactive");
  found.debt = {{OwedKind::start, "mcp.target"}};
  CHECK(plan_of({server("a")}, found) == "keep mcp@a.service\njob start mcp.target\n");
  const Plan removal = make_removal({"mcp@a.service"}, found, "asked for");
  CHECK(told(removal).find("job start") == std::string::npos);
  set_state(found, "mcp@a.service", "inactive");
  CHECK(plan_of({server("a")}, found).find("job start") == std::string::npos);
}

TEST_CASE("plan: a new template is owed to the servers of other files")
{
  Found found = as_applied({server("a"), server("theirs", "/other.toml")});
  for (UnitFile& file : found.installed.shared) {
    if (file.path == "mcp@.service")
      file.text.insert(file.text.find("[Service]\n") + 10, "UMask=0077\n");
  }
  CHECK(plan_of({server("a")}, found) == R"(restart mcp@a.service: unit template changed
write mcp@.service
reload
job restart mcp@a.service
owes restart mcp@theirs.service
)");
}

TEST_CASE("plan: a template of somebody else is not overwritten")
{
  Found found;
  found.installed.shared = {{.path = "mcp@.service", .text = "[Service]\nExecStart=/bin/true\n"}};
  CHECK(plan_of({server("a")}, found)
        == "refuse: mcp@.service: there is one in the unit folder that is not mcpctl's | move it "
           "away, or give it another name\n");
}

TEST_CASE("plan: a runtime server that is configured becomes a permanent one")
{
  Found found = as_applied({server("a")});
  Target runtime = test_target;
  runtime.runtime = true;
  const Wanted other = render_wanted({server("a")}, {home_file}, runtime);
  found.installed.units[0].where = Where::runtime;
  found.installed.units[0].files = other.units[0].rendered.files;
  found.installed.units[0].marker = other.units[0].marker;
  const Plan plan = make_plan(wanted({server("a")}), found, {});
  REQUIRE(plan.actions.size() == 1);
  CHECK(plan.actions[0].kind == ActionKind::update);
  CHECK(told(plan).find("drop runtime mcp@a.service.d/10-mcpctl.conf\n") != std::string::npos);
  CHECK(told(plan).find("write mcp@a.service.d/10-mcpctl.conf\n") != std::string::npos);
}

TEST_CASE("removal: the shared files and the target go with the last server")
{
  const Found found = as_applied({server("a"), server("b")});
  const std::string one = told(make_removal({"mcp@a.service"}, found, "down"));
  CHECK(one == R"(remove mcp@a.service: down
job stop mcp@a.service
job stop mcpctl-retry@a.timer
delete mcp.target.wants/mcp@a.service
delete mcp@a.service.d/10-mcpctl.env
delete mcp@a.service.d/10-mcpctl.conf
)");
  const Plan all = make_removal({"mcp@a.service", "mcp@b.service"}, found, "down");
  CHECK(told(all).find("delete mcp@.service\n") != std::string::npos);
  CHECK(told(all).find("job stop mcp.target\n") != std::string::npos);
  CHECK_FALSE(make_removal({}, found, "down").changes());
}

TEST_CASE("plan: the target is not started where that would start what the user stopped")
{
  Found found = as_applied({server("a"), server("stopped")});
  set_state(found, "mcp.target", "inactive");
  set_state(found, "mcp@stopped.service", "inactive");
  const Plan plan = make_plan(wanted({server("a"), server("stopped"), server("new")}), found, {});
  REQUIRE(plan.starts.size() == 1);
  CHECK(plan.starts[0].unit == "mcp@new.service");
}

TEST_CASE("plan: no value of the environment is in any text")
{
  const Found found = as_applied({server("a"), server("b")});
  const Plan plan =
      make_plan(wanted({with_env(server("a"), "secret-2"), server("new")}), found, {});
  for (const std::string& text :
       {told(plan), format_plan(plan, false), format_diff(plan, found.installed, false)}) {
    CHECK(text.find("secret") == std::string::npos);
    CHECK(text.find("new") != std::string::npos);
  }
}

TEST_CASE("plan: a stdio server's sessions end with it, and with its change of kind")
{
  Server stdio = server("a");
  stdio.type = ServerType::stdio;
  Found found = as_applied({stdio});
  found.sessions = {"mcp-a@1-x.service", "mcp-other@2-x.service"};
  CHECK(told(make_removal({"mcp-a.socket"}, found, "down"))
            .find("job stop mcp-a.socket\njob stop mcp-a@1-x.service\n")
        != std::string::npos);
  const std::string plan = plan_of({server("a")}, found);
  CHECK(plan.starts_with("create mcp@a.service: new\nremove mcp-a.socket: stays up now\n"));
  CHECK(plan.find("job stop mcp-a@1-x.service\n") != std::string::npos);
  CHECK(plan.find("mcp-other") == std::string::npos);
  CHECK(plan_of({stdio}, as_applied({server("a")}))
            .starts_with("create mcp-a.socket: new\n"
                         "remove mcp@a.service: is started for each client now\n"));
}

TEST_CASE("plan: what a stdio server's change needs")
{
  Server stdio = server("a");
  stdio.type = ServerType::stdio;
  const Found found = as_applied({stdio});
  CHECK(plan_of({stdio}, found) == "keep mcp-a.socket\n");
  CHECK(plan_of({with_env(stdio, "other")}, found)
        == "update mcp-a.socket: environment changed: TOKEN (new sessions get it)\n"
           "write mcp-a@.service.d/10-mcpctl.env\nreload\n");
}

namespace {

Server with_calendar(Server server, const std::string& event)
{
  server.life.restart_on_calendar = event;
  return server;
}

} // namespace

TEST_CASE("plan: a helper that is new, changed or wanted no more leaves its server alone")
{
  const Server plain = server("a");
  const Server daily = with_calendar(plain, "daily");
  CHECK(plan_of({daily}, as_applied({plain}))
        == R"(update mcp@a.service: restart_on_calendar changed (no restart needed)
write mcp@a.service.d/10-mcpctl.conf
write mcpctl-calendar@a.timer.d/10-mcpctl.conf
reload
job start mcpctl-calendar@a.timer
)");
  CHECK(plan_of({with_calendar(plain, "weekly")}, as_applied({daily}))
        == R"(update mcp@a.service: restart_on_calendar changed (no restart needed)
write mcpctl-calendar@a.timer.d/10-mcpctl.conf
reload
job restart mcpctl-calendar@a.timer
)");
  CHECK(plan_of({plain}, as_applied({daily}))
        == R"(update mcp@a.service: restart_on_calendar changed (no restart needed)
write mcp@a.service.d/10-mcpctl.conf
drop mcpctl-calendar@a.timer.d/10-mcpctl.conf
reload
job stop mcpctl-calendar@a.timer
)");
}

TEST_CASE("plan: a helper of a server that does not run waits for it")
{
  const Server plain = server("a");
  Found found = as_applied({plain});
  set_state(found, "mcp@a.service", "inactive");
  CHECK(
      plan_of({with_calendar(plain, "daily")}, found)
      == R"(update mcp@a.service: restart_on_calendar changed (no restart needed); stopped by hand: mcpctl start a
write mcp@a.service.d/10-mcpctl.conf
write mcpctl-calendar@a.timer.d/10-mcpctl.conf
reload
)");
}

TEST_CASE("plan: a helper's start that an interrupted apply owes is made up for")
{
  const std::vector<Server> servers = {with_calendar(server("a"), "daily")};
  Found found = as_applied(servers);
  found.debt = {{OwedKind::start, "mcpctl-calendar@a.timer"}};
  CHECK(plan_of(servers, found) == "keep mcp@a.service\njob restart mcpctl-calendar@a.timer\n");
  found.debt = {{OwedKind::stop, "mcpctl-calendar@b.timer"}};
  CHECK(plan_of(servers, found) == "keep mcp@a.service\njob stop mcpctl-calendar@b.timer\n");
}

TEST_CASE("plan: a removed server takes its helpers along")
{
  const std::vector<Server> servers = {with_calendar(server("a"), "daily"), server("b")};
  CHECK(plan_of({server("b")}, as_applied(servers)) == R"(keep mcp@b.service
remove mcp@a.service: not in /home/u/.config/mcp/mcp.toml any more
job stop mcp@a.service
job stop mcpctl-calendar@a.timer
job stop mcpctl-retry@a.timer
delete mcp.target.wants/mcp@a.service
delete mcp@a.service.d/10-mcpctl.env
delete mcpctl-calendar@a.timer.d/10-mcpctl.conf
delete mcp@a.service.d/10-mcpctl.conf
)");
}
