#include "doctor/gather.hpp"
#include "store/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace mcpctl;

TEST_CASE("compare_shared: missing, the same, another text; links are not judged")
{
  const std::vector<UnitFile> expected = {{.path = "mcp.slice", .text = "a"},
                                          {.path = "mcp@.service", .text = "b"},
                                          {.path = "mcp.target", .text = "c"},
                                          {.path = "x.wants/y", .text = "t", .is_link = true}};
  const std::vector<UnitFile> found = {{.path = "mcp.slice", .text = "a"},
                                       {.path = "mcp@.service", .text = "changed"}};
  SharedUnits units{.folder = "/u", .expected = expected, .found = found};
  std::vector<SharedUnitFacts> facts = compare_shared(units);
  REQUIRE(facts.size() == 3);
  CHECK(facts[0].path == "/u/mcp.slice");
  CHECK(facts[0].presence == Presence::there);
  CHECK_FALSE(facts[0].differs);
  CHECK(facts[1].differs);
  CHECK(facts[2].presence == Presence::missing);
  CHECK_FALSE(facts[2].differs);
  units.can_differ = false;
  CHECK_FALSE(compare_shared(units)[1].differs);
}

TEST_CASE("look_for_shadows: masks, and units that come before ours")
{
  const TemporaryFolder root;
  const std::string first = root.path() + "/first";
  const std::string ours = root.path() + "/ours";
  const std::string last = root.path() + "/last";
  for (const std::string& folder : {first, ours, last})
    std::filesystem::create_directories(folder);
  const auto write = [](const std::string& path) { std::ofstream(path) << "[Unit]\n"; };
  Installed installed;
  InstalledUnit unit{.marker = {.id = *parse_instance_id("web")}, .unit = "mcp@web.service"};
  installed.units.push_back(unit);
  const UnitFolders folders{.persistent = ours, .runtime = last};
  write(ours + "/mcp@.service");
  write(last + "/mcp@.service"); // comes behind ours

  UnitFacts facts;
  look_for_shadows(installed, folders, {first, ours, last}, facts);
  CHECK(facts.shadows.empty());
  CHECK(facts.masks.empty());

  write(first + "/mcp@.service");
  write(last + "/mcp@web.service"); // its very name counts before any template
  std::filesystem::create_symlink("/dev/null", ours + "/mcp.target");
  look_for_shadows(installed, folders, {first, ours, last}, facts);
  REQUIRE(facts.shadows.size() == 2);
  CHECK(facts.shadows[0].path == last + "/mcp@web.service");
  CHECK(facts.shadows[0].of == "mcp@.service");
  CHECK(facts.shadows[1].path == first + "/mcp@.service");
  CHECK(facts.shadows[1].of == ours + "/mcp@.service");
  CHECK_FALSE(facts.shadows[1].needs_root);
  REQUIRE(facts.masks.size() == 1);
  CHECK(facts.masks[0].path == ours + "/mcp.target");
  CHECK(facts.masks[0].of == "mcp.target");

  // Servers until the next reboot may use what the others share.
  UnitFacts runtime_facts;
  installed.units[0].where = Where::runtime;
  std::filesystem::remove(last + "/mcp@web.service");
  look_for_shadows(installed, folders, {ours, last}, runtime_facts);
  CHECK(runtime_facts.shadows.empty());
}
