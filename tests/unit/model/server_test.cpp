#include "model/server.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("instances_of: itself, or one unit for each instance")
{
  Server server{.name = *ServerName::parse("web")};
  CHECK(instances_of(server) == std::vector{InstanceId{server.name, std::nullopt}});
  server.instances = 1;
  CHECK(instances_of(server) == std::vector{InstanceId{server.name, 1}});
  server.instances = 2;
  CHECK(instances_of(server)
        == std::vector{InstanceId{server.name, 1}, InstanceId{server.name, 2}});
}
