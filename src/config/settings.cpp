#include "config/settings.hpp"

#include <algorithm>

namespace mcpctl {

const Entry* Settings::find(std::string_view key) const
{
  for (auto layer = layers_.rbegin(); layer != layers_.rend(); ++layer) {
    if (const Entry* entry = (*layer)->find(key))
      return entry;
  }
  return nullptr;
}

const Value* Settings::get(std::string_view key) const
{
  const Entry* entry = find(key);
  return entry == nullptr || entry->bad ? nullptr : &entry->value;
}

const Entry* Settings::find_with(std::string_view key, std::string_view replaced_by) const
{
  for (auto layer = layers_.rbegin(); layer != layers_.rend(); ++layer) {
    if (const Entry* entry = (*layer)->find(key))
      return entry;
    if ((*layer)->find(replaced_by) != nullptr)
      return nullptr;
  }
  return nullptr;
}

std::vector<const Value*> Settings::all(std::string_view key) const
{
  std::vector<const Value*> values;
  for (const Table* layer : layers_) {
    const Entry* entry = layer->find(key);
    if (entry != nullptr && !entry->bad)
      values.push_back(&entry->value);
  }
  return values;
}

std::map<std::string, std::string> Settings::merged(std::string_view key) const
{
  std::map<std::string, std::string> names;
  for (const Value* value : all(key)) {
    for (const Entry& entry : value->table()->entries)
      names[entry.key] = *entry.value.text();
  }
  return names;
}

} // namespace mcpctl
