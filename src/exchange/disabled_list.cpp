#include "exchange/disabled_list.hpp"

#include <algorithm>
#include <array>

namespace mcpctl {

namespace {

constexpr std::array<std::string_view, 3> disabling = {"disabledMcpServers",
                                                       "disabledMcpjsonServers", "mcp.excluded"};

const Value* member(const Value& value, std::string_view key)
{
  const Table* table = value.table();
  const Entry* entry = table == nullptr ? nullptr : table->find(key);
  return entry == nullptr ? nullptr : &entry->value;
}

// "mcp.excluded" is "excluded" in "mcp".
const Value* at_path(const Value& root, std::string_view path)
{
  const std::size_t dot = path.find('.');
  const Value* value = member(root, path.substr(0, dot));
  return value == nullptr || dot == std::string_view::npos ? value
                                                           : member(*value, path.substr(dot + 1));
}

bool lists(const Value* list, const std::string& name)
{
  const Array* names = list == nullptr ? nullptr : list->array();
  return names != nullptr && std::any_of(names->begin(), names->end(), [&](const Value& value) {
           return value.text() != nullptr && *value.text() == name;
         });
}

bool is_disabled(const Value& root, const std::string& name)
{
  return std::any_of(disabling.begin(), disabling.end(),
                     [&](std::string_view path) { return lists(at_path(root, path), name); });
}

// Where there is such a list, and it is one, all others are disabled.
bool is_not_allowed(const Value& root, const std::string& name)
{
  const Value* allowed = at_path(root, "mcp.allowed");
  return allowed != nullptr && allowed->array() != nullptr && !lists(allowed, name);
}

} // namespace

void disable_listed(Foreign& foreign, const Value& root)
{
  const Value* projects = member(root, "projects");
  for (ForeignServer& server : foreign.servers) {
    const Value* project =
        projects == nullptr || server.project.empty() ? nullptr : member(*projects, server.project);
    const bool disabled = is_disabled(root, server.name) || is_not_allowed(root, server.name)
                          || (project != nullptr && is_disabled(*project, server.name));
    server.enabled = server.enabled && !disabled;
  }
}

} // namespace mcpctl
