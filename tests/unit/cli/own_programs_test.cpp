#include "cli/own_programs.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("own_programs_of: installed, built, and replaced by an upgrade")
{
  struct Row
  {
    std::string link;
    std::string mcpctl;
    std::string session;
  };
  const Row rows[] = {
      {"/usr/libexec/mcpctl/mcpctl", "/usr/bin/mcpctl", "/usr/libexec/mcpctl/mcpctl-session"},
      {"/usr/bin/mcpctl", "/usr/bin/mcpctl", "/usr/libexec/mcpctl/mcpctl-session"},
      {"/usr/bin/mcpctl (deleted)", "/usr/bin/mcpctl", "/usr/libexec/mcpctl/mcpctl-session"},
      {"/home/ann/.local/libexec/mcpctl/mcpctl (deleted)", "/home/ann/.local/bin/mcpctl",
       "/home/ann/.local/libexec/mcpctl/mcpctl-session"},
      {"/src/build/src/program/mcpctl", "/src/build/src/mcpctl",
       "/src/build/src/session/mcpctl-session"},
      {"/src/build/src/mcpctl", "/src/build/src/mcpctl", "/src/build/src/session/mcpctl-session"},
      {"/src/build/src/screen/mcpctl-monit", "/src/build/src/mcpctl",
       "/src/build/src/session/mcpctl-session"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.link);
    const OwnPrograms found = own_programs_of(row.link);
    CHECK(found.mcpctl == row.mcpctl);
    CHECK(found.session == row.session);
    const std::string watch = row.session.starts_with("/src")
                                  ? "/src/build/src/watch/mcpctl-watch"
                                  : row.session.substr(0, row.session.rfind('-')) + "-watch";
    CHECK(found.watch == watch);
  }
}
