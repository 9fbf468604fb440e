// The keys of one server after merging: a stronger layer replaces what a weaker one says, except
// that tables of names with values (env, headers) are merged name by name.
#pragma once

#include "config/value.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

class Settings
{
public:
  // `layers`: weakest first.
  explicit Settings(std::vector<const Table*> layers) : layers_(std::move(layers)) {}

  // What the strongest layer that has the key says, bad values included; null when none has it.
  [[nodiscard]] const Entry* find(std::string_view key) const;
  // The same for values only: null for a bad one, too.
  [[nodiscard]] const Value* get(std::string_view key) const;
  // `key`, unless `replaced_by` stands in a stronger layer.
  [[nodiscard]] const Entry* find_with(std::string_view key, std::string_view replaced_by) const;
  // All good values of the key, weakest first.
  [[nodiscard]] std::vector<const Value*> all(std::string_view key) const;
  // The strings of all layers' tables of that key, merged.
  [[nodiscard]] std::map<std::string, std::string> merged(std::string_view key) const;

private:
  std::vector<const Table*> layers_;
};

} // namespace mcpctl
