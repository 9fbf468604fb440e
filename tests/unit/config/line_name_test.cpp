#include "config/line_name.hpp"

#include "config/shell_words.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("name_of_command: what the line is about")
{
  struct Row
  {
    std::string line;
    std::string name;
    std::string parent;
  };
  const Row rows[] = {
      {"/opt/notion/bin/server-notion --port 1", "server-notion", "bin"},
      {"server", "server", ""},
      {"./server.sh", "server", ""},
      {"python3 /srv/mail/server.py", "server", "mail"},
      {"python3.11 -u -W ignore server.py --x", "server", ""},
      {"python -m mcp_server.git --repo x", "mcp_server", ""},
      {"python -c 'print(1)'", "python", ""},
      {"node --require x build/index.js", "index", "build"},
      {"npx -y @scope/server-files@1.2.3 /srv", "server-files", ""},
      {"npx --package=x server-files@latest", "server-files", ""},
      {"uvx --from git+x mcp-server-git", "mcp-server-git", ""},
      {"uv --directory /x run server.py", "server", ""},
      {"deno run -A --allow-net main.ts", "main", ""},
      {"bash -c 'a | b'", "bash", ""},
      {"env A=1 node x/y.js", "y", "x"},
      {"java -Xmx1g -jar lib/notes.jar", "notes", "lib"},
      {"node", "node", ""},
      {"/x/all", "all-1", "x"},
      {"/x/a.service", "a.service-1", "x"},
      {"/x/-- ", "server", "x"},
      {"'/x/my server!'", "my-server", "x"},
      {"/x/日本", "server", "x"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.line);
    const LineName name = name_of_command(split_shell_words(row.line).words);
    CHECK(name.name == row.name);
    CHECK(name.parent == row.parent);
  }
  CHECK(name_of_command({std::string(100, 'x')}).name == std::string(64, 'x'));
}

TEST_CASE("name_of_line: what is assigned before the command is no name")
{
  CHECK(name_of_line("API_KEY=hunter2 TZ=UTC npx -y @scope/notes").name == "notes");
  CHECK(name_of_line("API_KEY='hunter 2' ./server.sh | tee log").name == "server");
  CHECK(name_of_line("API_KEY=hunter2").name == "server");
  CHECK(name_of_line("node x/y.js").parent == "x");
}

TEST_CASE("script_of_command: the file that an interpreter is given, and nothing else")
{
  struct Row
  {
    const char* line;
    const char* script;
  };
  const Row rows[] = {
      {"node build/index.js --port 1", "build/index.js"},
      {"/usr/bin/python3.11 -u app.py", "app.py"},
      {"node --require ./hook.js server.mjs", "server.mjs"},
      {"env A=1 node ./build", "./build"},
      {"bash /opt/run", "/opt/run"},
      {"java -jar server.jar", "server.jar"},
      {"uv run server.py", "server.py"},
      {"python -m notes.server", ""},
      {"python3 -c 'import x.py'", ""},
      {"sh -c ./x.sh", ""},
      {"npx -y @scope/server", ""},
      {"npx ./local.js", ""},
      {"uvx mcp-server-git", ""},
      {"bun run start", ""},
      {"deno run https://deno.land/x/server.ts", ""},
      {"/opt/server x.js", ""},
      {"node", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.line);
    CHECK(script_of_command(split_shell_words(row.line).words) == row.script);
  }
  CHECK(script_of_command({}).empty());
}
