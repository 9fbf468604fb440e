#include "config/written_file.hpp"

#include "config/key_table.hpp"
#include "config/option_value.hpp"
#include "config/parse_toml.hpp"
#include "config/shell_words.hpp"
#include "config/toml_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mcpctl {

namespace {

constexpr std::string_view first_words = "# Written by mcpctl";

std::string head_of(const WrittenServer& server)
{
  std::string head =
      fmt::format("{0} add. \"{1} remove {2}\" stops the server and deletes this file.\n"
                  "# It may be edited: \"{1} apply\" then.\n",
                  first_words, server.mcpctl, server.full_name);
  if (!server.project.empty())
    head += fmt::format("project = {}\n", toml_string(server.project));
  return head + fmt::format("[servers.{}]\n", toml_key(server.name));
}

// The places in it are good for nothing but their numbers.
std::optional<Table> parsed(std::string_view text)
{
  const SourceFile file{.path = "-", .shown = "-", .owner = "", .text = std::string(text)};
  const Source source(file, 0);
  Problems problems;
  return parse_toml(source, problems);
}

// The tables below [servers].
std::vector<Entry> server_tables(std::string_view text)
{
  const std::optional<Table> root = parsed(text);
  const Entry* servers = root ? root->find("servers") : nullptr;
  const Table* table = servers == nullptr ? nullptr : servers->value.table();
  return table == nullptr ? std::vector<Entry>{} : table->entries;
}

// Whether the line says `key = {`, in whatever spacing; a table's header does not.
bool opens_braces(std::string_view text, unsigned line)
{
  for (; line > 1; --line)
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  text = text.substr(0, text.find('\n'));
  const std::size_t equals = text.find('=');
  const std::size_t value = text.find_first_not_of(" \t", equals + 1);
  const std::size_t begin = text.find_first_not_of(" \t");
  return begin != std::string_view::npos && text[begin] != '[' && equals != std::string_view::npos
         && value != std::string_view::npos && text[value] == '{';
}

// `write command = ["node", "x.js"], or ...`: behind "--" the words stand as in a shell.
std::string command_hint(const std::string& hint)
{
  constexpr std::string_view before = "write command = ";
  const std::size_t end = hint.rfind(']');
  if (!hint.starts_with(before) || end == std::string::npos)
    return hint;
  const auto table = parsed("words = " + hint.substr(before.size(), end + 1 - before.size()));
  const Array* words = table ? table->entries.front().value.array() : nullptr;
  if (words == nullptr)
    return hint;
  std::vector<std::string> texts;
  for (const Value& word : *words)
    texts.push_back(word.text() == nullptr ? "" : *word.text());
  return "-- " + join_shell_words(texts) + hint.substr(end + 1);
}

// `add user = "NAME", or user = "dynamic"` is "add --user=NAME, or --user=dynamic".
std::string option_hint(std::string hint)
{
  constexpr std::string_view equals = " = ";
  for (std::size_t at = hint.find(equals); at != std::string::npos;
       at = hint.find(equals, at + 1)) {
    const std::size_t space = hint.rfind(' ', at - 1);
    const std::size_t begin = space == std::string::npos ? 0 : space + 1;
    const std::string key = hint.substr(begin, at - begin);
    if (find_key(key) == nullptr)
      continue;
    std::size_t value = at + equals.size();
    const std::size_t close = hint[value] == '"' ? hint.find('"', value + 1) : std::string::npos;
    if (close != std::string::npos) {
      hint.erase(close, 1);
      ++value;
    }
    hint.replace(begin, value - begin, option_name(key) + "=");
    at = begin;
  }
  return hint;
}

} // namespace

std::string written_text(const WrittenServer& server)
{
  std::string text = head_of(server);
  for (const WrittenKey& key : server.keys)
    text += fmt::format("{} = {}\n", key.key, key.value);
  return text;
}

bool is_written_by_us(std::string_view text)
{
  return text.starts_with(first_words);
}

bool says_nothing(std::string_view text)
{
  const std::optional<Table> root = parsed(text);
  return root && std::all_of(root->entries.begin(), root->entries.end(), [](const Entry& entry) {
           const Table* table = entry.value.table();
           return entry.key == "project"
                  || (entry.key == "servers" && table != nullptr && table->entries.empty());
         });
}

std::vector<std::string> servers_in(std::string_view text)
{
  std::vector<std::string> names;
  for (const Entry& server : server_tables(text))
    names.push_back(server.key);
  return names;
}

KeyLine line_of_key(std::string_view text, const std::string& server, std::string_view key)
{
  for (const Entry& each : server_tables(text)) {
    const Table* table = each.value.table();
    if (each.key != server || table == nullptr)
      continue;
    const Entry* entry = table->find(key);
    return {.line = entry == nullptr ? each.spot.line : entry->spot.line,
            .is_there = entry != nullptr,
            .in_braces = opens_braces(text, each.spot.line)};
  }
  return {};
}

Diagnostics as_options(Diagnostics diagnostics, const WrittenServer& server,
                       const std::string& file)
{
  const std::string head = head_of(server);
  const auto lines_before = static_cast<unsigned>(std::count(head.begin(), head.end(), '\n'));
  for (Diagnostic& diagnostic : diagnostics) {
    Place& place = diagnostic.place;
    if (place.file != file)
      continue;
    const bool of_key =
        place.line > lines_before && place.line - lines_before <= server.keys.size();
    const std::string option =
        of_key ? server.keys[place.line - lines_before - 1].option : server.full_name;
    diagnostic.hint = option_hint(command_hint(diagnostic.hint));
    place = {.file = option};
    diagnostic.source_line.clear();
  }
  return diagnostics;
}

} // namespace mcpctl
