#include "config/option_value.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

struct Row
{
  const char* key;
  std::vector<std::string> given;
  std::string expected;
};

} // namespace

TEST_CASE("option_value: what is given by the key's own type")
{
  const Row rows[] = {
      {"memory_max", {"200M"}, R"("200M")"},
      {"memory_max", {"200"}, R"("200")"},
      {"cpu_quota", {"50%"}, R"("50%")"},
      {"port", {"3001"}, "3001"},
      {"instances", {"3"}, "3"},
      {"instances", {"max"}, R"("max")"},
      {"tasks_max", {"64"}, "64"},
      {"tasks_max", {"infinity"}, R"("infinity")"},
      {"enabled", {"false"}, "false"},
      {"restart_sec", {"5"}, "5"},
      {"restart_sec", {"1.5"}, R"("1.5")"},
      {"restart_sec", {"5min 20s"}, R"("5min 20s")"},
      {"description", {"64"}, R"("64")"},
      {"description", {"true"}, R"("true")"},
      {"description", {"[x]"}, R"("[x]")"},
      {"description", {R"("in quotes")"}, R"("\"in quotes\"")"},
      {"description", {""}, R"("")"},
      {"description", {"a # b"}, R"("a # b")"},
      {"user", {"1000"}, R"("1000")"},
      {"cwd", {"/srv/a b"}, R"("/srv/a b")"},
      {"tags", {"work"}, R"(["work"])"},
      {"tags", {"work", "2"}, R"(["work", "2"])"},
      {"tags", {R"(["a", "b"])"}, R"(["a", "b"])"},
      {"env_file", {".env"}, R"("/here/.env")"},
      {"env_file", {"~/.env", "../b"}, R"(["~/.env", "/b"])"},
      {"env_file", {R"(["c"])"}, R"(["/here/c"])"},
      {"stdout", {"null"}, R"("null")"},
      {"stdout", {"web.log"}, R"("/here/web.log")"},
      {"watch", {"true"}, "true"},
      {"watch", {"src"}, R"("/here/src")"},
      {"watch_ignore", {"src"}, R"("src")"},
      {"after", {"db"}, R"(["db"])"},
      {"restart_prevent_exit_status", {"2"}, "2"},
      {"restart_prevent_exit_status", {"2", "SIGKILL"}, R"([2, "SIGKILL"])"},
      {"secrets", {"TOKEN"}, R"(["TOKEN"])"},
      {"secrets", {"{ CERT = { file = true } }"}, "{ CERT = { file = true } }"},
      {"systemd", {"{ Service = { Nice = 5 } }"}, "{ Service = { Nice = 5 } }"},
      {"on_failure", {"notify-send down"}, R"("notify-send down")"},
  };
  for (const Row& row : rows) {
    const KeySpec* key = find_key(row.key);
    REQUIRE(key != nullptr);
    CAPTURE(row.key);
    CAPTURE(row.expected);
    CHECK(option_value(*key, row.given, "/here") == row.expected);
  }
}

TEST_CASE("option_value: what the key does not take stays so, to be told")
{
  CHECK(option_value(*find_key("port"), {"70000"}, "/here") == "70000");
  CHECK(option_value(*find_key("port"), {"abc"}, "/here") == R"("abc")");
  CHECK(option_value(*find_key("port"), {"1", "2"}, "/here") == "[1, 2]");
  CHECK(option_value(*find_key("tags"), {"a b"}, "/here") == R"(["a b"])");
  CHECK(option_value(*find_key("enabled"), {"yes"}, "/here") == R"("yes")");
}

TEST_CASE("option_value: no value becomes another key")
{
  CHECK(option_value(*find_key("port"), {"1\nuser = \"root\""}, "/here")
        == R"("1\nuser = \"root\"")");
  CHECK(option_value(*find_key("port"), {"1 # comment"}, "/here") == "1");
  CHECK(option_value(*find_key("tags"), {"a\"]\nb = [\""}, "/here") == R"(["a\"]\nb = [\""])");
}

TEST_CASE("option_table: names with values")
{
  CHECK(option_table({"A=1", "B=x=y", "C="}) == R"({ A = "1", B = "x=y", C = "" })");
  CHECK(option_table({"A=1", "B=2", "A=3"}) == R"({ B = "2", A = "3" })");
  CHECK(option_table({"A.b=\"'\n%$"}) == R"({ "A.b" = "\"'\n%$" })");
  CHECK_FALSE(option_table({"A=1", "TOKEN"}));
  CHECK_FALSE(option_table({"=x"}));
}

TEST_CASE("option_choices: of keys that have some")
{
  CHECK(option_choices(*find_key("restart")) == "always on-failure no");
  CHECK(option_choices(*find_key("enabled")) == "true false");
  CHECK(option_choices(*find_key("cwd")).empty());
}

TEST_CASE("option_name: with hyphens")
{
  CHECK(option_name("restart_prevent_exit_status") == "--restart-prevent-exit-status");
}
