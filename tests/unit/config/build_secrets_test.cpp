#include "config/disk.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

constexpr const char* two = "[servers.a]\ncommand = \"npx\"\nsecrets = ['ONE', 'TWO']\n"
                            "[servers.b]\ncommand = \"npx\"\nsecrets = ['ONE']\n";

} // namespace

TEST_CASE("secrets: where systemd finds each, and its stamp")
{
  const Disk disk;
  const Configuration configuration =
      read_configuration({given_file("project = 'blog'\n[servers.a]\ncommand = \"npx\"\n"
                                     "secrets = ['TOKEN', { CERT = { file = true } }]\n")},
                         disk.context());
  REQUIRE(shown(configuration) == "");
  const std::vector<Secret>& secrets = configuration.servers.front().secrets;
  REQUIRE(secrets.size() == 2);
  CHECK(secrets[0].path == "/home/u/.config/mcp/secrets/blog.a/TOKEN.env");
  CHECK(secrets[1].path == "/home/u/.config/mcp/secrets/blog.a/CERT");
  CHECK(secrets[0].stamp == "1700000000000000000");
}

TEST_CASE("secrets: those that cannot be used, all at once, as warnings or as errors")
{
  Disk disk;
  disk.unset_secrets = {"a/TWO", "b/ONE"};
  ReadContext context = disk.context();
  const Configuration looked_at = read_configuration({given_file(two)}, context);
  CHECK(shown(looked_at)
        == "mcp.toml:3:19: warning: a/TWO is not set\n"
           "    3 | secrets = ['ONE', 'TWO']\n"
           "      |                   ^~~~~ mcpctl secret set\n"
           "mcp.toml:6:12: warning: b/ONE is not set\n"
           "    6 | secrets = ['ONE']\n"
           "      |            ^~~~~ mcpctl secret set\n");
  CHECK(looked_at.servers.front().secrets[1].stamp.empty());
  context.unset_secret = Severity::error;
  const Configuration needed = read_configuration({given_file(two)}, context);
  CHECK(needed.diagnostics.size() == 2);
  CHECK(has_errors(needed.diagnostics));
}

TEST_CASE("secrets: who may not look into the store is not told of it, unless they are needed")
{
  const Disk disk;
  ReadContext context = disk.context();
  context.files.secret = [](const auto&...) {
    return FoundSecret{.path = "/etc/mcp/secrets/a/ONE.env",
                       .problem = Error{ExitCode::not_permitted, "Permission denied", ""}};
  };
  CHECK(shown(read_configuration({given_file(two)}, context)) == "");
  context.unset_secret = Severity::error;
  CHECK(has_errors(read_configuration({given_file(two)}, context).diagnostics));
}

TEST_CASE("secrets: a name is a variable of env or a secret, not both; a profile counts, too")
{
  const Disk disk;
  const std::string text = "[servers.a]\ncommand = \"npx\"\nsecrets = ['A', 'B']\n"
                           "env = { A = 'x' }\n[servers.a.profiles.p]\nenv = { B = 'y' }\n";
  ReadContext context = disk.context();
  const std::string first = "mcp.toml:3:12: error: A stands in env, too\n"
                            "    3 | secrets = ['A', 'B']\n"
                            "      |            ^~~ remove it from env or from secrets\n";
  CHECK(shown(read_configuration({given_file(text)}, context)) == first);
  context.profile = "p";
  CHECK(shown(read_configuration({given_file(text)}, context))
        == first
               + "mcp.toml:3:17: error: B stands in env, too\n"
                 "    3 | secrets = ['A', 'B']\n"
                 "      |                 ^~~ remove it from env or from secrets\n");
}

TEST_CASE("secrets: a stronger layer says all of them")
{
  const Disk disk;
  const Configuration configuration =
      read_configuration({given_file("[defaults]\nsecrets = ['A']\n[servers.a]\ncommand = \"npx\"\n"
                                     "[servers.b]\ncommand = \"npx\"\nsecrets = ['B']\n")},
                         disk.context());
  REQUIRE(shown(configuration) == "");
  CHECK(configuration.servers[0].secrets.front().name.str() == "A");
  REQUIRE(configuration.servers[1].secrets.size() == 1);
  CHECK(configuration.servers[1].secrets.front().name.str() == "B");
}
