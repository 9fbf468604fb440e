#include "report/cat_view.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

const std::vector<UnitFile> files = {
    {"mcp.target.wants/mcp@web.service", "../mcp@.service", 0644, true},
    {"mcp@web.service.d/10-mcpctl.conf", "# marker\n\n[Service]\nDescription=a\u202eb\n"},
    {"mcp@web.service.d/10-mcpctl.env", "# digest\nTOKEN=\"hunter2\nX=1\"\nA=b\n", 0600},
    {"mcp@api.service.d/10-mcpctl.env", "", 0600},
};

} // namespace

TEST_CASE("cat_files: files under their paths, environment without values")
{
  CHECK(cat_files(files, "/u", {})
        == "# /u/mcp.target.wants/mcp@web.service\n"
           "# a link to ../mcp@.service\n"
           "\n"
           "# /u/mcp@web.service.d/10-mcpctl.conf\n"
           "# marker\n"
           "\n"
           "[Service]\n"
           "Description=a\u202eb\n"
           "\n"
           "# /u/mcp@web.service.d/10-mcpctl.env\n"
           "# values are not shown\n"
           "A=...\n"
           "TOKEN=...\n"
           "\n"
           "# /u/mcp@api.service.d/10-mcpctl.env\n"
           "# cannot be read: permission denied\n");
}

TEST_CASE("cat_files: harmless and coloured on a terminal")
{
  CHECK(cat_files({files[1]}, "/u", {.colour = true, .width = 80})
        == "\x1b[2m# /u/mcp@web.service.d/10-mcpctl.conf\x1b[0m\n"
           "\x1b[2m# marker\x1b[0m\n"
           "\n"
           "\x1b[1m[Service]\x1b[0m\n"
           "Description=a\\u202eb\n");
}
