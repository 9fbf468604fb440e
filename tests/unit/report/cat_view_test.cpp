#include "report/cat_view.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

const std::string drop_in = "# marker\n\n[Service]\nDescription=a\u202eb";
const std::string environment = "# digest\nTOKEN=\"hunter2\nX=1\"\nA=b\n";

} // namespace

TEST_CASE("cat_file: a file under its path, its bytes as they are")
{
  CHECK(cat_file("/u/10-mcpctl.conf", drop_in, {})
        == "# /u/10-mcpctl.conf\n"
           "# marker\n"
           "\n"
           "[Service]\n"
           "Description=a\u202eb\n");
}

TEST_CASE("cat_file: harmless and coloured on a terminal")
{
  CHECK(cat_file("/u/10-mcpctl.conf", drop_in, {.colour = true, .width = 80})
        == "\x1b[2m# /u/10-mcpctl.conf\x1b[0m\n"
           "\x1b[2m# marker\x1b[0m\n"
           "\n"
           "\x1b[1m[Service]\x1b[0m\n"
           "Description=a\\u202eb\n");
}

TEST_CASE("cat_file: no value of an environment file")
{
  CHECK(cat_file("/u/10-mcpctl.env", environment, {})
        == "# /u/10-mcpctl.env\n"
           "# values are not shown\n"
           "A=...\n"
           "TOKEN=...\n");
  CHECK(cat_file("/u/10-mcpctl.env", "", {})
        == "# /u/10-mcpctl.env\n"
           "# cannot be read: permission denied\n");
}
