#include "config/option_value.hpp"

#include "config/check_value.hpp"
#include "config/parse_toml.hpp"
#include "config/paths.hpp"
#include "config/toml_text.hpp"

#include <algorithm>

namespace mcpctl {

namespace {

Value text_value(const std::string& text)
{
  return Value{.spot = {}, .data = text};
}

// What the text is in TOML, where that is more than text.
std::optional<Value> literal(const std::string& text)
{
  if (text.empty() || text.find('\n') != std::string::npos)
    return std::nullopt;
  const SourceFile file{.path = "-", .shown = "-", .owner = "", .text = "value = " + text};
  const Source source(file, 0);
  Problems problems;
  std::optional<Table> table = parse_toml(source, problems);
  if (!table || table->entries.size() != 1)
    return std::nullopt;
  Value& value = table->entries.front().value;
  const bool is_more = value.integer() != nullptr || value.boolean() != nullptr
                       || value.array() != nullptr || value.table() != nullptr;
  return is_more ? std::optional(std::move(value)) : std::nullopt;
}

std::string toml_value(const Value& value)
{
  std::string inner;
  const auto separated = [&](std::string text) {
    inner += (inner.empty() ? "" : ", ") + std::move(text);
  };
  if (const auto* text = value.text())
    return toml_string(*text);
  if (const auto* integer = value.integer())
    return std::to_string(*integer);
  if (const auto* boolean = value.boolean())
    return *boolean ? "true" : "false";
  if (const auto* number = value.number())
    return std::to_string(*number);
  if (const auto* array = value.array()) {
    for (const Value& element : *array)
      separated(toml_value(element));
    return "[" + inner + "]";
  }
  if (const auto* table = value.table()) {
    for (const Entry& entry : table->entries)
      separated(toml_key(entry.key) + " = " + toml_value(entry.value));
    return inner.empty() ? "{}" : "{ " + inner + " }";
  }
  return toml_string("");
}

void put_at(const Spot& spot, Value& value)
{
  value.spot = spot;
  if (auto* array = std::get_if<Array>(&value.data)) {
    for (Value& element : *array)
      put_at(spot, element);
  } else if (auto* table = std::get_if<Table>(&value.data)) {
    for (Entry& entry : table->entries) {
      entry.spot = spot;
      put_at(spot, entry.value);
    }
  }
}

bool is_path(const KeySpec& key, const std::string& text)
{
  if (text.empty() || text.front() == '/' || text == "~" || text.starts_with("~/"))
    return false;
  if (key.check == check_stream)
    return text != "journal" && text != "null";
  return key.check == check_path || key.check == check_paths || key.check == check_watch;
}

// What a shell's user means by a relative path.
void make_absolute(const KeySpec& key, const std::string& folder, Value& value)
{
  if (auto* array = std::get_if<Array>(&value.data)) {
    for (Value& element : *array)
      make_absolute(key, folder, element);
  } else if (auto* text = std::get_if<std::string>(&value.data); text && is_path(key, *text)) {
    *text = join_path(folder, *text);
  }
}

enum class Fit { taken, right_type, wrong_type };

Fit fit(const KeySpec& key, const Value& value)
{
  const SourceFile nowhere{.path = "-", .shown = "-", .owner = "", .text = ""};
  const Source source(nowhere, 0);
  const Spot spot{&source, 1, 1};
  Entry entry{.key = std::string(key.name), .spot = spot, .value = value};
  put_at(spot, entry.value);
  Problems problems;
  key.check(entry, key, problems);
  if (problems.errors() == 0)
    return Fit::taken;
  Problems of_type;
  report_type(spot, key, of_type);
  const std::string wrong = of_type.sorted().front().message;
  const Diagnostics found = problems.sorted();
  return std::any_of(found.begin(), found.end(),
                     [&](const Diagnostic& problem) { return problem.message == wrong; })
             ? Fit::wrong_type
             : Fit::right_type;
}

// In the order in which they are tried.
std::vector<Value> readings_of(const std::vector<std::string>& given)
{
  Array texts;
  Array literals;
  for (const std::string& text : given) {
    texts.push_back(text_value(text));
    literals.push_back(literal(text).value_or(text_value(text)));
  }
  std::vector<Value> readings;
  if (given.size() == 1) {
    readings.push_back(literals.front());
    readings.push_back(texts.front());
  }
  readings.push_back(Value{.spot = {}, .data = std::move(literals)});
  readings.push_back(Value{.spot = {}, .data = std::move(texts)});
  return readings;
}

} // namespace

std::string option_value(const KeySpec& key, const std::vector<std::string>& given,
                         const std::string& folder)
{
  std::vector<Value> readings = readings_of(given);
  for (const Fit wanted : {Fit::taken, Fit::right_type}) {
    for (Value& value : readings) {
      if (fit(key, value) != wanted)
        continue;
      make_absolute(key, folder, value);
      return toml_value(value);
    }
  }
  return toml_value(readings.front());
}

std::optional<std::string> option_table(const std::vector<std::string>& given)
{
  std::vector<std::pair<std::string, std::string>> members;
  for (const std::string& text : given) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
      return std::nullopt;
    const std::string name = text.substr(0, equals);
    std::erase_if(members, [&](const auto& member) { return member.first == name; });
    members.emplace_back(name, text.substr(equals + 1));
  }
  std::string table;
  for (const auto& [name, value] : members)
    table += (table.empty() ? "" : ", ") + toml_key(name) + " = " + toml_string(value);
  return "{ " + table + " }";
}

std::string_view option_choices(const KeySpec& key)
{
  if (key.check == check_boolean)
    return "true false";
  return key.check == check_choice || key.check == check_type ? key.expected : std::string_view();
}

std::string option_name(std::string_view key)
{
  std::string name = "--" + std::string(key);
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

} // namespace mcpctl
