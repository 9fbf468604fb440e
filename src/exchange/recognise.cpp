#include "exchange/recognise.hpp"

#include "config/content.hpp"
#include "config/parse_toml.hpp"
#include "exchange/disabled_list.hpp"
#include "exchange/json_text.hpp"
#include "exchange/read_server.hpp"

#include <algorithm>
#include <array>

namespace mcpctl {

namespace {

constexpr std::string_view looked_for =
    "looked for mcpServers, servers, mcp.servers, context_servers and mcp in JSON, for mcp_servers "
    "in TOML, and for one command a line; --from says which it is";

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

void report_unknown(const Source& source, const std::string& what, Problems& problems)
{
  problems.error({&source}, what, std::string(looked_for));
}

void report_unknown_json(const Source& source, const Value& root, Problems& problems)
{
  const Value* apps = value_at(root, {"apps"});
  const Array* array = apps != nullptr ? apps->array() : root.array();
  const bool is_process_list = array != nullptr && !array->empty()
                               && (value_at(array->front(), {"script"}) != nullptr
                                   || value_at(array->front(), {"pm2_env"}) != nullptr);
  if (is_process_list)
    problems.error({&source}, "importing PM2's files is not supported yet",
                   "mcpctl reads one command a line, and the clients' files");
  else
    report_unknown(source, "no MCP servers are in this file", problems);
}

std::optional<Foreign> read_json(const Source& source, const std::optional<Format>& forced,
                                 Problems& problems)
{
  const std::optional<Value> root = parse_json(source, problems);
  if (!root)
    return std::nullopt;
  std::optional<Foreign> found;
  if (root->table() != nullptr)
    found = Finder(source, *root).find(forced);
  if (!found && forced)
    report_unknown(source, "this is no configuration of " + std::string(title_of(*forced)),
                   problems);
  else if (!found)
    report_unknown_json(source, *root, problems);
  return found;
}

std::optional<Foreign> read_toml(const Source& source, Problems& problems)
{
  const std::optional<Table> root = parse_toml(source, problems);
  if (!root)
    return std::nullopt;
  const Entry* servers = root->find("mcp_servers");
  if (servers == nullptr || servers->value.table() == nullptr) {
    if (root->find("servers") != nullptr)
      problems.error({&source}, "this is mcpctl's own format",
                     "mcpctl -c " + source.file().shown + " apply");
    else
      report_unknown(source, "no MCP servers are in this file", problems);
    return std::nullopt;
  }
  Foreign foreign{.format = Format::codex};
  for (const Entry& entry : servers->value.table()->entries) {
    if (const Table* table = entry.value.table())
      foreign.servers.push_back(read_server(entry.key, entry.spot, *table));
    else
      foreign.others.push_back("mcp_servers." + entry.key);
  }
  for (const Entry& entry : root->entries) {
    if (entry.key != "mcp_servers")
      foreign.others.push_back(entry.key);
  }
  return foreign;
}

std::optional<Foreign> read_lines(const Source& source, Problems& problems)
{
  const std::size_t before = problems.errors();
  const FileContent content = read_command_lines(source, {}, problems);
  if (problems.errors() != before)
    return std::nullopt;
  if (content.servers.empty()) {
    report_unknown(source, "no MCP servers are in this file", problems);
    return std::nullopt;
  }
  Foreign foreign{.format = Format::one_a_line};
  for (const Definition& definition : content.servers)
    foreign.servers.push_back(read_server(definition.name, definition.spot, definition.table));
  return foreign;
}

struct NoText
{
  std::string what;
  std::string hint;
};

// What editors of Windows, and clients that have not kept anything yet, leave behind.
std::optional<NoText> why_no_text(std::string_view text)
{
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
    return NoText{"the file is empty", ""};
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff"))
    return NoText{"this is UTF-16", "iconv -f UTF-16 -t UTF-8"};
  return std::nullopt;
}

// The first byte that is neither space nor in a comment of JSON.
char first_significant(const std::string& text)
{
  const std::string strict = strict_json(text);
  const std::size_t at = strict.find_first_not_of(" \t\r\n");
  return at == std::string::npos ? '\0' : strict[at];
}

bool ends_with_one_of(const std::string& path, std::initializer_list<std::string_view> endings)
{
  return std::any_of(endings.begin(), endings.end(),
                     [&path](std::string_view ending) { return path.ends_with(ending); });
}

// No command begins with a bracket, and a table of TOML does.
bool has_table_header(const Source& source)
{
  for (unsigned number = 1; number <= source.line_count(); ++number) {
    const std::string_view line = source.line(number);
    const std::size_t at = line.find_first_not_of(" \t");
    if (at == std::string_view::npos || line[at] != '[')
      continue;
    if (line.find(']', at) != std::string_view::npos
        && line.find('{', at) == std::string_view::npos)
      return true;
  }
  return false;
}

} // namespace

std::optional<Foreign> read_foreign(const Source& source, const std::optional<Format>& forced,
                                    Problems& problems)
{
  const std::string& path = source.file().path;
  if (const auto why = why_no_text(source.file().text)) {
    problems.error({&source}, why->what, why->hint);
    return std::nullopt;
  }
  if (forced == Format::codex)
    return read_toml(source, problems);
  if (forced == Format::one_a_line)
    return read_lines(source, problems);
  if (forced || ends_with_one_of(path, {".json", ".jsonc", ".json5"})
      || first_significant(source.file().text) == '{')
    return read_json(source, forced, problems);
  if (ends_with_one_of(path, {".js", ".cjs", ".mjs", ".yml", ".yaml"})) {
    problems.error({&source}, "importing PM2's files is not supported yet",
                   "mcpctl reads one command a line, and the clients' files");
    return std::nullopt;
  }
  if (path.ends_with(".toml") || has_table_header(source))
    return read_toml(source, problems);
  if (first_significant(source.file().text) == '[')
    return read_json(source, forced, problems);
  return read_lines(source, problems);
}

} // namespace mcpctl
