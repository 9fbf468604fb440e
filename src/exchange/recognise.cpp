#include "exchange/recognise.hpp"

#include "config/content.hpp"
#include "config/other_text.hpp"
#include "config/parse_toml.hpp"
#include "exchange/find_servers.hpp"
#include "exchange/json_text.hpp"
#include "exchange/pm2_find.hpp"
#include "exchange/read_server.hpp"
#include "exchange/yaml_text.hpp"

#include <algorithm>
#include <array>

namespace mcpctl {

namespace {

constexpr std::string_view looked_for =
    "looked for mcpServers, servers, mcp.servers, context_servers and mcp in JSON, for mcp_servers "
    "in TOML, for PM2's apps, and for one command a line; --from says which it is";

void report_unknown(const Source& source, const std::string& what, Problems& problems)
{
  problems.error({&source}, what, std::string(looked_for));
}

void report_no_apps(const Source& source, Problems& problems)
{
  problems.error({&source}, "no applications of PM2 are in this file",
                 "PM2 reads apps, an array of them, or one alone with its script");
}

std::optional<Foreign> read_json(const Source& source, const std::optional<Format>& forced,
                                 Problems& problems)
{
  const std::optional<Value> root = parse_json(source, problems);
  if (!root)
    return std::nullopt;
  std::optional<Foreign> found;
  if (root->table() != nullptr && forced != Format::pm2)
    found = find_servers(source, *root, forced);
  if (!found && (!forced || forced == Format::pm2))
    found = find_pm2_apps(*root, forced == Format::pm2);
  if (!found && forced == Format::pm2)
    report_no_apps(source, problems);
  else if (!found && root->array() != nullptr && root->array()->empty())
    problems.error({&source}, "the list is empty");
  else if (!found && forced)
    report_unknown(source, "this is no configuration of " + std::string(title_of(*forced)),
                   problems);
  else if (!found)
    report_unknown(source, "no MCP servers are in this file", problems);
  return found;
}

std::optional<Foreign> read_yaml(const Source& source, Problems& problems)
{
  const std::optional<Value> root = parse_yaml(source, problems);
  if (!root)
    return std::nullopt;
  std::optional<Foreign> found = find_pm2_apps(*root, true);
  if (!found)
    report_no_apps(source, problems);
  return found;
}

void forget_places(Value& value, const Source& source)
{
  value.spot = {&source};
  if (auto* array = std::get_if<Array>(&value.data)) {
    for (Value& element : *array)
      forget_places(element, source);
  }
  if (auto* table = std::get_if<Table>(&value.data)) {
    for (Entry& entry : table->entries) {
      entry.spot = {&source};
      forget_places(entry.value, source);
    }
  }
}

// Another ending is that of a list of commands.
std::string how_to_apply(const SourceFile& file)
{
  const bool is_toml = file.path == "-" || file.path.ends_with(".toml");
  return (is_toml ? "" : "give it a name that ends in .toml: ") + std::string("mcpctl -c ")
         + file.shown + (is_toml ? "" : ".toml") + " apply";
}

std::optional<Foreign> read_toml(const Source& source, Problems& problems)
{
  const std::optional<Table> root = parse_toml(source, problems);
  if (!root)
    return std::nullopt;
  const Entry* servers = root->find("mcp_servers");
  if (servers == nullptr || servers->value.table() == nullptr) {
    if (root->find("servers") != nullptr)
      problems.error({&source}, "this is mcpctl's own format", how_to_apply(source.file()));
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

// Whether a line of the file is no command; the first one is reported.
bool is_other_text(const Source& source, Problems& problems)
{
  constexpr std::string_view around = " \t\r\xef\xbb\xbf"; // a byte order mark, too
  for (unsigned number = 1; number <= source.line_count(); ++number) {
    std::string_view line = source.line(number);
    line.remove_prefix(std::min(line.find_first_not_of(around), line.size()));
    line = line.substr(0, line.find_last_not_of(" \t\r") + 1);
    const auto other = line.empty() || line.starts_with('#') ? std::nullopt : other_text(line);
    if (!other)
      continue;
    problems.error({&source, number}, "this is no command: it looks like " + std::string(*other),
                   std::string(looked_for));
    return true;
  }
  return false;
}

std::optional<Foreign> read_lines(const Source& source, Problems& problems)
{
  const std::size_t before = problems.errors();
  if (is_other_text(source, problems))
    return std::nullopt;
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
    const std::size_t end = line.find(']', at);
    if (end != std::string_view::npos && line.find('{', at) == std::string_view::npos
        && line.find_first_not_of(" \t", at + 1) < end)
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
  const bool may_be_pm2 = !forced || forced == Format::pm2;
  if (may_be_pm2 && ends_with_one_of(path, {".yml", ".yaml"}))
    return read_yaml(source, problems);
  if (may_be_pm2 && ends_with_one_of(path, {".js", ".cjs", ".mjs"})) {
    problems.error({&source}, "this is JavaScript, which node has to read");
    return std::nullopt;
  }
  if (forced || ends_with_one_of(path, {".json", ".jsonc", ".json5"})
      || first_significant(source.file().text) == '{')
    return read_json(source, forced, problems);
  if (path.ends_with(".toml") || has_table_header(source))
    return read_toml(source, problems);
  if (first_significant(source.file().text) == '[')
    return read_json(source, forced, problems);
  return read_lines(source, problems);
}

std::optional<Foreign> read_evaluated(const Source& source, Problems& problems)
{
  std::optional<Value> root = parse_json(source, problems);
  if (!root)
    return std::nullopt;
  forget_places(*root, source);
  std::optional<Foreign> found = find_pm2_apps(*root, true);
  if (!found)
    report_no_apps(source, problems);
  return found;
}

} // namespace mcpctl
