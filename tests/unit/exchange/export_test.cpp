#include "exchange/export.hpp"

#include <doctest/doctest.h>

namespace mcpctl {

namespace {

Marker server(const std::string& id, ServerType type, const std::string& url = "")
{
  return {.id = *parse_instance_id(id),
          .origin = {"/home/u/.config/mcp/mcp.toml", 3},
          .type = type,
          .url = url};
}

ExportWorld world()
{
  return {.program = "/usr/bin/mcpctl",
          .headers = [](const Marker&) { return std::optional(Headers{}); }};
}

using Texts = std::vector<std::string>;

} // namespace

TEST_CASE("export_servers: programs connect, in the scope that they are of")
{
  ExportWorld here = world();
  const ClientProgram& client = *find_client("claude-desktop");
  CHECK(export_servers({server("files", ServerType::stdio)}, client, here).servers[0].command
        == Texts{"/usr/bin/mcpctl", "connect", "files"});
  here.scope = "--system";
  CHECK(export_servers({server("files", ServerType::stdio)}, client, here).servers[0].command
        == Texts{"/usr/bin/mcpctl", "--system", "connect", "files"});
}

TEST_CASE("export_servers: what is left out is said")
{
  const std::vector<Marker> markers = {server("web", ServerType::http, "http://127.0.0.1:1/mcp"),
                                       server("worker:1", ServerType::none),
                                       server("worker:2", ServerType::none)};
  const Exported exported = export_servers(markers, *find_client("claude-desktop"), world());
  CHECK(exported.servers.empty());
  CHECK(exported.remarks
        == Texts{"left out, for no client can reach a server without a type: worker",
                 "left out, for Claude Desktop takes only programs in its file: "
                 "web (http://127.0.0.1:1/mcp); add a url in its settings, under connectors"});
}

TEST_CASE("export_servers: of instances the first, or those asked for")
{
  const std::vector<Marker> markers = {server("web:1", ServerType::http, "http://127.0.0.1:1/mcp"),
                                       server("web:2", ServerType::http, "http://127.0.0.1:2/mcp"),
                                       server("web:3", ServerType::http, "http://127.0.0.1:3/mcp")};
  ExportWorld here = world();
  const Exported first = export_servers(markers, *find_client("zed"), here);
  REQUIRE(first.servers.size() == 1);
  CHECK(first.servers[0].name == "web");
  CHECK(first.servers[0].url == "http://127.0.0.1:1/mcp");
  CHECK(first.remarks
        == Texts{"web has several instances, and a client is told of the first; web:2 exports "
                 "another"});
  here.asked_for = {markers[1].id, markers[2].id};
  const Exported asked = export_servers({markers[1], markers[2]}, *find_client("zed"), here);
  REQUIRE(asked.servers.size() == 2);
  CHECK(asked.servers[0].name == "web-2");
  CHECK(asked.servers[1].name == "web-3");
  CHECK(asked.remarks.empty());
}

TEST_CASE("export_servers: headers, but no secret")
{
  ExportWorld here = world();
  here.headers = [](const Marker&) {
    return std::optional(
        Headers{{"X-Team", "tools"}, {"X-Api-Key", "1"}, {"X-Login", "Bearer abcdefgh"}});
  };
  const Marker web = server("web", ServerType::http, "http://127.0.0.1:1/mcp");
  const Exported exported = export_servers({web}, *find_client("gemini"), here);
  CHECK(exported.servers[0].headers == Headers{{"X-Team", "tools"}});
  CHECK(exported.remarks
        == Texts{"web: the header X-Api-Key looks like a secret and is left out; written there by "
                 "hand, it stays",
                 "web: the header X-Login looks like a secret and is left out; written there by "
                 "hand, it stays"});
  here.headers = [](const Marker&) { return std::optional<Headers>(); };
  CHECK(export_servers({web}, *find_client("gemini"), here).remarks
        == Texts{"web: /home/u/.config/mcp/mcp.toml cannot be read, so headers that it may set are "
                 "left out"});
}

TEST_CASE("export_servers: names that the client takes, each once")
{
  const std::vector<Marker> markers = {server("a.b", ServerType::stdio),
                                       server("a_b", ServerType::stdio)};
  const Exported exported = export_servers(markers, *find_client("codex"), world());
  REQUIRE(exported.servers.size() == 2);
  CHECK(exported.servers[0].name == "a_b");
  CHECK(exported.servers[1].name == "a_b_2");
  CHECK(exported.remarks
        == Texts{"a.b is called a_b there: Codex takes letters, digits, - and _",
                 "a_b is called a_b_2 there: Codex takes letters, digits, - and _"});
  CHECK(export_servers(markers, *find_client("zed"), world()).servers[0].name == "a.b");
}

} // namespace mcpctl
