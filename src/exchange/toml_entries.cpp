#include "exchange/toml_edit.hpp"

#include <toml++/toml.h>

namespace mcpctl {

namespace {

std::optional<toml::table> parsed(std::string_view text)
{
  try {
    return toml::parse(text);
  } catch (const toml::parse_error&) {
    return std::nullopt;
  }
}

toml::node* node_at(toml::table& root, const Path& path)
{
  toml::node* node = &root;
  for (const std::string& key : path)
    node = node != nullptr && node->is_table() ? node->as_table()->get(key) : nullptr;
  return node;
}

std::optional<Item> item_of(const toml::node& node)
{
  if (const auto* text = node.as_string())
    return Item{text->get()};
  if (const toml::array* array = node.as_array()) {
    std::vector<std::string> texts;
    for (const toml::node& element : *array) {
      if (!element.is_string())
        return std::nullopt;
      texts.push_back(element.as_string()->get());
    }
    return Item{std::move(texts)};
  }
  const toml::table* table = node.as_table();
  if (table == nullptr)
    return std::nullopt;
  Members members;
  for (const auto& [key, below] : *table) {
    std::optional<Item> item = item_of(below);
    if (!item)
      return std::nullopt;
    members.push_back({std::string(key.str()), std::move(*item)});
  }
  return Item{std::move(members)};
}

} // namespace

TomlEntries entries_in_toml(std::string_view text, const std::string& file, const Path& path)
{
  TomlEntries found;
  try {
    toml::table root = toml::parse(text);
    const toml::node* servers = node_at(root, path);
    if (servers == nullptr)
      return found;
    if (!servers->is_table()) {
      const Place place = {file, servers->source().begin.line, servers->source().begin.column};
      found.problem = Diagnostic{.place = place, .message = path.back() + " is no table"};
      return found;
    }
    for (const auto& [key, node] : *servers->as_table()) {
      FoundEntry entry{.key = std::string(key.str()), .is_table = node.is_table()};
      if (const toml::table* table = node.as_table()) {
        for (const auto& [name, value] : *table)
          entry.members.push_back({std::string(name.str()), item_of(value)});
      }
      found.entries.push_back(std::move(entry));
    }
  } catch (const toml::parse_error& failure) {
    const toml::source_position& at = failure.source().begin;
    found.problem = Diagnostic{.place = {file, at.line, at.column},
                               .message = std::string(failure.description())};
  }
  return found;
}

bool same_toml_elsewhere(std::string_view one, std::string_view other, const Path& path,
                         const std::vector<std::string>& names)
{
  std::optional<toml::table> roots[] = {parsed(one), parsed(other)};
  for (std::optional<toml::table>& root : roots) {
    if (!root)
      return false;
    toml::node* node = node_at(*root, path);
    toml::table* servers = node == nullptr ? nullptr : node->as_table();
    if (servers == nullptr)
      continue;
    for (const std::string& name : names)
      servers->erase(name);
    if (servers->empty() && path.size() == 1)
      root->erase(path.front());
  }
  return *roots[0] == *roots[1];
}

} // namespace mcpctl
