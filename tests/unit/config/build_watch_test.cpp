#include "config/disk.hpp"
#include "config/print.hpp"
#include "config/read.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

Configuration read(const std::string& lines, const std::string& text = "")
{
  Disk disk;
  disk.folders.insert({"/home/u/src", "/srv/app"});
  disk.files["/home/u/app.json"] = "{}";
  return read_configuration({given_file("[servers.a]\ncommand = \"node\"\n" + lines + "\n" + text)},
                            disk.context());
}

std::string problem_of(const std::string& lines)
{
  const std::string text = shown(read(lines));
  return text.substr(0, text.find('\n'));
}

using Words = std::vector<std::string>;

} // namespace

TEST_CASE("watch: folders and files, relative to the file; true is cwd")
{
  const Configuration some = read(R"(watch = ["src", "/srv/app/", "app.json", "~/src"]
watch_ignore = "dist"
watch_delay_sec = 0.2)");
  CHECK(shown(some) == "");
  const Watch& watch = some.servers.at(0).watch;
  CHECK(watch.paths == Words{"/home/u/src", "/srv/app", "/home/u/app.json"});
  CHECK(watch.ignore == Words{"dist"});
  CHECK(watch.delay == std::chrono::milliseconds(200));
  CHECK(print_configuration(some).find("watch_ignore = [\"dist\"]\nwatch_delay_sec = \"200ms\"\n")
        != std::string::npos);
  CHECK(read("cwd = \"/srv\"\nwatch = true").servers.at(0).watch.paths == Words{"/srv"});
  CHECK(read("watch = false").servers.at(0).watch.paths.empty());
}

TEST_CASE("watch: what cannot be watched is an error")
{
  CHECK(problem_of("watch = \"gone\"")
        == "mcp.toml:3:9: error: watch: /home/u/gone does not exist");
  CHECK(problem_of("watch = \"/\"") == "mcp.toml:3:9: error: watch: / is everything there is");
  CHECK(problem_of("watch = 1")
        == "mcp.toml:3:9: error: watch must be true, a string or an array of strings, as in "
           "[\"src\"]");
}

TEST_CASE("watch_ignore: patterns that say something else than they seem to are errors")
{
  CHECK(problem_of("watch_ignore = \"!a\"")
        == "mcp.toml:3:16: error: watch_ignore begins with \"!\": what is ignored cannot be taken "
           "back");
  CHECK(problem_of("watch_ignore = [\"a/**/b\"]")
        == "mcp.toml:3:17: error: watch_ignore has \"**\" elsewhere than as \"**/\" in front or "
           "\"/**\" behind");
  CHECK(problem_of("watch_ignore = \"**/\"")
        == "mcp.toml:3:16: error: watch_ignore matches no name");
  CHECK(problem_of("watch_ignore = [\"**/a\", \"b/**\", \"*.c\"]") == "");
}

TEST_CASE("on_failure: a command like any other, looked up and remembered")
{
  const Configuration some = read("on_failure = \"npx 'tell me'\"");
  CHECK(shown(some) == "");
  const auto& command = some.servers.at(0).on_failure;
  REQUIRE(command);
  CHECK(command->argv == Words{"/usr/bin/npx", "tell me"});
  CHECK(command->written == "npx 'tell me'");
  CHECK(print_configuration(some).find("on_failure = [\"npx\", \"tell me\"]\n")
        != std::string::npos);
  CHECK(problem_of("on_failure = \"mail | cat\"")
        == "mcp.toml:3:20: error: on_failure: \"|\" needs a shell");
  CHECK(problem_of("on_failure = [\"gone\"]")
        == "mcp.toml:3:14: error: program \"gone\" is not in PATH");
  CHECK(problem_of("on_failure = []") == "mcp.toml:3:14: error: on_failure names no program");
}

TEST_CASE("watch and on_failure of a stdio server are errors in its tables, not in [defaults]")
{
  CHECK(problem_of("type = \"stdio\"\nwatch = true")
        == "mcp.toml:4:1: error: watch has no meaning in [servers.a], which is of type \"stdio\": "
           "started for each client");
  CHECK(problem_of("type = \"stdio\"\non_failure = \"node\"")
        == "mcp.toml:4:1: error: on_failure has no meaning in [servers.a], which is of type "
           "\"stdio\": started for each client");
  const Configuration some =
      read("type = \"stdio\"", "[defaults]\nwatch = true\non_failure = \"node\"\n");
  CHECK(shown(some) == "");
  CHECK(some.servers.at(0).watch.paths.empty());
  CHECK_FALSE(some.servers.at(0).on_failure);
}
