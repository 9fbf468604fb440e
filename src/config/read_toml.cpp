#include "config/content.hpp"
#include "config/key_table.hpp"
#include "config/parse_toml.hpp"
#include "config/toml_text.hpp"

namespace mcpctl {

namespace {

// A table of server keys with the profiles in it.
void check_server_table(Table& table, const std::string& path, Problems& problems)
{
  check_keys(table, "[" + path + "]", problems);
  for (Entry& entry : table.entries) {
    Table* profiles = std::get_if<Table>(&entry.value.data);
    if (entry.key != "profiles" || profiles == nullptr)
      continue;
    for (Entry& profile : profiles->entries) {
      Table* keys = std::get_if<Table>(&profile.value.data);
      if (keys == nullptr)
        continue;
      const std::string header = "[" + path + ".profiles." + toml_key(profile.key) + "]";
      for (Entry& nested : keys->entries) {
        if (nested.key == "profiles")
          problems.error(nested.spot, "a profile holds no profiles");
      }
      check_keys(*keys, header, problems);
    }
  }
}

void read_servers(Entry& entry, FileContent& content, Problems& problems)
{
  Table* servers = std::get_if<Table>(&entry.value.data);
  if (servers == nullptr) {
    problems.error(entry.spot, "servers must be tables, as in [servers.files]");
    return;
  }
  for (Entry& server : servers->entries) {
    Table* table = std::get_if<Table>(&server.value.data);
    if (table == nullptr) {
      const KeySpec* key = find_key(server.key);
      problems.error(server.spot, "\"" + server.key + "\" in [servers] must be a table",
                     key ? "keys stand below [servers.NAME]"
                         : "as in [servers." + toml_key(server.key) + "]");
      continue;
    }
    check_server_table(*table, "servers." + toml_key(server.key), problems);
    content.servers.push_back({std::move(server.key), server.spot, std::move(*table)});
  }
}

void read_defaults(Entry& entry, FileContent& content, Problems& problems)
{
  Table* defaults = std::get_if<Table>(&entry.value.data);
  if (defaults == nullptr) {
    problems.error(entry.spot, "defaults must be a table, as in [defaults]");
    return;
  }
  check_server_table(*defaults, "defaults", problems);
  content.defaults = std::move(*defaults);
}

void read_project(Entry& entry, FileContent& content, Problems& problems)
{
  const std::string* text = entry.value.text();
  if (text == nullptr) {
    problems.error(entry.value.spot, "project must be a string, as in \"blog\"");
    return;
  }
  if (const Result<ServerName> name = ServerName::parse(*text); !name)
    problems.error(entry.value.spot, "project \"" + *text + "\" " + name.error().what);
  else
    content.project = std::move(entry);
}

void read_profile(Entry& entry, FileContent& content, Problems& problems)
{
  const std::string* text = entry.value.text();
  if (text == nullptr || text->empty())
    problems.error(entry.value.spot, "profile must be a string, as in \"production\"");
  else
    content.profile = std::move(entry);
}

void report_top_level_key(const Entry& entry, Problems& problems)
{
  if (find_key(entry.key) != nullptr)
    problems.error(entry.spot, "\"" + entry.key + "\" stands outside of a server",
                   "it belongs below [servers.NAME] or [defaults]");
  else
    report_unknown_key(entry, "", {"project", "profile", "defaults", "servers"}, problems);
}

} // namespace

FileContent read_toml_file(const Source& source, Problems& problems)
{
  FileContent content{.source = &source};
  std::optional<Table> root = parse_toml(source, problems);
  if (!root)
    return content;
  for (Entry& entry : root->entries) {
    if (entry.key == "servers")
      read_servers(entry, content, problems);
    else if (entry.key == "defaults")
      read_defaults(entry, content, problems);
    else if (entry.key == "project")
      read_project(entry, content, problems);
    else if (entry.key == "profile")
      read_profile(entry, content, problems);
    else
      report_top_level_key(entry, problems);
  }
  return content;
}

} // namespace mcpctl
