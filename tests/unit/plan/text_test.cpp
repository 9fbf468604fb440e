#include "plan/text.hpp"

#include "plan/world.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

Server changed(const std::string& name)
{
  Server now = server(name);
  now.env["TOKEN"] = "secret-2";
  now.limits.memory_max = ByteSize{.amount = 1 << 20};
  return now;
}

} // namespace

TEST_CASE("plan text: aligned, with a symbol for each kind, and a summary")
{
  Found found = as_applied({server("web"), server("stopped"), server("same"), server("gone")});
  set_state(found, "mcp@stopped.service", "inactive");
  const Plan plan = make_plan(
      wanted({changed("web"), server("stopped"), server("same"), server("files")}), found, {});
  CHECK(format_plan(plan, false) ==
        R"(~ web      restart  memory_max changed; environment changed: TOKEN
= stopped  keep     stopped by hand: mcpctl start stopped
+ files    create   new
- gone     remove   not in /home/u/.config/mcp/mcp.toml any more
1 to create, 1 to restart, 1 to remove, 2 unchanged
in PATH: cat is /bin/cat
)");
}

TEST_CASE("plan text: nothing to do")
{
  CHECK(format_plan(make_plan(wanted({server("a")}), as_applied({server("a")}), {}), false)
        == "1 unchanged\n");
  CHECK(format_plan(Plan{}, false) == "nothing to do\n");
}

TEST_CASE("plan text: colour is all around a line")
{
  Plan plan;
  plan.actions = {{server_name("a"), "mcp@a.service", ActionKind::create, "new"}};
  CHECK(format_plan(plan, true) == "\033[32m+ a  create   new\033[0m\n1 to create\n");
}

TEST_CASE("diff: lines around a change; of an environment only names")
{
  const Found found = as_applied({server("web")});
  const Plan plan = make_plan(wanted({changed("web")}), found, {});
  CHECK(format_diff(plan, found.installed, false) ==
        R"(--- mcp@web.service.d/10-mcpctl.conf
+++ mcp@web.service.d/10-mcpctl.conf
  ...
 EnvironmentFile=/u/mcp@web.service.d/10-mcpctl.env
 ExecStart=:/usr/bin/systemd-cat --identifier=mcp@web --priority=info --stderr-priority=warning --level-prefix=false -- /bin/cat
+MemoryMax=1M
--- mcp@web.service.d/10-mcpctl.env
+++ mcp@web.service.d/10-mcpctl.env
~environment TOKEN (values are not shown)
)");
}

TEST_CASE("diff: files and links that come and go")
{
  const Found found = as_applied({server("web")});
  Server now = server("web");
  now.life.enabled = false;
  const std::string text = format_diff(make_plan(wanted({now}), found, {}), found.installed, false);
  CHECK(text.find("--- mcp.target.wants/mcp@web.service\n+++ /dev/null\n-link to ../mcp@.service\n")
        != std::string::npos);
}
