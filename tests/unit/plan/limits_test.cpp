#include "plan/limits.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

Server server(const std::string& name)
{
  return {.name = ServerName::parse(name).value()};
}

} // namespace

TEST_CASE("limits_not_in_force: each limit whose controller is not given, with its servers")
{
  Server web = server("web");
  web.limits.memory_max = ByteSize{};
  web.limits.tasks_max = 50;
  const auto no_memory = [](const std::string& controller) { return controller != "memory"; };

  CHECK(limits_not_in_force({web, server("plain")}, Scope::user, no_memory)
        == std::vector<std::string>{
            "memory_max of web is not in force: the service manager has no memory controller; the "
            "system scope may have it: mcpctl --system"});
  CHECK(limits_not_in_force({web}, Scope::user, [](const std::string&) { return true; }).empty());
  CHECK(limits_not_in_force({server("plain")}, Scope::user, no_memory).empty());
}

TEST_CASE("limits_not_in_force: many servers are counted")
{
  std::vector<Server> servers;
  for (const char* name : {"a", "b", "c", "d", "e"}) {
    servers.push_back(server(name));
    servers.back().limits.cpu_quota_percent = 50;
  }
  CHECK(limits_not_in_force(servers, Scope::system, [](const std::string&) { return false; })
        == std::vector<std::string>{"cpu_quota of a, b, c and 2 more is not in force: the service "
                                    "manager has no cpu controller"});
}
