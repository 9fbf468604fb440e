#include "doctor/gather.hpp"
#include "store/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <fstream>

using namespace mcpctl;

namespace {

InstalledUnit unit_with(const std::string& drop_in, const std::string& environment)
{
  return {.marker = {.id = *parse_instance_id("web")},
          .unit = "mcp@web.service",
          .files = {{.path = "mcp@web.service.d/10-mcpctl.conf", .text = drop_in},
                    {.path = "mcp@web.service.d/10-mcpctl.env", .text = environment}}};
}

ServerDetail detail_of_web(std::vector<std::string> argv, const std::string& folder)
{
  ServerDetail detail{.state = {.id = *parse_instance_id("web")}};
  detail.state.argv = std::move(argv);
  detail.working_directory = folder;
  return detail;
}

ServerFacts look(const InstalledUnit& unit, ServerDetail detail)
{
  return look_at_server(unit, std::move(detail), ControlGroups::find());
}

} // namespace

TEST_CASE("look_at_server: the script of an interpreter, as the interpreter finds it")
{
  const TemporaryFolder root;
  std::ofstream(root.path() + "/build.js") << "1";
  const InstalledUnit unit = unit_with("", "");
  struct Row
  {
    const char* script;
    bool missing;
  };
  const Row rows[] = {{"./build", false}, {"build.js", false}, {"index.js", true}, {"./x", true}};
  for (const Row& row : rows) {
    CAPTURE(row.script);
    const ServerFacts facts = look(unit, detail_of_web({"/bin/node", row.script}, root.path()));
    CHECK(facts.missing_script.has_value() == row.missing);
    if (row.missing)
      CHECK(facts.missing_script->starts_with(root.path() + "/"));
  }
  // Where it is started is not known: in a folder that the escape hatch names.
  CHECK_FALSE(look(unit, detail_of_web({"/bin/node", "x.js"}, "")).missing_script.has_value());
}

TEST_CASE("look_at_server: the port of the url, or of the environment")
{
  ServerDetail detail = detail_of_web({"/bin/sh"}, "/");
  CHECK_FALSE(look(unit_with("", ""), detail).port.has_value());
  CHECK_FALSE(look(unit_with("", "SUPPORT=\"1\"\n"), detail).port.has_value());
  CHECK(look(unit_with("", "A=\"1\"\nPORT=\"3001\"\n"), detail).port == 3001U);
  CHECK(look(unit_with("", "PORT=3002\n"), detail).port == 3002U);
  CHECK_FALSE(look(unit_with("", "PORT=\"x\"\n"), detail).port.has_value());
  detail.state.type = ServerType::http;
  detail.state.url = "http://127.0.0.1:3003/mcp";
  const ServerFacts facts = look(unit_with("", "PORT=\"3001\"\n"), detail);
  CHECK(facts.port == 3003U);
  CHECK(facts.port_promised);
  detail.state.url = "https://mcp.example/mcp"; // somebody else's machine
  CHECK_FALSE(look(unit_with("", ""), detail).port.has_value());
}

TEST_CASE("look_at_server: folder, files of variables and own programs that are not there")
{
  const TemporaryFolder root;
  const std::string there = root.path() + "/mcpctl-watch";
  const std::string gone = root.path() + "/gone/mcpctl-session";
  std::ofstream(there) << "1";
  const InstalledUnit unit = unit_with(
      "ExecStart=:\"" + gone + "\" web\nExecStartPost=:" + gone + "\nX=" + there + " 1\n", "");
  ServerDetail detail = detail_of_web({root.path() + "/gone/server"}, root.path() + "/gone");
  detail.environment_files = {{there, {}}, {root.path() + "/.env", {}}};
  const ServerFacts facts = look(unit, detail);
  CHECK(facts.own_programs_missing == std::vector<std::string>{gone});
  CHECK(facts.folder_missing);
  CHECK(facts.cannot_run == root.path() + "/gone/server does not exist");
  REQUIRE(facts.env_files.size() == 2);
  CHECK(facts.env_files[0].presence == Presence::there);
  CHECK(facts.env_files[1].presence == Presence::missing);
  // A state folder is made when it starts.
  CHECK_FALSE(
      look(unit_with("[Service]\nWorkingDirectory=%S/mcp/web\n", ""), detail).folder_missing);
}

TEST_CASE("look_at_disks: each file system once, of folders that are not there the nearest")
{
  const TemporaryFolder root;
  const std::vector<DiskFacts> disks =
      look_at_disks({{root.path() + "/not/yet", "units"}, {root.path(), "logs"}});
  REQUIRE(disks.size() == 1);
  CHECK(disks[0].path == root.path());
  CHECK(disks[0].for_what == "units");
  CHECK(disks[0].bytes > 0);
  CHECK(disks[0].available <= disks[0].bytes);
}
