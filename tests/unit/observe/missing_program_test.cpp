#include "observe/missing_program.hpp"

#include "store/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>
#include <fstream>

using namespace mcpctl;
namespace fs = std::filesystem;

namespace {

std::string program(const TemporaryFolder& folder, const std::string& text, bool executable = true)
{
  const std::string path = folder.path() + "/program";
  std::ofstream(path) << text;
  fs::permissions(path, executable ? fs::perms::owner_all : fs::perms::owner_read);
  return path;
}

UnitState ended(int status, std::chrono::milliseconds lived)
{
  UnitState unit;
  unit.exit_code_kind = CLD_EXITED;
  unit.exit_status = status;
  unit.main_started = RealTime(std::chrono::seconds(100));
  unit.main_exited = unit.main_started + lived;
  return unit;
}

} // namespace

TEST_CASE("why_not_run")
{
  const TemporaryFolder folder;
  const std::string path = folder.path() + "/program";
  CHECK(why_not_run(path) == path + " does not exist");
  CHECK(why_not_run(program(folder, "#!/bin/sh\n", false)) == path + " is not executable");
  CHECK_FALSE(why_not_run(program(folder, "#! /bin/sh -e\n")));
  CHECK_FALSE(why_not_run(program(folder, "#!")));
  CHECK_FALSE(why_not_run(program(folder, "")));
  CHECK(why_not_run(program(folder, "#!/no/node --x\n"))
        == path + ": its interpreter /no/node does not exist");
  CHECK(why_not_run(path + "/below") == path + "/below does not exist");
  CHECK(why_not_run(folder.path()) == folder.path() + " is not executable");
}

TEST_CASE("ending_without_program: only where the start failed as systemd-cat does")
{
  using namespace std::chrono_literals;
  const auto ending = ending_without_program(ended(1, 5ms), "/no/such");
  REQUIRE(ending);
  CHECK(ending->brief == "no program");
  CHECK(ending->words == "could not start: /no/such does not exist");
  CHECK_FALSE(ending_without_program(ended(1, 5s), "/no/such"));
  CHECK_FALSE(ending_without_program(ended(2, 5ms), "/no/such"));
  CHECK_FALSE(ending_without_program(ended(1, 5ms), "/bin/sh"));
}
