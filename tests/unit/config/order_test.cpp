#include "config/order.hpp"

#include "config/disk.hpp"
#include "config/print.hpp"
#include "config/read.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

Configuration read(const std::string& text)
{
  const Disk disk;
  return read_configuration({given_file(text)}, disk.context());
}

// "web after db cache:1 ..." with the units meant, a line for each server that comes after another.
std::string order_of(const Configuration& configuration)
{
  std::string text;
  for (const Server& server : configuration.servers) {
    if (server.after.empty())
      continue;
    text += server.name.str() + " after";
    for (const Predecessor& earlier : server.after) {
      for (const std::string& unit : earlier.units)
        text += " " + unit;
    }
    text += "\n";
  }
  return text;
}

} // namespace

TEST_CASE("after: all instances of a server, the socket of one of type stdio, each once")
{
  const Configuration configuration = read(R"(
[servers.web]
command = "node"
after = ["pool", "notes", "pool"]
[servers.pool]
command = "node"
instances = 2
[servers.notes]
type = "stdio"
command = "node"
)");
  CHECK(shown(configuration) == "");
  CHECK(order_of(configuration)
        == "web after mcp@pool:1.service mcp@pool:2.service mcp-notes.socket\n");
  CHECK(print_configuration(configuration).find("after = [\"pool\", \"notes\"]\n")
        != std::string::npos);
}

TEST_CASE("after: names mean servers of the same project first")
{
  const Disk disk;
  SourceFile blog = given_file("project = \"blog\"\n[servers.web]\ncommand = \"node\"\n"
                               "after = [\"db\", \"cache\", \"blog.log\"]\n"
                               "[servers.db]\ncommand = \"node\"\n"
                               "[servers.log]\ncommand = \"node\"\n");
  SourceFile other = given_file("[servers.cache]\ncommand = \"node\"\n"
                                "[servers.db]\ncommand = \"node\"\n");
  other.path = other.shown = other.owner = "/home/u/other.toml";
  const Configuration configuration = read_configuration({blog, other}, disk.context());
  CHECK(shown(configuration) == "");
  CHECK(order_of(configuration)
        == "blog.web after mcp@blog.db.service mcp@cache.service mcp@blog.log.service\n");
}

TEST_CASE("after: in [defaults] it is for all others")
{
  const Configuration configuration = read(R"(
[defaults]
after = ["db"]
[servers.db]
command = "node"
[servers.web]
command = "node"
[servers.apart]
command = "node"
after = []
)");
  CHECK(shown(configuration) == "");
  CHECK(order_of(configuration) == "web after mcp@db.service\n");
}

TEST_CASE("after: a name that nobody has is an error with the nearest one")
{
  CHECK(shown(read(R"([servers.web]
command = "node"
after = ["databse", "elsewhere"]
[servers.database]
command = "node"
)")) == R"(mcp.toml:3:10: error: after: there is no server "databse" in the files read
    3 | after = ["databse", "elsewhere"]
      |          ^~~~~~~~~ did you mean "database"?
mcp.toml:3:21: error: after: there is no server "elsewhere" in the files read
    3 | after = ["databse", "elsewhere"]
      |                     ^~~~~~~~~~~ -c FILE, repeated, reads several files together
)");
}

TEST_CASE("after: a server that has an error of its own is no unknown name")
{
  CHECK(shown(read(R"([servers.web]
command = "node"
after = ["db"]
[servers.db]
command = "missing"
)")) == R"(mcp.toml:5:12: error: program "missing" is not in PATH
    5 | command = "missing"
      |            ^~~~~~~ install it, or write its absolute path
)");
}

TEST_CASE("after: not itself")
{
  CHECK(shown(read(R"([servers.web]
command = "node"
after = ["web"]
)")) == R"(mcp.toml:3:10: error: "web" cannot start after itself
    3 | after = ["web"]
      |          ^~~~~
)");
}

TEST_CASE("after: a cycle is named once, with the places of its links")
{
  CHECK(shown(read(R"([servers.web]
command = "node"
after = ["a"]
[servers.a]
command = "node"
after = ["b"]
[servers.b]
command = "node"
after = ["c"]
[servers.c]
command = "node"
after = ["a"]
)")) == R"(mcp.toml:12:10: error: servers that start after each other: a → b → c → a
   12 | after = ["a"]
      |          ^~~ see mcp.toml:6, mcp.toml:9, mcp.toml:12
)");
}

TEST_CASE("after: each of several cycles is named")
{
  const Configuration configuration = read(R"(
[servers.a]
command = "node"
after = ["b", "c"]
[servers.b]
command = "node"
after = ["a"]
[servers.c]
command = "node"
after = ["a", "b"]
)");
  CHECK(shown(configuration).find("a → b → a") != std::string::npos);
  CHECK(shown(configuration).find("a → c → a") != std::string::npos);
  CHECK(configuration.diagnostics.size() == 2);
}

TEST_CASE("after: what comes twice by different ways is no cycle")
{
  const Configuration configuration = read(R"(
[servers.a]
command = "node"
after = ["b", "c"]
[servers.b]
command = "node"
after = ["d"]
[servers.c]
command = "node"
after = ["d"]
[servers.d]
command = "node"
)");
  CHECK(shown(configuration) == "");
}
