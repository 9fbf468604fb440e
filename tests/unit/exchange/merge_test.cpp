#include "exchange/merge.hpp"

#include <doctest/doctest.h>

namespace mcpctl {

namespace {

const char* const program = "/usr/local/bin/mcpctl";

MergeRequest request_for(std::string_view client, std::vector<ExportedServer> servers)
{
  MergeRequest request{.client = *find_client(client),
                       .servers = std::move(servers),
                       .scope = "--user",
                       .default_scope = "--user"};
  for (const ExportedServer& server : request.servers) {
    if (!server.command.empty())
      request.connectable.insert(server.command.back());
  }
  return request;
}

ExportedServer program_server(const std::string& name)
{
  return {.name = name, .command = {program, "connect", name}};
}

ExportedServer http_server(const std::string& url)
{
  return {.name = "web", .url = url};
}

std::vector<MergeStep> steps_of(std::string_view text, const MergeRequest& request)
{
  const Merge merged = merge(text, "f", request);
  CHECK_FALSE(merged.problem);
  return merged.steps;
}

using Steps = std::vector<MergeStep>;

} // namespace

TEST_CASE("merge: what happens to an entry")
{
  const MergeRequest request = request_for("cursor", {program_server("files")});
  const auto steps = [&](const std::string& entries) {
    return steps_of("{\"mcpServers\": {" + entries + "}}", request);
  };
  CHECK(steps("") == Steps{{EntryChange::add, "files", "files"}});
  CHECK(steps(R"("files": {"command": "/usr/local/bin/mcpctl", "args": ["connect", "files"]})")
        == Steps{{EntryChange::keep, "files", "files"}});
  CHECK(steps(R"("files": {"command": "/opt/old/mcpctl", "args": ["connect", "files"]})")
        == Steps{{EntryChange::update, "files", "files"}});
  CHECK(steps(R"("files": {"command": "npx", "args": ["-y", "files"]})")
        == Steps{{EntryChange::take_over, "files", "files"}});
  CHECK(steps(R"("files": null)") == Steps{{EntryChange::take_over, "files", "files"}});
  CHECK(steps(R"("files": {"url": "https://example.com"})")
        == Steps{{EntryChange::take_over, "files", "files"}});
}

TEST_CASE("merge: an entry is found under the name that the user gave it")
{
  const MergeRequest request = request_for("cursor", {program_server("files")});
  SUBCASE("it connects to the server")
  {
    const std::string text =
        R"({"mcpServers": {"mine": {"command": "mcpctl", "args": ["--user", "connect", "files"]}}})";
    CHECK(steps_of(text, request) == Steps{{EntryChange::update, "mine", "files"}});
  }
  SUBCASE("its name is what import made of it")
  {
    const MergeRequest imported = request_for("cursor", {program_server("My-Files")});
    CHECK(steps_of(R"({"mcpServers": {"My Files!": {"command": "npx"}}})", imported)
          == Steps{{EntryChange::take_over, "My Files!", "My-Files"}});
  }
  SUBCASE("it has the url")
  {
    CHECK(steps_of(R"({"mcpServers": {"mine": {"url": "http://127.0.0.1:1/mcp"}}})",
                   request_for("cursor", {http_server("http://127.0.0.1:1/mcp")}))
          == Steps{{EntryChange::keep, "mine", ""}});
  }
}

TEST_CASE("merge: what the client knows of a server stays, what starts it goes")
{
  const std::string before = R"({"mcpServers": {"files": {"disabled": true, "command": "npx", )"
                             R"("env": {"T": "x"}, "cwd": "/", "autoApprove": ["a"]}}})";
  const Merge merged = merge(before, "f", request_for("cline", {program_server("files")}));
  CHECK(merged.text
        == R"({"mcpServers": {"files": {"disabled": true, "command": "/usr/local/bin/mcpctl", )"
           R"("autoApprove": ["a"], "args": ["connect", "files"]}}})");
}

TEST_CASE("merge: what was added to an entry of ours by hand stays")
{
  const std::string before =
      R"({"mcpServers": {"files": {"command": "/usr/bin/mcpctl", "args": ["connect", "files"], )"
      R"("env": {"LANG": "C"}}, "web": {"url": "http://127.0.0.1:1/mcp", )"
      R"("headers": {"Authorization": "Bearer mine", "X-Team": "old"}}}})";
  ExportedServer web = http_server("http://127.0.0.1:2/mcp");
  web.headers = {{"X-Team", "new"}};
  const Merge merged = merge(before, "f", request_for("cursor", {program_server("files"), web}));
  CHECK(merged.text
        == R"({"mcpServers": {"files": {"command": "/usr/local/bin/mcpctl", )"
           R"("args": ["connect", "files"], "env": {"LANG": "C"}}, )"
           R"("web": {"url": "http://127.0.0.1:2/mcp", )"
           R"("headers": {"Authorization": "Bearer mine", "X-Team": "new"}}}})");
}

TEST_CASE("merge: another server's headers go with its url")
{
  const std::string before = R"({"mcpServers": {"web": {"url": "https://example.com/mcp", )"
                             R"("headers": {"Authorization": "Bearer x"}}}})";
  const Merge merged =
      merge(before, "f", request_for("cursor", {http_server("http://127.0.0.1:1/mcp")}));
  CHECK(merged.text == R"({"mcpServers": {"web": {"url": "http://127.0.0.1:1/mcp"}}})");
  CHECK(merged.steps == Steps{{EntryChange::take_over, "web", ""}});
}

TEST_CASE("merge: entries of servers that are gone")
{
  const std::string text =
      R"({"mcpServers": {"a": {"command": "mcpctl", "args": ["connect", "a"]}, )"
      R"("b": {"command": "mcpctl", "args": ["--system", "connect", "b"]}, )"
      R"("c": {"command": "mcpctl", "args": ["connect", "c"]}, )"
      R"("d": {"command": "other", "args": ["connect", "d"]}, )"
      R"("e": {"command": "mcpctl", "args": ["connect"]}}})";
  MergeRequest request = request_for("cursor", {});
  request.connectable = {"c"};
  CHECK(steps_of(text, request) == Steps{{EntryChange::gone, "a", "a"}});
  CHECK(merge(text, "f", request).text == text);
  request.prune = true;
  const Merge merged = merge(text, "f", request);
  CHECK(merged.steps == Steps{{EntryChange::prune, "a", "a"}});
  CHECK(merged.text == "{\"mcpServers\": {" + text.substr(text.find("\"b\"")));
}

TEST_CASE("merge: root's connect without an option means the system scope")
{
  const std::string text =
      R"({"mcpServers": {"a": {"command": "mcpctl", "args": ["connect", "a"]}}})";
  MergeRequest request = request_for("cursor", {});
  request.default_scope = "--system";
  CHECK(steps_of(text, request).empty());
  request.scope = "--system";
  CHECK(steps_of(text, request) == Steps{{EntryChange::gone, "a", "a"}});
}

TEST_CASE("merge: both shapes of OpenCode's file")
{
  const MergeRequest request = request_for("opencode", {program_server("a")});
  const std::string entry =
      R"({"type": "local", "command": ["/usr/local/bin/mcpctl", "connect", "a"]})";
  CHECK(merge(R"({"mcp": {"servers": {}}})", "f", request).text
        == "{\"mcp\": {\"servers\": {\"a\": " + entry + "}}}");
  CHECK(merge(R"({"mcp": {"servers": {"type": "local", "command": ["x"]}}})", "f", request).text
        == "{\"mcp\": {\"servers\": {\"type\": \"local\", \"command\": [\"x\"]}, \"a\": " + entry
               + "}}");
}

TEST_CASE("merge: a file that says something twice, or in another form, is left alone")
{
  struct Row
  {
    const char* text;
    unsigned column;
    const char* message;
  };
  const Row rows[] = {
      {R"([])", 1, "the file is no object"},
      {R"({"mcpServers": "x"})", 16, "\"mcpServers\" is no object"},
      {R"({"mcpServers": {"a": {}, "a": {}}})", 26, "\"a\" is given twice"},
      {R"({"mcpServers": {"a": {"env": {}, "env": {}}}})", 34, "\"env\" is given twice"},
      {R"({"mcpServers": {"a": 1)", 23, "the object is not closed"},
  };
  for (const Row& row : rows) {
    const Merge merged = merge(row.text, "f", request_for("cursor", {program_server("a")}));
    REQUIRE(merged.problem);
    CHECK(merged.problem->message == row.message);
    CHECK(merged.problem->place.column == row.column);
    CHECK(merged.text == row.text);
  }
}

TEST_CASE("merge: TOML that cannot be edited comes with what to write")
{
  const std::string text = "mcp_servers.a.command = \"x\"\n";
  const Merge merged = merge(text, "f", request_for("codex", {program_server("a")}));
  REQUIRE(merged.problem);
  CHECK(merged.text == text);
  CHECK(merged.to_paste
        == "[mcp_servers.a]\ncommand = \"/usr/local/bin/mcpctl\"\nargs = [\"connect\", \"a\"]\n");
}

} // namespace mcpctl
