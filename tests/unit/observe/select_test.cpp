#include "observe/select.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

using Words = std::vector<std::string>;

Marker server(const std::string& name, const Words& tags = {}, const std::string& owner = "/a.toml")
{
  return {.id = *parse_instance_id(name),
          .owner = owner,
          .tags = tags,
          .written = "npx " + name,
          .argv = {"/usr/bin/npx", name, "a b"}};
}

std::vector<Marker> servers()
{
  return {server("blog.files", {"work"}, "/b.toml"), server("db", {"work", "home"}),
          server("web:1", {"home"}), server("web:2", {"home"}), server("webhook")};
}

struct Choice
{
  Words names;
  std::string error, mend;
};

Choice choose(const Words& selectors, const std::set<std::string>& owners = {},
              const std::vector<Marker>& candidates = servers())
{
  const auto chosen = select_servers(candidates, selectors, owners);
  if (!chosen.ok()) {
    CHECK(chosen.error().code == ExitCode::no_such_server);
    return {{}, chosen.error().what, chosen.error().mend};
  }
  Choice choice;
  for (const std::size_t i : *chosen)
    choice.names.push_back(to_string(candidates[i].id));
  return choice;
}

} // namespace

TEST_CASE("select_servers: what a selector means")
{
  const Words everything = {"blog.files", "db", "web:1", "web:2", "webhook"};
  struct Row
  {
    const char* what;
    Words selectors, names;
  };
  const Row rows[] = {
      {"none means every one", {}, everything},
      {"all", {"all"}, everything},
      {"a name", {"db"}, {"db"}},
      {"a name with instances", {"web"}, {"web:1", "web:2"}},
      {"an instance", {"web:2"}, {"web:2"}},
      {"a tag", {"@home"}, {"db", "web:1", "web:2"}},
      {"a glob on names", {"web*"}, {"web:1", "web:2", "webhook"}},
      {"a glob on instances", {"web:[2-9]"}, {"web:2"}},
      {"a command as written", {"npx db"}, {"db"}},
      {"a command as resolved", {"/usr/bin/npx db a b"}, {"db"}},
      {"several, each once, in the servers' order",
       {"webhook", "@work", "db"},
       {"blog.files", "db", "webhook"}},
  };
  for (const Row& row : rows) {
    SUBCASE(row.what)
    {
      const Choice choice = choose(row.selectors);
      CHECK(choice.names == row.names);
      CHECK(choice.error.empty());
    }
  }
}

TEST_CASE("select_servers: a selector that means nothing says what may have been meant")
{
  struct Row
  {
    const char* what;
    Words selectors;
    std::string error, mend;
  };
  const Row rows[] = {
      {"one letter too many",
       {"webhooks"},
       "no server \"webhooks\"; did you mean \"webhook\"?",
       ""},
      {"swapped letters", {"bd"}, "no server \"bd\"; did you mean \"db\"?", ""},
      {"without its project", {"files"}, "no server \"files\"; did you mean \"blog.files\"?", ""},
      {"too far", {"database"}, "no server \"database\"", "mcpctl status"},
      {"a good one beside it", {"db", "webb"}, "no server \"webb\"; did you mean \"web\"?", ""},
      {"an instance that is not there",
       {"web:3"},
       "no instance \"web:3\"; there are web:1 to web:2",
       "mcpctl status"},
      {"an instance of one that has none",
       {"db:1"},
       "server \"db\" has no instances",
       "mcpctl status"},
      {"a tag", {"@hme"}, "no server has the tag \"hme\"; did you mean \"@home\"?", ""},
      {"an unlike tag", {"@elsewhere"}, "no server has the tag \"elsewhere\"", "mcpctl status"},
      {"a glob", {"x*"}, "no server matches \"x*\"", "mcpctl status"},
      {"half a command", {"npx"}, "no server \"npx\"", "mcpctl status"},
      {"control characters", {"\x1b[2J"}, "no server matches \"\\x1b[2J\"", "mcpctl status"},
  };
  for (const Row& row : rows) {
    SUBCASE(row.what)
    {
      const Choice choice = choose(row.selectors);
      CHECK(choice.error == row.error);
      CHECK(choice.mend == row.mend);
    }
  }
}

TEST_CASE("select_servers: scoped by file")
{
  CHECK(choose({"all"}, {"/b.toml"}).names == Words{"blog.files"});
  CHECK(choose({}, {"/b.toml"}).names == Words{"blog.files"});
  CHECK(choose({"@work"}, {"/b.toml"}).names == Words{"blog.files"});
  CHECK(choose({"web"}, {"/b.toml"}).error
        == "server \"web:1\" belongs to /a.toml, which was not given with -c");
  CHECK(choose({"all"}, {"/c.toml"}).error == "no servers of /c.toml are installed");
  CHECK(choose({"webb"}, {"/b.toml"}).error == "no server \"webb\"");
}

TEST_CASE("select_servers: nothing is installed")
{
  CHECK(choose({}, {}, {}).error.empty());
  CHECK(choose({}, {}, {}).names.empty());
  CHECK(choose({"all"}, {}, {}).error == "no servers are installed");
  CHECK(choose({"all"}, {}, {}).mend == "mcpctl apply");
}
