#include "cli/stable_path.hpp"

#include "store/temporary_folder.hpp"

#include <doctest/doctest.h>

namespace mcpctl {

TEST_CASE("stable_path: a link in PATH before the file that it leads to")
{
  const TemporaryFolder folder;
  folder.write("opt/mcpctl-1/bin/mcpctl-test", "x");
  folder.write("other/mcpctl-test", "x");
  std::filesystem::create_directory(folder / "bin");
  std::filesystem::create_symlink("../opt/mcpctl-1/bin/mcpctl-test", folder / "bin/mcpctl-test");
  const std::string program = folder / "opt/mcpctl-1/bin/mcpctl-test";
  CHECK(stable_path(program, folder / "other:" + folder.path() + "/bin")
        == folder / "bin/mcpctl-test");
  CHECK(stable_path(program, folder / "other") == program);
  CHECK(stable_path(program, "::bin:") == program);
}

} // namespace mcpctl
