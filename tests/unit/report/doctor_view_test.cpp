#include "report/doctor_view.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

const Findings findings = {
    {.check = "manager", .section = "Service manager", .what = "it is reached"},
    {.check = "version", .section = "Service manager", .what = "systemd 252"},
    {.check = "linger",
     .section = "Boot",
     .gravity = Gravity::warning,
     .what = "lingering is off",
     .why = "web stops when you log out",
     .mend = {{.text = "mcpctl startup"},
              {.text = "reboot"},
              {.text = "mcp.toml:3: port = 1", .kind = StepKind::edit},
              {.text = "move it", .kind = StepKind::advice}}},
    {.check = "target", .section = "Boot", .what = "enabled"},
    {.check = "disk",
     .section = "Boot",
     .gravity = Gravity::problem,
     .subject = "web",
     .what = "no \x1b[31m room"},
};

} // namespace

TEST_CASE("doctor_report: what is wrong first, what is well in a line, then the counts")
{
  CHECK(doctor_report(findings, false, {})
        == "✓ Service manager: manager, version\n"
           "Boot\n"
           "  ✗ web: no \\x1b[31m room\n"
           "  ! lingering is off\n"
           "    why:  web stops when you log out\n"
           "    mend: mcpctl startup\n"
           "          reboot\n"
           "    edit: mcp.toml:3: port = 1\n"
           "    do:   move it\n"
           "  ✓ target\n"
           "\n"
           "1 problem, 1 warning\n");
}

TEST_CASE("doctor_report: each check with its verdict")
{
  const Findings well(findings.begin(), findings.begin() + 2);
  CHECK(doctor_report(well, true, {})
        == "Service manager\n"
           "  ✓ manager: it is reached\n"
           "  ✓ version: systemd 252\n"
           "\n"
           "nothing is wrong\n");
}

TEST_CASE("doctor_report: reasons are folded on a terminal, commands and edits never are")
{
  const Findings one = {{.check = "x",
                         .section = "S",
                         .gravity = Gravity::note,
                         .what = "w",
                         .why = "one two three four five six seven",
                         .mend = {{.text = "one two three four five six seven"}}}};
  CHECK(doctor_report(one, false, {.width = 35})
        == "S\n"
           "  · w\n"
           "    why:  one two three four five\n"
           "          six seven\n"
           "    mend: one two three four five six seven\n"
           "\n"
           "1 note\n");
}
