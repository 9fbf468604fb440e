#include "exchange/client.hpp"

#include <doctest/doctest.h>

#include <set>

namespace mcpctl {

TEST_CASE("all_clients: each is found by its name, and has a file")
{
  std::vector<std::string_view> names;
  for (const ClientProgram& client : all_clients()) {
    names.push_back(client.name);
    CHECK(find_client(client.name) == &client);
    CHECK_FALSE(client.files.empty());
    CHECK_FALSE(client.path.empty());
    CHECK((!client.url_key.empty() || !client.instead.empty()));
  }
  CHECK(names
        == std::vector<std::string_view>{"claude-code", "claude-desktop", "cline", "codex",
                                         "cursor", "gemini", "opencode", "vscode", "windsurf",
                                         "zed"});
  CHECK(find_client("emacs") == nullptr);
}

TEST_CASE("for_file: the settings of VS Code hold the servers deeper")
{
  using Path = std::vector<std::string>;
  const ClientProgram& vscode = *find_client("vscode");
  CHECK(for_file(vscode, "/home/u/.config/Code/User/mcp.json").path == Path{"servers"});
  CHECK(for_file(vscode, "").path == Path{"servers"});
  CHECK(for_file(vscode, "settings.json").path == Path{"mcp", "servers"});
  CHECK(for_file(vscode, "/home/u/.config/Code/User/settings.json").path == Path{"mcp", "servers"});
  CHECK(for_file(*find_client("zed"), "settings.json").path == Path{"context_servers"});
}

TEST_CASE("file_of: the one that is there, or could be")
{
  std::set<std::string> there;
  const auto exists = [&there](const std::string& path) { return there.contains(path); };
  const HomeFolders folders = {"/home/u", "/home/u/.conf"};
  const ClientProgram& opencode = *find_client("opencode");
  CHECK(file_of(opencode, folders, exists) == "/home/u/.conf/opencode/opencode.json");
  there = {"/home/u/.conf/opencode", "/home/u/.conf/opencode/opencode.jsonc"};
  CHECK(file_of(opencode, folders, exists) == "/home/u/.conf/opencode/opencode.jsonc");
  const ClientProgram& cline = *find_client("cline");
  there = {"/home/u/.cline/data/settings"};
  CHECK(file_of(cline, folders, exists) == "/home/u/.cline/data/settings/cline_mcp_settings.json");
  CHECK(file_of(*find_client("claude-code"), folders, exists) == "/home/u/.claude.json");
}

} // namespace mcpctl
