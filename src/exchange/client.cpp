#include "exchange/client.hpp"

#include <algorithm>

namespace mcpctl {

namespace {

std::string expanded(std::string_view file, const HomeFolders& folders)
{
  const std::string& folder = file.starts_with('@') ? folders.config : folders.home;
  return folder + std::string(file.substr(1));
}

std::string folder_of(const std::string& file)
{
  return file.substr(0, file.rfind('/'));
}

std::vector<ClientProgram> programs_of_the_desktop()
{
  return {
      {.name = "claude-desktop",
       .title = "Claude Desktop",
       .files = {"@/Claude/claude_desktop_config.json"},
       .path = {"mcpServers"},
       .instead = "its settings, under connectors"},
      {.name = "cursor",
       .title = "Cursor",
       .files = {"~/.cursor/mcp.json"},
       .path = {"mcpServers"},
       .url_key = "url",
       .headers_key = "headers"},
      {.name = "vscode",
       .title = "Visual Studio Code",
       .files = {"@/Code/User/mcp.json"},
       .path = {"servers"},
       .settings_path = {"mcp", "servers"},
       .stdio_type = "stdio",
       .url_key = "url",
       .http_type = "http",
       .headers_key = "headers"},
      {.name = "cline",
       .title = "Cline",
       .files = {"@/Code/User/globalStorage/saoudrizwan.claude-dev/settings/"
                 "cline_mcp_settings.json",
                 "~/.cline/data/settings/cline_mcp_settings.json"},
       .path = {"mcpServers"},
       .url_key = "url",
       .http_type = "streamableHttp",
       .headers_key = "headers"},
      {.name = "windsurf",
       .title = "Windsurf",
       .files = {"~/.codeium/windsurf/mcp_config.json"},
       .path = {"mcpServers"},
       .url_key = "serverUrl",
       .headers_key = "headers"},
      {.name = "zed",
       .title = "Zed",
       .files = {"@/zed/settings.json"},
       .path = {"context_servers"},
       .source = "custom",
       .url_key = "url",
       .headers_key = "headers"},
  };
}

std::vector<ClientProgram> programs_of_the_terminal()
{
  return {
      {.name = "claude-code",
       .title = "Claude Code",
       .files = {"~/.claude.json"},
       .path = {"mcpServers"},
       .stdio_type = "stdio",
       .url_key = "url",
       .http_type = "http",
       .headers_key = "headers",
       .only_words = true},
      {.name = "codex",
       .title = "Codex",
       .files = {"~/.codex/config.toml"},
       .syntax = Syntax::toml,
       .path = {"mcp_servers"},
       .url_key = "url",
       .headers_key = "http_headers",
       .only_words = true},
      {.name = "gemini",
       .title = "Gemini CLI",
       .files = {"~/.gemini/settings.json"},
       .path = {"mcpServers"},
       .url_key = "httpUrl",
       .headers_key = "headers"},
      {.name = "opencode",
       .title = "OpenCode",
       .files = {"@/opencode/opencode.json", "@/opencode/opencode.jsonc"},
       .path = {"mcp"},
       .newer_key = "servers",
       .stdio_type = "local",
       .one_command = true,
       .url_key = "url",
       .http_type = "remote",
       .headers_key = "headers"},
  };
}

} // namespace

const std::vector<ClientProgram>& all_clients()
{
  static const std::vector<ClientProgram> clients = [] {
    std::vector<ClientProgram> all = programs_of_the_desktop();
    for (ClientProgram& client : programs_of_the_terminal())
      all.push_back(std::move(client));
    std::sort(all.begin(), all.end(),
              [](const ClientProgram& a, const ClientProgram& b) { return a.name < b.name; });
    return all;
  }();
  return clients;
}

ClientProgram for_file(ClientProgram client, std::string_view file)
{
  const std::string_view name = file.substr(file.rfind('/') + 1);
  if (name == "settings.json" && !client.settings_path.empty())
    client.path = client.settings_path;
  return client;
}

const ClientProgram* find_client(std::string_view name)
{
  for (const ClientProgram& client : all_clients()) {
    if (client.name == name)
      return &client;
  }
  return nullptr;
}

std::string file_of(const ClientProgram& client, const HomeFolders& folders,
                    const std::function<bool(const std::string&)>& exists)
{
  std::vector<std::string> files;
  for (const std::string_view file : client.files)
    files.push_back(expanded(file, folders));
  auto found = std::find_if(files.begin(), files.end(), exists);
  if (found == files.end())
    found = std::find_if(files.begin(), files.end(),
                         [&](const std::string& file) { return exists(folder_of(file)); });
  return found == files.end() ? files.front() : *found;
}

} // namespace mcpctl
