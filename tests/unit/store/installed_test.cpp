#include "store/store.hpp"

#include "store/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

using namespace mcpctl;

namespace {

InstanceId id(const std::string& text)
{
  return parse_instance_id(text).value();
}

std::string drop_in(const std::string& name)
{
  return render_marker({.id = id(name), .owner = "/home/u/mcp.toml"}) + "\n[Service]\n";
}

UnitFolders in(const TemporaryFolder& folder)
{
  return {.persistent = folder / "units", .runtime = folder / "runtime"};
}

} // namespace

TEST_CASE("installed: a unit with all its files, from both folders, sorted")
{
  const TemporaryFolder folder;
  folder.write("units/mcp@web:10.service.d/10-mcpctl.conf", drop_in("web:10"));
  folder.write("units/mcp@web:2.service.d/10-mcpctl.conf", drop_in("web:2"));
  folder.write("units/mcp@web:2.service.d/10-mcpctl.env", "A=1\n");
  folder.write("units/mcp@web:2.service.d/override.conf", "[Service]\n");
  folder.write("units/mcpctl-retry@web:2.timer.d/10-mcpctl.conf", "[Timer]\n");
  std::filesystem::create_directories(folder / "units/mcp.target.wants");
  REQUIRE(
      ::symlink("../mcp@.service", (folder / "units/mcp.target.wants/mcp@web:2.service").c_str())
      == 0);
  folder.write("runtime/mcp@a.service.d/10-mcpctl.conf", drop_in("a"));

  const auto installed = read_installed(in(folder));
  REQUIRE(installed.ok());
  const auto& units = installed.value().units;
  REQUIRE(units.size() == 3);
  CHECK(units[0].unit == "mcp@a.service");
  CHECK(units[0].where == Where::runtime);
  CHECK(units[1].unit == "mcp@web:2.service");
  CHECK(units[1].marker.owner == "/home/u/mcp.toml");
  const std::vector<UnitFile> files = {
      {.path = "mcp.target.wants/mcp@web:2.service", .text = "../mcp@.service", .is_link = true},
      {.path = "mcp@web:2.service.d/10-mcpctl.conf", .text = drop_in("web:2")},
      {.path = "mcp@web:2.service.d/10-mcpctl.env", .text = "A=1\n"},
      {.path = "mcpctl-retry@web:2.timer.d/10-mcpctl.conf", .text = "[Timer]\n"},
  };
  CHECK(units[1].files == files);
  CHECK(units[2].unit == "mcp@web:10.service");
}

TEST_CASE("installed: what has not our marker is not ours")
{
  const TemporaryFolder folder;
  folder.write("units/mcp@foreign.service.d/10-mcpctl.conf", "[Service]\nNice=1\n");
  folder.write("units/mcp@copied.service.d/10-mcpctl.conf", drop_in("web"));
  folder.write("units/mcp@bare.service.d/10-mcpctl.env", "A=1\n");
  folder.write("units/other@web.service.d/10-mcpctl.conf", drop_in("web"));
  folder.write("elsewhere/10-mcpctl.conf", drop_in("linked"));
  REQUIRE(::symlink("../elsewhere", (folder / "units/mcp@linked.service.d").c_str()) == 0);
  const auto installed = read_installed(in(folder));
  REQUIRE(installed.ok());
  CHECK(installed.value().units.empty());
}

TEST_CASE("installed: the files that all servers share")
{
  const TemporaryFolder folder;
  folder.write("units/mcp@.service", "template");
  folder.write("units/mcp.target", "target");
  folder.write("units/mcpctl-retry@.timer", "timer");
  folder.write("units/mcp-notes.txt", "mine");
  folder.write("units/sshd.service", "theirs");
  const auto installed = read_installed(in(folder));
  REQUIRE(installed.ok());
  std::vector<std::string> paths;
  for (const UnitFile& file : installed.value().shared)
    paths.push_back(file.path);
  CHECK(paths == std::vector<std::string>{"mcp.target", "mcp@.service", "mcpctl-retry@.timer"});
}

TEST_CASE("installed: missing folders hold nothing")
{
  const TemporaryFolder folder;
  const auto installed = read_installed(in(folder));
  REQUIRE(installed.ok());
  CHECK(installed.value().units.empty());
}
