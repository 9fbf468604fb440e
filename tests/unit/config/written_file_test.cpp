#include "config/written_file.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

WrittenServer web()
{
  return {.name = "web",
          .project = "",
          .mcpctl = "mcpctl",
          .full_name = "web",
          .keys = {{"type", "\"http\"", "-t"},
                   {"command", R"(["node", "x.js"])", "command"},
                   {"port", "0", "--port"}}};
}

std::string told(Place place, const std::string& message, const std::string& hint = "")
{
  const Diagnostics found = {
      {.place = std::move(place), .message = message, .hint = hint, .source_line = "line"}};
  return format_diagnostic(as_options(found, web(), "~/web.toml").front());
}

} // namespace

TEST_CASE("written_text: a key a line, under what it is")
{
  CHECK(written_text(web())
        == R"(# Written by mcpctl add. "mcpctl remove web" stops the server and deletes this file.
# It may be edited: "mcpctl apply" then.
[servers.web]
type = "http"
command = ["node", "x.js"]
port = 0
)");
  CHECK(is_written_by_us(written_text(web())));
  WrittenServer blog = web();
  blog.name = "v1.2";
  blog.project = "blog";
  CHECK(written_text(blog).find("\nproject = \"blog\"\n[servers.\"v1.2\"]\n") != std::string::npos);
}

TEST_CASE("as_options: problems are told of what was typed")
{
  CHECK(told({"~/web.toml", 6, 8, 1}, "port must be an integer from 1 to 65535")
        == "--port: error: port must be an integer from 1 to 65535\n");
  CHECK(told({"~/web.toml", 4, 1, 1}, "no port", "add port = NUMBER")
        == "-t: error: no port; add --port=NUMBER\n");
  CHECK(told({"~/web.toml", 3, 1, 1}, "who", R"(add user = "NAME", or user = "dynamic")")
        == "web: error: who; add --user=NAME, or --user=dynamic\n");
  CHECK(told({"~/web.toml", 5, 1, 1}, "not executable",
             R"(write command = ["node", "a b.js"], or make it executable)")
        == "command: error: not executable; -- node 'a b.js', or make it executable\n");
  CHECK(told({"~/mcp.toml", 5, 1, 1}, "what", "add port = 1")
        == "~/mcp.toml:5:1: error: what\n    5 | line\n      | ^ add port = 1\n");
}

TEST_CASE("servers_in, says_nothing: what is left in a file")
{
  CHECK(servers_in("[servers.b]\n[servers.a]\n[servers.a.env]\nX = \"1\"")
        == std::vector<std::string>{"b", "a"});
  CHECK(servers_in("x = ").empty());
  CHECK(says_nothing("# words\n"));
  CHECK(says_nothing("project = \"blog\"\n[servers]\n"));
  CHECK_FALSE(says_nothing("[defaults]\nport = 1\n"));
  CHECK_FALSE(says_nothing("[servers.a]\n"));
  CHECK_FALSE(says_nothing("x = "));
}

TEST_CASE("line_of_key: where to change something by hand")
{
  const std::string text = "# a\n[servers.a]\nport = 1\n\n[servers.\"b.c\"]\ninstances = 2\n";
  const KeyLine there = line_of_key(text, "b.c", "instances");
  CHECK(there.line == 6);
  CHECK(there.is_there);
  const KeyLine missing = line_of_key(text, "a", "instances");
  CHECK(missing.line == 2);
  CHECK_FALSE(missing.is_there);
  CHECK(line_of_key(text, "x", "instances").line == 0);
}

TEST_CASE("written file: a server within braces")
{
  const std::string text = "[servers]\na = { command = \"x\" }\n[servers.b]\ncommand = \"{\"\n";
  CHECK(line_of_key(text, "a", "instances").line == 2);
  CHECK(line_of_key(text, "a", "instances").in_braces);
  CHECK_FALSE(line_of_key(text, "b", "instances").in_braces);
}
