#include "exchange/import.hpp"

#include "config/content.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

Imported import(const std::string& text, const std::string& path = "/home/u/x",
                const std::optional<Format>& from = std::nullopt)
{
  const SourceFile file{.path = path, .shown = "x", .owner = "", .text = text};
  return import_text(file, {.from = from,
                            .user = {},
                            .surroundings = {.home = "/home/u", .workspace = {}, .variable = {}}});
}

std::string complaints(const Imported& imported)
{
  std::string all;
  for (const Diagnostic& diagnostic : imported.diagnostics)
    all += format_diagnostic(diagnostic);
  return all;
}

} // namespace

TEST_CASE("import: told by its content")
{
  struct Row
  {
    const char* text;
    Format expected;
  };
  const Row rows[] = {
      {R"({"mcpServers": {"a": {"command": "x"}}})", Format::claude_desktop},
      {R"({"mcpServers": {"a": {"command": "x", "type": "stdio"}}})", Format::claude_code},
      {R"({"projects": {"/p": {"mcpServers": {"a": {"command": "x"}}}}})", Format::claude_code},
      {R"({"mcpServers": {"a": {"command": "x", "args": ["${env:A}"]}}})", Format::cursor},
      {R"({"mcpServers": {"a": {"serverUrl": "https://x"}}})", Format::windsurf},
      {R"({"mcpServers": {"a": {"command": "x", "autoApprove": []}}})", Format::cline},
      {R"({"mcpServers": {"a": {"httpUrl": "https://x"}}})", Format::gemini},
      {R"(// note
          {"servers": {"a": {"command": "x"},}})",
       Format::vscode},
      {R"({"mcp": {"servers": {"a": {"command": "x"}}}})", Format::vscode},
      {R"({"context_servers": {"a": {"command": "x"}}})", Format::zed},
      {R"({"mcp": {"a": {"type": "local", "command": ["x"]}}})", Format::opencode},
      {R"({"mcp": {"servers": {"a": {"type": "local", "command": ["x"]}}}})", Format::opencode},
      {"[mcp_servers.a]\ncommand = \"x\"\n", Format::codex},
      {"# list\nnode server.js\n", Format::one_a_line},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const Imported imported = import(row.text);
    CHECK(complaints(imported) == "");
    CHECK(name_of(imported.format) == name_of(row.expected));
    CHECK(imported.toml != "");
  }
}

TEST_CASE("import: what is none of the formats is refused, with what it is or what was looked for")
{
  const std::string looked_for = "looked for mcpServers, servers, mcp.servers, context_servers and "
                                 "mcp in JSON, for mcp_servers "
                                 "in TOML, for PM2's apps, and for one command a line; --from "
                                 "says which it is\n";
  const std::string javascript = "x: error: this is JavaScript, which node has to read\n";
  const std::string no_apps =
      "x: error: no applications of PM2 are in this file; PM2 reads apps, an "
      "array of them, or one alone with its script\n";
  CHECK(complaints(import("{}")) == "x: error: no MCP servers are in this file; " + looked_for);
  CHECK(complaints(import("[a]\nb = 1\n"))
        == "x: error: no MCP servers are in this file; " + looked_for);
  CHECK(complaints(import("# nothing\n"))
        == "x: error: no MCP servers are in this file; " + looked_for);
  CHECK(complaints(import("[servers.a]\ncommand = \"x\"\n", "/home/u/x.toml"))
        == "x: error: this is mcpctl's own format; mcpctl -c x apply\n");
  CHECK(complaints(import("[servers.a]\ncommand = \"x\"\n"))
        == "x: error: this is mcpctl's own format; give it a name that ends in .toml: "
           "mcpctl -c x.toml apply\n");
  CHECK(complaints(import(" [ ]\n")) == "x: error: the list is empty\n");
  CHECK(complaints(import(R"({"mcpServers": {}})"))
        == "x: error: no MCP servers are in this file\n");
  CHECK(complaints(import("module.exports = {}", "/home/u/ecosystem.config.js")) == javascript);
  CHECK(complaints(import("{}", "/home/u/x.json", Format::pm2)) == no_apps);
  CHECK(complaints(import("apps: []", "/home/u/x.yml")) == no_apps);
  CHECK(complaints(import("[]", "/home/u/x.json", Format::pm2)) == no_apps);
  CHECK(complaints(import(R"({"mcpServers": {"a": {"command": "x"}}})", "/home/u/x", Format::zed))
        == "x: error: this is no configuration of Zed; " + looked_for);
  CHECK(complaints(import("{\"mcpServers\": {\n  \"a\": 1,,\n}}", "/home/u/x"))
        == "x:2:10: error: syntax error while parsing object key - unexpected ','; expected string "
           "literal\n");
}

TEST_CASE("import: text of another kind is no list of commands")
{
  struct Row
  {
    std::string text;
    const char* expected;
  };
  const Row rows[] = {
      {"<!DOCTYPE html><html><head></head></html>", "x:1: error: this is no command: it looks like "
                                                    "HTML or XML; looked for "},
      {"\xef\xbb\xbf<svg/>", "x:1: error: this is no command: it looks like HTML or XML; looked"},
      {"\"mcpServers\": {\"a\": {\"command\": \"x\"}}",
       "x:1: error: this is no command: it looks like JSON; looked for "},
      {"# names\n\n  name: web\n",
       "x:3: error: this is no command: it looks like YAML; looked for "},
      {"!function(e){return e}(" + std::string(50000, '1') + ");",
       "x:1: error: this is no command: it looks like the text of a program; looked for "},
  };
  for (const Row& row : rows) {
    CAPTURE(row.expected);
    const Imported imported = import(row.text);
    CHECK(complaints(imported).starts_with(row.expected));
    CHECK(imported.toml == "");
  }
  for (const char* line : {"node server.js", "\"/opt/my servers/run\" --json '{\"a\": [1]}'",
                           "A=1 /srv/files/mcp-files /srv/shared"}) {
    CAPTURE(line);
    const Imported imported = import(line);
    CHECK(complaints(imported) == "");
    CHECK(imported.servers.size() == 1);
  }
}

TEST_CASE("import: PM2's applications, in each of the forms that PM2 takes")
{
  struct Row
  {
    const char* text;
    const char* path;
  };
  const Row rows[] = {
      {R"({"apps": [{"script": "x.js"}]})", "/srv/x"},
      {R"({"apps": {"script": "x.js"}})", "/srv/x.json"},
      {R"({"name": "p", "pm2": [{"script": "x.js"}]})", "/srv/package.json"},
      {R"([{"script": "x.js"}])", "/srv/x.json"},
      {R"({"script": "x.js"})", "/srv/x.json"},
      {R"([{"pm2_env": {"name": "x", "pm_exec_path": "/srv/x.js"}}])", "-"},
      {R"([{"name": "x", "pm_exec_path": "/srv/x.js"}])", "/home/u/.pm2/dump.pm2"},
      {"apps:\n- script: x.js", "/srv/ecosystem.config.yml"},
      {"script: x.js", "/srv/x.yaml"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const Imported imported = import(row.text, row.path);
    CHECK(complaints(imported) == "");
    CHECK(name_of(imported.format) == "pm2");
    CHECK(imported.servers == std::vector<std::string>{"x"});
  }
}

TEST_CASE("import: what pm2 prints before its list is skipped, and that is said")
{
  const std::string messages = "[PM2] Spawning PM2 daemon with pm2_home=/home/u/.pm2\n"
                               ">>>> In-memory PM2 is out-of-date, do:\n\n";
  const std::string list = "[{\"pm2_env\": {\"name\": \"x\", \"pm_exec_path\": \"/srv/x.js\"}}]\n";
  const Imported imported = import(messages + list, "-");
  CHECK(complaints(imported) == "");
  CHECK(imported.toml == import(list, "-").toml);
  CHECK(imported.remarks.front()
        == "3 lines of standard input before the list are no part of it, and skipped");
  CHECK(import("[PM2] Done\n" + list).remarks.front()
        == "1 line of x before the list is no part of it, and skipped");
  CHECK(imported.remarks.size() == import(list, "-").remarks.size() + 1);
  CHECK(complaints(import(messages + "[{\"pm2_env\": {\n:}}]"))
        == "x:5:1: error: syntax error while parsing object key - unexpected ':'; expected string "
           "literal\n");
  CHECK(complaints(import(messages + "[]")) == "x: error: the list is empty\n");
}

TEST_CASE("import: no value of PM2's becomes a line of ours")
{
  const Imported imported =
      import(R"({"apps": [{"name": "a]\n[servers.b]", "script": "x\nrestart = 1.js",
             "namespace": "t\n", "cwd": "/a\nb", "log_date_format": "\n", "watch": ["\n"],
             "env": {"A\nB": "1"}, "env_p\nq": {"A": "\n"}, "x\ny": "z\n", "io": "\n",
             "args": ["\n"], "max_memory_restart": "1\n", "cron_restart": "\n* * * * *"}]})",
             "/srv/x.json");
  const SourceFile file{.path = "/x", .shown = "x", .owner = "", .text = imported.toml};
  const Source source(file, 0);
  Problems problems;
  const FileContent content = read_toml_file(source, problems);
  CHECK(problems.errors() == 0);
  CHECK(content.servers.size() == 1);
  CHECK(imported.toml.find("\nrestart = 1") == std::string::npos);
}

TEST_CASE("import: what is no text is told as what it is")
{
  CHECK(complaints(import("")) == "x: error: the file is empty\n");
  CHECK(complaints(import(" \r\n")) == "x: error: the file is empty\n");
  CHECK(complaints(import(std::string("\xff\xfe{\0", 4)))
        == "x: error: this is UTF-16; iconv -f UTF-16 -t UTF-8\n");
}

TEST_CASE("import: no line of the file is shown with an error")
{
  const std::string json = complaints(import("{\"TOKEN\": \"ghp_secret\" oops}"));
  CHECK(json.find("x:1:2") != std::string::npos);
  CHECK(json.find("ghp_secret") == std::string::npos);
  const std::string toml = complaints(import("[mcp_servers.a]\nenv.TOKEN = \"ghp_secret\" oops\n"));
  CHECK(toml.find("x:2:") != std::string::npos);
  CHECK(toml.find("ghp_secret") == std::string::npos);
}

TEST_CASE("import: no secret is in what is written, wherever it stood")
{
  const char* texts[] = {
      "TOKEN=hunter2 TZ=UTC npx -y @scope/notes\n",
      "# for ghp_0123456789abcdefghijABCDEhunter2\nnode server.js\n",
      "node \"unbalanced --token hunter2\n",
      R"({"mcpServers": {"a": {"command": "x", "args": "--token hunter2"}}})",
      R"({"mcpServers": {"a": {"command": "x", "args": ["--config", "{\"apiKey\": \"hunter2\"}"]}}})",
      R"({"mcpServers": {"a": {"command": "x", "args": ["https://x/mcp?token=hunter2"]}}})",
      R"({"mcpServers": {"a": {"command": "x", "args": ["--header=X-Token: hunter2"]}}})",
      R"({"mcpServers": {"a": {"command": "x", "env": {"H": "{\"Authorization\": \"hunter2\"}"}}}})",
      R"({"mcpServers": {"a": {"command": "x", "env": {"TOKEN": {"value": "hunter2"}}}}})",
      R"({"mcpServers": {"a": {"command": "x", "auth": {"value": "hunter2"}}}})",
      R"({"mcpServers": {"a": {"command": "x", "description": "Password=hunter2"}}})",
      R"({"inputs": [{"id": "a", "password": true, "default": "hunter2"}],
          "servers": {"s": {"command": "x", "args": ["${input:a}", "--x=${input:a}"]}}})",
  };
  for (const char* text : texts) {
    CAPTURE(text);
    const Imported imported = import(text);
    CHECK(complaints(imported) == "");
    CHECK(imported.toml != "");
    CHECK(imported.toml.find("hunter2") == std::string::npos);
    for (const std::string& remark : imported.remarks)
      CHECK(remark.find("hunter2") == std::string::npos);
  }
}

TEST_CASE("import: what the client asks for among the arguments becomes a secret")
{
  const Imported imported = import(
      R"({"inputs": [{"id": "a", "description": "API key", "type": "promptString"},
                     {"id": "b", "description": "Region", "default": "eu"}],
          "servers": {"s": {"command": "x", "args": ["--x=${input:a}", "${input:b}"]}}})");
  CHECK(imported.toml.find(R"(args = ["-c", "exec x --x=\"$A\" eu"])") != std::string::npos);
  CHECK(imported.toml.find("secrets = [\"A\"]") != std::string::npos);
}

TEST_CASE("import: a field of a type that no client takes is told")
{
  const Imported imported =
      import(R"({"mcpServers": {"a": {"command": "x", "args": "y z", "timeout": "9"}}})");
  CHECK(
      imported.remarks
      == std::vector<std::string>{"a: fill in its args: it is not of the type that clients take"});
}

TEST_CASE("import: what has to be filled in is told with its place")
{
  const Imported imported =
      import("{\"mcpServers\": {\"a\": {\"command\": \"x\",\n\"args\": \"-u s3cret\"}}}");
  REQUIRE(imported.unfilled.size() == 1);
  CHECK(format_diagnostic(imported.unfilled[0])
        == "x:2:1: error: a: its args has to be filled in: it is not of the type that clients "
           "take\n");
  CHECK(import(R"({"mcpServers": {"a": {"command": "x"}}})").unfilled.empty());
}

TEST_CASE("import: servers that the file disables apart from where it defines them")
{
  struct Row
  {
    const char* what;
    const char* text;
    bool enabled;
  };
  const Row rows[] = {
      {"nothing", R"({"mcpServers": {"a": {"command": "x"}}})", true},
      {"Claude Code, of all projects",
       R"({"mcpServers": {"a": {"command": "x"}}, "disabledMcpServers": ["b", "a"]})", false},
      {"of another server",
       R"({"mcpServers": {"a": {"command": "x"}}, "disabledMcpServers": ["b"]})", true},
      {"of its project",
       R"({"projects": {"/p": {"mcpServers": {"a": {"command": "x"}}, "disabledMcpServers": ["a"]}}})",
       false},
      {"of another project",
       R"({"projects": {"/p": {"mcpServers": {"a": {"command": "x"}}}, "/q": {"disabledMcpServers": ["a"]}}})",
       true},
      {"Gemini CLI", R"({"mcpServers": {"a": {"command": "x"}}, "mcp": {"excluded": ["a"]}})",
       false},
      {"not among those allowed",
       R"({"mcpServers": {"a": {"command": "x"}}, "mcp": {"allowed": ["b"]}})", false},
      {"among those allowed",
       R"({"mcpServers": {"a": {"command": "x"}}, "mcp": {"allowed": ["a"]}})", true},
      {"the server itself", R"({"mcpServers": {"a": {"command": "x", "disabled": true}}})", false},
  };
  for (const Row& row : rows) {
    SUBCASE(row.what)
    {
      const Imported imported = import(row.text);
      CHECK(complaints(imported) == "");
      CHECK((imported.toml.find("enabled = false") == std::string::npos) == row.enabled);
    }
  }
}

TEST_CASE("workspace_of: the project that a file belongs to")
{
  CHECK(workspace_of("/srv/blog/.vscode/mcp.json", "/home/u") == "/srv/blog");
  CHECK(workspace_of("/srv/blog/.mcp.json", "/home/u") == "/srv/blog");
  CHECK(workspace_of("/srv/blog/opencode.json", "/home/u") == "/srv/blog");
  CHECK(workspace_of("/home/u/.cursor/mcp.json", "/home/u") == "");
  CHECK(workspace_of("/home/u/.config/opencode/opencode.json", "/home/u") == "");
  CHECK(workspace_of("/home/u/.config/Code/User/mcp.json", "/home/u") == "");
  CHECK(workspace_of("-", "/home/u") == "");
}

TEST_CASE("import: whom the servers run as, where that must be said")
{
  const SourceFile file{
      .path = "-", .shown = "-", .owner = "", .text = R"({"mcpServers": {"a": {"command": "x"}}})"};
  const Imported imported = import_text(file, {.from = {}, .user = "alice", .surroundings = {}});
  CHECK(imported.toml
        == "# From standard input (Claude Desktop), by mcpctl import.\n"
           "\n"
           "# whom the servers run as\n"
           "[defaults]\n"
           "user = \"alice\"\n"
           "\n"
           "[servers.a]\n"
           "type = \"stdio\"\n"
           "command = \"x\"\n");
}

TEST_CASE("import: a long line takes no longer than many short ones")
{
  std::string text = R"({"history": [)";
  for (unsigned i = 0; i < 200'000; ++i)
    text += R"({"a":1},)";
  text += R"({}], "mcpServers": {"a": {"command": "x"}}})";
  const Imported imported = import(text);
  CHECK(imported.servers == std::vector<std::string>{"a"});
}
