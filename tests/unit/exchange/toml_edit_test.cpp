#include "exchange/toml_edit.hpp"

#include <doctest/doctest.h>

namespace mcpctl {

namespace {

struct Row
{
  const char* what;
  Path path;
  std::string before;
  std::optional<std::string> after;
};

const Item words = {std::vector<std::string>{"connect", "a"}};

} // namespace

TEST_CASE("with_toml_member: a value goes where its section is")
{
  const Row rows[] = {
      {"an empty text", {"s", "a"}, "", "[s.a]\nx = { A = \"é\" }\n"},
      {"behind the last line, ended or not",
       {"s", "a"},
       "m = 1 # c",
       "m = 1 # c\n\n[s.a]\nx = { A = \"é\" }\n"},
      {"carriage returns", {"s", "a"}, "m = 1\r\n", "m = 1\r\n\r\n[s.a]\r\nx = { A = \"é\" }\r\n"},
      {"an inline table",
       {"s", "a"},
       "[s]\nb = {}\n[t]\nx = 1\n",
       "[s]\nb = {}\n[t]\nx = 1\n\n[s.a]\nx = { A = \"é\" }\n"},
      {"inside an inline table",
       {"s", "a"},
       "s = { b = 1 } # c\n",
       "s = { a = { x = { A = 'é' } }, b = 1 } # c\n"},
      {"a table by dots", {"s", "a"}, "s.b.x = 1\n", "s.b.x = 1\n\n[s.a]\nx = { A = \"é\" }\n"},
      {"no table", {"s", "a"}, "s = 1\n", std::nullopt},
      {"no TOML", {"s", "a"}, "s = \n", std::nullopt},
  };
  const Item section = {Members{{"x", Item{Members{{"A", Item{"é"}}}}}}};
  for (const Row& row : rows) {
    SUBCASE(row.what)
    {
      CHECK(with_toml_member(row.before, row.path, section) == row.after);
    }
  }
}

TEST_CASE("with_toml_member: a value in an entry")
{
  const Row rows[] = {
      {"replaced, its comment stays",
       {"s", "a", "x"},
       "[s.a]\nx = [\n 'é', # one\n] # two\ny = 1\n",
       "[s.a]\nx = [\"connect\", \"a\"] # two\ny = 1\n"},
      {"added behind the last line",
       {"s", "a", "x"},
       "[s.a]\ny = \"\"\"\n[z]\n\"\"\"\n\n# c\n[t]\n",
       "[s.a]\ny = \"\"\"\n[z]\n\"\"\"\nx = [\"connect\", \"a\"]\n\n# c\n[t]\n"},
      {"added behind the header, indented",
       {"s", "a", "x"},
       "  [s.a] # c\n[s.a.env]\nE = 1\n",
       "  [s.a] # c\n  x = [\"connect\", \"a\"]\n[s.a.env]\nE = 1\n"},
      {"added at the end", {"s", "a", "x"}, "[s.a]", "[s.a]\nx = [\"connect\", \"a\"]"},
      {"instead of a section",
       {"s", "a", "x"},
       "[s.a]\ny = 1\n\n[s.a.x]\nE = 1\n[t]\n",
       "[s.a]\ny = 1\nx = [\"connect\", \"a\"]\n[t]\n"},
      {"in a section without a header of its own", {"s", "a", "x"}, "[s]\na.y = 1\n", std::nullopt},
      {"a byte order mark",
       {"s", "x"},
       "\xef\xbb\xbf[s]\nx = 1\n",
       "\xef\xbb\xbf[s]\nx = [\"connect\", \"a\"]\n"},
  };
  for (const Row& row : rows) {
    SUBCASE(row.what)
    {
      CHECK(with_toml_member(row.before, row.path, words) == row.after);
    }
  }
}

TEST_CASE("without_toml_member: sections and lines go, comments stay")
{
  const Row rows[] = {
      {"a line", {"s", "a", "x"}, "[s.a]\nx = [\n1]\ny = 2\n", "[s.a]\ny = 2\n"},
      {"a line with a comment", {"s", "a", "x"}, "[s.a]\nx = 1 # why\n", "[s.a]\n# why\n"},
      {"a section with those below it",
       {"s", "a"},
       "m = 1\n\n[s.a]\nx = 1\n\n[s.a.env]\nE = 1\n\n# mine\n[s.b]\n",
       "m = 1\n\n# mine\n[s.b]\n"},
      {"an inline table", {"s", "a"}, "[s]\na = { x = 1 }\nb = 2\n", "[s]\nb = 2\n"},
      {"in an inline table", {"s", "a"}, "s = { a = 1, b = 2 }\n", "s = { b = 2 }\n"},
      {"what is not there", {"s", "a"}, "m = 1\n", "m = 1\n"},
      {"a table by dots", {"s", "a"}, "[s]\na.x = 1\n", std::nullopt},
  };
  for (const Row& row : rows) {
    SUBCASE(row.what)
    {
      CHECK(without_toml_member(row.before, row.path) == row.after);
    }
  }
}

TEST_CASE("entries_in_toml: what there is, or where it is wrong")
{
  const TomlEntries found = entries_in_toml("[s.a]\ncommand = 'x'\nargs = ['y']\nn = 1\n"
                                            "[s.a.env]\nE = 'é'\n[s]\nb = 1\n",
                                            "f", {"s"});
  CHECK_FALSE(found.problem);
  REQUIRE(found.entries.size() == 2);
  CHECK(command_of(found.entries[0]) == std::vector<std::string>{"x", "y"});
  CHECK(found.entries[0].find("n") == nullptr);
  REQUIRE(found.entries[0].find("env"));
  CHECK(*found.entries[0].find("env") == Item{Members{{"E", Item{"é"}}}});
  CHECK_FALSE(found.entries[1].is_table);

  const TomlEntries broken = entries_in_toml("a = 1\nb = \n", "f", {"s"});
  REQUIRE(broken.problem);
  CHECK(broken.problem->place.file == "f");
  CHECK(broken.problem->place.line == 2);
  CHECK(entries_in_toml("\ns = 1\n", "f", {"s"}).problem->place.line == 2);
}

TEST_CASE("with_toml_value: in the place of the one that is there, or below the others")
{
  const Path path = {"servers", "web", "instances"};
  CHECK(*with_toml_value("[servers.web] # mine\ncommand = [\"a\"]\ninstances = 2 # two\n\n# end\n",
                         path, "\"max\"")
        == "[servers.web] # mine\ncommand = [\"a\"]\ninstances = \"max\" # two\n\n# end\n");
  CHECK(*with_toml_value("[servers.web]\ncommand = \"a\" # why\n\n[servers.web.env]\nA = \"1\"\n",
                         path, "3")
        == "[servers.web]\ncommand = \"a\" # why\ninstances = 3\n\n[servers.web.env]\nA = \"1\"\n");
  CHECK(*with_toml_value("servers = { web = { instances = 1 } }", path, "3")
        == "servers = { web = { instances = 3 } }");
  CHECK_FALSE(with_toml_value("servers = { web = { command = \"a\" } }", path, "3"));
  CHECK_FALSE(with_toml_value("[servers.other]\n", path, "3"));
  CHECK_FALSE(with_toml_value("servers.web = ", path, "3"));
}

} // namespace mcpctl
