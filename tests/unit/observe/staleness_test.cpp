#include "observe/staleness.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

Marker marker(const std::string& name, const std::string& owner)
{
  return {.id = *parse_instance_id(name), .owner = owner, .argv = {"/bin/true"}};
}

std::vector<UnitFile> files(const std::string& name, const std::string& owner,
                            const std::string& environment = "A=1\n")
{
  const std::string folder = "mcp@" + name + ".service.d/";
  return {{folder + "10-mcpctl.conf", render_marker(marker(name, owner))},
          {folder + "10-mcpctl.env", environment, 0600},
          {"mcp.target.wants/mcp@" + name + ".service", "../mcp@.service", 0644, true}};
}

InstalledUnit installed(const std::string& name, const std::string& owner)
{
  return {.marker = marker(name, owner),
          .unit = "mcp@" + name + ".service",
          .files = files(name, owner)};
}

RenderedUnit rendered(const std::string& name, const std::string& owner)
{
  return {.id = *parse_instance_id(name),
          .unit = "mcp@" + name + ".service",
          .files = files(name, owner)};
}

ServerState state(const InstalledUnit& unit)
{
  return {.id = unit.marker.id, .unit = unit.unit, .owner = unit.marker.owner};
}

std::optional<bool> stale(const InstalledUnit& unit, const Expected& wanted)
{
  std::vector<ServerState> servers = {state(unit)};
  judge_staleness(servers, {unit}, wanted);
  return servers.front().stale;
}

} // namespace

TEST_CASE("judge_staleness")
{
  const InstalledUnit web = installed("web", "/a.toml");
  Expected wanted{{"/a.toml"}, {rendered("web", "/a.toml")}};
  SUBCASE("the same files, in whatever order")
  {
    std::swap(wanted.units[0].files[0], wanted.units[0].files[2]);
    CHECK(stale(web, wanted) == false);
  }
  SUBCASE("another environment")
  {
    wanted.units[0].files[1].text = "A=2\n";
    CHECK(stale(web, wanted) == true);
  }
  SUBCASE("an environment file that may not be read is not judged")
  {
    InstalledUnit secretive = web;
    secretive.files[1].text.clear();
    CHECK(stale(secretive, wanted) == false);
  }
  SUBCASE("readable by others")
  {
    InstalledUnit open = web;
    open.files[1].mode = 0644;
    CHECK(stale(open, wanted) == true);
  }
  SUBCASE("the mode of a link means nothing")
  {
    InstalledUnit linked = web;
    linked.files[2].mode = 0777;
    CHECK(stale(linked, wanted) == false);
  }
  SUBCASE("no longer enabled")
  {
    wanted.units[0].files.pop_back();
    CHECK(stale(web, wanted) == true);
  }
  SUBCASE("no longer in its file")
  {
    CHECK(stale(web, {{"/a.toml"}, {}}) == true);
  }
  SUBCASE("its file was not read")
  {
    CHECK_FALSE(stale(web, {{"/b.toml"}, {}}));
  }
}

TEST_CASE("mark_orphans: asked once for each file, never for standard input")
{
  std::vector<ServerState> servers = {state(installed("a", "/here")),
                                      state(installed("b", "/gone")),
                                      state(installed("c", "/gone")), state(installed("d", "-"))};
  std::vector<std::string> asked;
  mark_orphans(servers, [&asked](const std::string& owner) {
    asked.push_back(owner);
    return owner == "/here";
  });
  CHECK_FALSE(servers[0].orphaned);
  CHECK(servers[1].orphaned);
  CHECK(servers[2].orphaned);
  CHECK_FALSE(servers[3].orphaned);
  CHECK(asked == std::vector<std::string>{"/here", "/gone"});
}

TEST_CASE("not_applied_units: configured only, as they would be")
{
  const Expected wanted{{"/a.toml"}, {rendered("new:1", "/a.toml"), rendered("web", "/a.toml")}};
  const std::vector<InstalledUnit> units = not_applied_units(wanted, {installed("web", "/a.toml")});
  REQUIRE(units.size() == 1);
  CHECK(units[0].unit == "mcp@new:1.service");
  CHECK(units[0].marker.argv == std::vector<std::string>{"/bin/true"});
  CHECK(units[0].files == wanted.units[0].files);
}
