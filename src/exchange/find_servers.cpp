#include "exchange/find_servers.hpp"

#include "exchange/disabled_list.hpp"
#include "exchange/read_server.hpp"

#include <algorithm>

namespace mcpctl {

namespace {

bool is_object(const Entry& entry)
{
  return entry.value.table() != nullptr;
}

// The value at a path of keys; null if there is none.
const Value* value_at(const Value& root, std::initializer_list<std::string_view> path)
{
  const Value* value = &root;
  for (const std::string_view key : path) {
    const Table* table = value->table();
    const Entry* entry = table == nullptr ? nullptr : table->find(key);
    if (entry == nullptr)
      return nullptr;
    value = &entry->value;
  }
  return value;
}

const Table* table_at(const Value& root, std::initializer_list<std::string_view> path)
{
  const Value* value = value_at(root, path);
  return value == nullptr ? nullptr : value->table();
}

bool any_server_has(const Table& servers, std::initializer_list<std::string_view> keys)
{
  return std::any_of(servers.entries.begin(), servers.entries.end(), [&](const Entry& server) {
    const Table* table = server.value.table();
    return table != nullptr && std::any_of(keys.begin(), keys.end(), [table](std::string_view key) {
             return table->find(key) != nullptr;
           });
  });
}

bool holds(const Source& source, std::string_view text)
{
  return source.file().text.find(text) != std::string::npos;
}

// OpenCode's servers have a command that is an array, or a type of their own.
bool looks_like_opencode(const Table& servers)
{
  return std::any_of(servers.entries.begin(), servers.entries.end(), [](const Entry& server) {
    const Value* type = value_at(server.value, {"type"});
    const Value* command = value_at(server.value, {"command"});
    const bool is_its_type = type != nullptr && type->text() != nullptr
                             && (*type->text() == "local" || *type->text() == "remote");
    return is_its_type || (command != nullptr && command->array() != nullptr);
  });
}

// Whose `mcpServers` these are: told by what only one of the programs has.
Format owner_of_mcp_servers(const Source& source, const Value& root, const Table& servers)
{
  if (table_at(root, {"projects"}) != nullptr)
    return Format::claude_code;
  if (any_server_has(servers, {"serverUrl", "disabledTools"}))
    return Format::windsurf;
  if (any_server_has(servers, {"alwaysAllow", "autoApprove"}))
    return Format::cline;
  if (any_server_has(servers, {"httpUrl", "trust", "includeTools", "excludeTools"})
      || value_at(root, {"mcp", "allowed"}) != nullptr)
    return Format::gemini;
  if (holds(source, "${env:") || holds(source, "${workspaceFolder"))
    return Format::cursor;
  if (any_server_has(servers, {"type"}) || holds(source, ":-"))
    return Format::claude_code;
  return Format::claude_desktop;
}

// Reads the servers of the tables that a format keeps them in.
class Finder
{
public:
  Finder(const Source& source, const Value& root) : source_(source), root_(root) {}

  std::optional<Foreign> find(const std::optional<Format>& forced)
  {
    if (!find_tables(forced))
      return std::nullopt;
    if (forced)
      foreign_.format = *forced;
    disable_listed(foreign_, root_);
    for (const Entry& entry : root_.table()->entries) {
      if (std::find(used_.begin(), used_.end(), entry.key) == used_.end())
        foreign_.others.push_back(entry.key);
    }
    return std::move(foreign_);
  }

private:
  bool find_tables(const std::optional<Format>& forced)
  {
    if (forced == Format::codex)
      return false;
    if (forced == Format::vscode)
      return find_vscode();
    if (forced == Format::zed)
      return find_zed();
    if (forced == Format::opencode)
      return find_opencode();
    if (forced)
      return find_mcp_servers();
    return find_mcp_servers() || find_zed() || find_opencode() || find_vscode();
  }

  void read(const Table& servers, const std::string& project = {})
  {
    for (const Entry& entry : servers.entries) {
      const Table* table = entry.value.table();
      if (table == nullptr) {
        foreign_.others.push_back(entry.key);
        continue;
      }
      foreign_.servers.push_back(read_server(entry.key, entry.spot, *table));
      foreign_.servers.back().project = project;
    }
  }

  bool find_mcp_servers()
  {
    const Table* servers = table_at(root_, {"mcpServers"});
    if (servers != nullptr)
      read(*servers);
    const bool found_projects = read_projects();
    if (servers == nullptr && !found_projects)
      return false;
    used_.emplace_back("mcpServers");
    foreign_.format = owner_of_mcp_servers(source_, root_, servers ? *servers : Table{});
    return true;
  }

  // ~/.claude.json keeps each project's own servers below the project's folder.
  bool read_projects()
  {
    const Table* projects = table_at(root_, {"projects"});
    const auto has_servers = [](const Entry& project) {
      return table_at(project.value, {"mcpServers"}) != nullptr;
    };
    if (projects == nullptr
        || std::none_of(projects->entries.begin(), projects->entries.end(), has_servers))
      return false;
    used_.emplace_back("projects");
    for (const Entry& project : projects->entries) {
      const std::string path = "projects." + project.key;
      if (!has_servers(project)) {
        foreign_.others.push_back(path);
        continue;
      }
      read(*table_at(project.value, {"mcpServers"}), project.key);
      note_others(*project.value.table(), path, {"mcpServers"});
    }
    return true;
  }

  bool find_zed()
  {
    const Table* servers = table_at(root_, {"context_servers"});
    if (servers == nullptr)
      return false;
    used_.emplace_back("context_servers");
    foreign_.format = Format::zed;
    read(*servers);
    return true;
  }

  // Its second version keeps the servers below mcp.servers, as VS Code's settings do.
  bool find_opencode()
  {
    const Table* mcp = table_at(root_, {"mcp"});
    const Table* servers = table_at(root_, {"mcp", "servers"});
    const Table* found = servers != nullptr ? servers : mcp;
    if (found == nullptr || !looks_like_opencode(*found))
      return false;
    used_.emplace_back("mcp");
    foreign_.format = Format::opencode;
    read(*found);
    if (servers != nullptr)
      note_others(*mcp, "mcp", {"servers"});
    return true;
  }

  bool find_vscode()
  {
    const Table* own = table_at(root_, {"servers"});
    const Table* settings = table_at(root_, {"mcp", "servers"});
    const Table* servers = own != nullptr ? own : settings;
    if (servers == nullptr
        || !std::all_of(servers->entries.begin(), servers->entries.end(), is_object))
      return false;
    foreign_.format = Format::vscode;
    read(*servers);
    const Value* inputs =
        own != nullptr ? value_at(root_, {"inputs"}) : value_at(root_, {"mcp", "inputs"});
    if (inputs != nullptr)
      foreign_.inputs = read_inputs(*inputs);
    used_ = own != nullptr ? std::vector<std::string>{"servers", "inputs"}
                           : std::vector<std::string>{"mcp"};
    if (own == nullptr)
      note_others(*table_at(root_, {"mcp"}), "mcp", {"servers", "inputs"});
    return true;
  }

  void note_others(const Table& table, const std::string& path,
                   std::initializer_list<std::string_view> known)
  {
    for (const Entry& entry : table.entries) {
      if (std::find(known.begin(), known.end(), entry.key) == known.end())
        foreign_.others.push_back(path + "." + entry.key);
    }
  }

  const Source& source_;
  const Value& root_;
  Foreign foreign_;
  std::vector<std::string> used_;
};

} // namespace

std::optional<Foreign> find_servers(const Source& source, const Value& root,
                                    const std::optional<Format>& forced)
{
  return Finder(source, root).find(forced);
}

} // namespace mcpctl
