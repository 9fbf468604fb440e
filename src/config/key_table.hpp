// Every key that a server can have (mcp.toml(5)), with the check of its value. The table is the
// only list of them.
#pragma once

#include "config/problems.hpp"
#include "config/value.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

struct KeySpec;

// Reports what is wrong with the value alone; what depends on other keys is checked where servers
// are built.
using ValueCheck = void (*)(const Entry& entry, const KeySpec& key, Problems& problems);

struct KeySpec
{
  std::string_view name;
  ValueCheck check;
  std::string_view expected; // `a string, as in "200M"`; for choices: the words, parted by spaces
  bool supported = true;
};

[[nodiscard]] std::span<const KeySpec> key_table();
// Null when there is no such key.
[[nodiscard]] const KeySpec* find_key(std::string_view name);
[[nodiscard]] std::vector<std::string_view> key_names();

// Checks all entries of a table of server keys and marks the bad ones. `header` is how messages
// name the table: "[servers.files]".
void check_keys(Table& table, const std::string& header, Problems& problems);

// Unknown key: the nearest of `known` as hint.
void report_unknown_key(const Entry& entry, const std::string& header,
                        const std::vector<std::string_view>& known, Problems& problems);

} // namespace mcpctl
