#include "exchange/pm2_find.hpp"

#include "config/paths.hpp"
#include "exchange/pm2_dump.hpp"
#include "exchange/pm2_keys.hpp"
#include "exchange/pm2_value.hpp"

#include <algorithm>

namespace mcpctl {

namespace {

bool has_any(const Table& app, std::initializer_list<std::string_view> keys)
{
  return std::any_of(keys.begin(), keys.end(),
                     [&app](std::string_view key) { return app.find(key) != nullptr; });
}

// Of an application that stands by itself: "command" alone may be anybody's.
bool has_script(const Table& app)
{
  return has_any(app, {"script", "exec"});
}

// As PM2 names an application without a name.
std::string name_by_script(const Table& app)
{
  for (const Entry& entry : app.entries) {
    const Pm2Key* key = find_pm2_key(entry.key);
    if (key == nullptr || key->name != "script" || is_nothing(entry.value))
      continue;
    std::string name = base_name(pm2_text(entry.value));
    const std::size_t dot = name.rfind('.');
    return dot == std::string::npos || dot == 0 ? name : name.substr(0, dot);
  }
  return "app";
}

// "env: { ...process.env }" copies the environment of import itself.
void reduce(Entry& entry, ForeignServer& server)
{
  auto* env = std::get_if<Table>(&entry.value.data);
  const bool is_env = entry.key == "env" || !pm2_profile(entry.key).empty();
  if (!is_env || env == nullptr || !is_copied_environment(*env))
    return;
  const std::vector<std::string> dropped = reduce_environment(*env);
  server.notes.push_back(entry.key + ": " + dropped_note(dropped));
}

ForeignServer read_app(const Value& value, const Table& app)
{
  const Entry* name = app.find("name");
  ForeignServer server{.spot = value.spot};
  server.name =
      name == nullptr || is_nothing(name->value) ? name_by_script(app) : pm2_text(name->value);
  server.all = app.entries;
  for (Entry& entry : server.all)
    reduce(entry, server);
  return server;
}

void read_apps(const Value& apps, Foreign& foreign)
{
  const Array single = apps.array() ? Array{} : Array{apps};
  for (const Value& element : apps.array() ? *apps.array() : single) {
    if (const Table* app = element.table())
      foreign.servers.push_back(read_app(element, *app));
    else
      foreign.others.push_back(pm2_text(element));
  }
}

// What stands beside the applications; in package.json that is everything else.
void read_beside(const Table& root, std::string_view apps, Foreign& foreign)
{
  for (const Entry& entry : root.entries) {
    if (entry.key == apps)
      continue;
    if (entry.key == "deploy" || entry.key == "static")
      foreign.beside.push_back(entry);
    else
      foreign.others.push_back(entry.key);
  }
}

bool is_app(const Value& value)
{
  return value.table() != nullptr && has_any(*value.table(), {"script", "exec", "cmd", "command"});
}

bool is_apps(const Value& value, bool is_said)
{
  const Array* apps = value.array();
  if (apps == nullptr)
    return is_app(value) || (is_said && value.table() != nullptr);
  return is_said || std::any_of(apps->begin(), apps->end(), is_app);
}

} // namespace

std::optional<Foreign> find_pm2_apps(const Value& root, bool is_said)
{
  Foreign foreign{.format = Format::pm2};
  if (is_process_list(root)) {
    foreign = read_process_list(root);
    return foreign;
  }
  if (const Table* table = root.table()) {
    for (const std::string_view key : {"apps", "pm2"}) {
      const Entry* apps = table->find(key);
      if (apps == nullptr || !is_apps(apps->value, is_said))
        continue;
      read_apps(apps->value, foreign);
      read_beside(*table, key, foreign);
      return foreign.servers.empty() ? std::nullopt : std::optional(std::move(foreign));
    }
    if (!has_script(*table) && !(is_said && is_app(root)))
      return std::nullopt;
  }
  if (!is_apps(root, is_said))
    return std::nullopt;
  read_apps(root, foreign);
  return foreign.servers.empty() ? std::nullopt : std::optional(std::move(foreign));
}

} // namespace mcpctl
