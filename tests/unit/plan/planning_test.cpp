// Servers that are gone at the next reboot, among those that stay.
#include "plan/planning.hpp"

#include "plan/world.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace mcpctl;

namespace {

constexpr const char* run_file = "/run/user/1/mcp/mcp.d/a.toml";
const Target run_target{.unit_folder = "/run/u", .runtime = true};

Wanted wanted_until_reboot(const std::vector<Server>& servers)
{
  return render_wanted(servers, {run_file}, run_target);
}

// As an apply of these servers until the next reboot leaves a machine that had none.
Found as_applied_until_reboot(const std::vector<Server>& servers)
{
  Found found;
  const Wanted all = wanted_until_reboot(servers);
  found.installed.shared_runtime = all.shared;
  for (const WantedUnit& unit : all.units) {
    found.installed.units.push_back({.marker = unit.marker,
                                     .unit = unit.rendered.unit,
                                     .where = Where::runtime,
                                     .files = unit.rendered.files});
    set_state(found, unit.rendered.unit, "active");
  }
  set_state(found, "mcp.target", "active");
  return found;
}

bool writes(const Plan& plan, Where where, const std::string& path)
{
  return std::any_of(plan.writes.begin(), plan.writes.end(), [&](const FileChange& change) {
    return !change.remove && change.where == where && change.file.path == path;
  });
}

} // namespace

TEST_CASE("plan: until the next reboot, all files are in the runtime folder")
{
  const std::vector<Server> servers = {server("a", run_file)};
  const Plan plan = make_plan(wanted_until_reboot(servers), {}, {});
  CHECK(plan.refusals.empty());
  CHECK(writes(plan, Where::runtime, "mcp@a.service.d/10-mcpctl.conf"));
  CHECK(writes(plan, Where::runtime, "mcp@.service"));
  CHECK(std::none_of(plan.writes.begin(), plan.writes.end(),
                     [](const FileChange& change) { return change.where == Where::persistent; }));
  CHECK_FALSE(
      make_plan(wanted_until_reboot(servers), as_applied_until_reboot(servers), {}).changes());
}

TEST_CASE("plan: until the next reboot, shared files that are there to stay are used")
{
  const std::vector<Server> servers = {server("a", run_file)};
  const Plan plan = make_plan(wanted_until_reboot(servers), as_applied({server("b")}), {});
  CHECK(writes(plan, Where::runtime, "mcp@a.service.d/10-mcpctl.conf"));
  CHECK_FALSE(writes(plan, Where::runtime, "mcp@.service"));
  CHECK(plan.stops.empty());
}

TEST_CASE("plan: an apply of the configuration leaves alone what goes at the next reboot")
{
  const Found found = as_applied_until_reboot({server("a", run_file)});
  const Plan plan = make_plan(wanted({server("b")}), found, {});
  CHECK(plan.refusals.empty());
  CHECK(plan.deletes.empty());
  CHECK(plan.stops.empty());
  CHECK(writes(plan, Where::persistent, "mcp@.service"));
}

TEST_CASE("plan: what is there to stay would mask the same until the next reboot")
{
  const Plan plan =
      make_plan(wanted_until_reboot({server("a", run_file)}), as_applied({server("a")}), {});
  CHECK(told(plan)
        == "refuse: a: is installed to stay, from /home/u/.config/mcp/mcp.toml:3 | give it another "
           "name, or mcpctl remove a\n");
}

TEST_CASE("plan: what is made to stay runs on")
{
  Found found = as_applied_until_reboot({server("a", run_file)});
  found.gone_owners = {run_file};
  const Plan plan = make_plan(wanted({server("a")}), found, {});
  REQUIRE(plan.actions.size() == 1);
  CHECK(plan.actions.front().kind == ActionKind::update);
  CHECK(plan.actions.front().why == "stays over a reboot now (no restart needed)");
  CHECK(plan.starts.empty());
  CHECK(plan.stops.empty());
  CHECK(writes(plan, Where::persistent, "mcp@.service"));
  CHECK(told(plan).find("drop runtime mcp@a.service.d/10-mcpctl.conf\n") != std::string::npos);
}

TEST_CASE("plan: a killed remove of what goes at the next reboot is finished by any other")
{
  Found found = as_applied_until_reboot({server("a", run_file)});
  found.debt = {{OwedKind::reload, ""}, {OwedKind::stop, "mcp@a.service"}};
  const auto is_removed = [](const Plan& plan) {
    return std::any_of(plan.actions.begin(), plan.actions.end(), [](const Action& action) {
      return action.kind == ActionKind::remove && action.unit == "mcp@a.service"
             && action.why == "an earlier remove still owed it";
    });
  };
  const Wanted other = wanted({server("b")});
  CHECK_FALSE(is_removed(make_plan(other, found, {}))); // its file is there still
  found.gone_owners = {run_file};
  const Plan plan = make_plan(other, found, {});
  CHECK(is_removed(plan));
  CHECK(plan.carried.empty());
  CHECK(told(plan).find("job stop mcp@a.service\n") != std::string::npos);
  CHECK(is_removed(make_removal({}, found, "removed by hand")));
  CHECK_FALSE(is_removed(make_plan(other, found, {.only = {{server_name("b")}}})));
  CHECK_FALSE(is_removed(make_plan(wanted_until_reboot({server("a", run_file)}), found, {})));
  found.debt.clear();
  CHECK_FALSE(is_removed(make_plan(other, found, {})));
}
