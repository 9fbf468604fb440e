// Changes one member of a TOML text; every other byte stays as it is.
#pragma once

#include "exchange/entry.hpp"
#include "exchange/jsonc_edit.hpp"
#include "model/diagnostic.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

struct TomlEntries
{
  std::vector<FoundEntry> entries;
  std::optional<Diagnostic> problem; // why the text cannot be read; its line is not shown
};
// The tables below `path`.
[[nodiscard]] TomlEntries entries_in_toml(std::string_view text, const std::string& file,
                                          const Path& path);

// `text` with `value` at `path`; what is new and a table gets a section of its own at the end.
// Nothing where the text's form leaves no safe place: keys with dots, a text that is no TOML.
[[nodiscard]] std::optional<std::string> with_toml_member(std::string_view text, const Path& path,
                                                          const Item& value);
// `text` with the value that `literal` is in TOML, a number or a string, at `path`: in the place of
// the one that is there, or on a line of its own in a section that is. Nothing where there is
// neither.
[[nodiscard]] std::optional<std::string> with_toml_value(std::string_view text, const Path& path,
                                                         const std::string& literal);
// `text` without the member at `path`, sections below it included. Comments stay.
[[nodiscard]] std::optional<std::string> without_toml_member(std::string_view text,
                                                             const Path& path);

// Whether two texts say the same, but for the tables of these names below `path`.
[[nodiscard]] bool same_toml_elsewhere(std::string_view one, std::string_view other,
                                       const Path& path, const std::vector<std::string>& names);

// The lines that add `value` at `path`, for somebody to paste.
[[nodiscard]] std::string toml_section(const Path& path, const Members& value,
                                       std::string_view newline);

} // namespace mcpctl
