#include "exchange/read_server.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace mcpctl {

std::optional<std::string> word_of(const Value& value)
{
  if (const std::string* text = value.text())
    return *text;
  if (const std::int64_t* integer = value.integer())
    return std::to_string(*integer);
  if (const double* number = value.number())
    return fmt::format("{}", *number);
  if (const bool* boolean = value.boolean())
    return *boolean ? "true" : "false";
  return std::nullopt;
}

namespace {

// The words of an array, if it holds nothing else.
std::optional<std::vector<std::string>> words_of(const Value& value)
{
  const Array* array = value.array();
  if (array == nullptr)
    return std::nullopt;
  std::vector<std::string> words;
  for (const Value& element : *array) {
    std::optional<std::string> word = word_of(element);
    if (!word)
      return std::nullopt;
    words.push_back(std::move(*word));
  }
  return words;
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words)
{
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 3> url_keys = {"url", "serverUrl", "httpUrl"};
constexpr std::array<std::string_view, 2> env_keys = {"env", "environment"};
constexpr std::array<std::string_view, 2> env_file_keys = {"envFile", "env_file"};
constexpr std::array<std::string_view, 2> type_keys = {"type", "transport"};
constexpr std::array<std::string_view, 2> local_types = {"stdio", "local"};

class Reading
{
public:
  Reading(const std::string& name, const Spot& spot) { server_.name = name, server_.spot = spot; }

  ForeignServer read(const Table& table)
  {
    server_.all = table.entries;
    for (const Entry& entry : table.entries) {
      if (!take(entry))
        server_.rest.push_back(entry);
    }
    join_command();
    return std::move(server_);
  }

private:
  // Whether the entry has a counterpart, and has been read.
  bool take(const Entry& entry)
  {
    const Value& value = entry.value;
    if (entry.key == "command")
      return take_command(value);
    if (entry.key == "args")
      return take_args(value);
    if (is_one_of(entry.key, env_keys))
      return take_env(value);
    if (entry.key == "env_vars")
      return take_forwarded(value);
    if (is_one_of(entry.key, env_file_keys))
      return take_env_file(value);
    if (is_one_of(entry.key, type_keys))
      return take_type(value);
    if (is_one_of(entry.key, url_keys))
      return take_url();
    return take_simple(entry);
  }

  bool take_simple(const Entry& entry)
  {
    const std::string* text = entry.value.text();
    const bool* boolean = entry.value.boolean();
    if (entry.key == "cwd" && text != nullptr)
      server_.cwd = *text;
    else if (entry.key == "description" && text != nullptr)
      server_.description = *text;
    else if (entry.key == "disabled" && boolean != nullptr)
      server_.enabled = server_.enabled && !*boolean;
    else if (entry.key == "enabled" && boolean != nullptr)
      server_.enabled = server_.enabled && *boolean;
    else
      return false;
    return true;
  }

  // A string; an array with the arguments; a table with path, args and env (Zed).
  bool take_command(const Value& value)
  {
    if (const Table* table = value.table())
      return take_command_table(*table);
    if (std::optional<std::vector<std::string>> words = words_of(value)) {
      command_ = std::move(*words);
      is_array_ = true;
      return !command_.empty();
    }
    if (value.text() == nullptr || value.text()->empty())
      return false;
    command_ = {*value.text()};
    return true;
  }

  bool take_command_table(const Table& table)
  {
    for (const Entry& entry : table.entries) {
      const std::string* text = entry.value.text();
      if (entry.key == "path" && text != nullptr && !text->empty())
        command_ = {*text};
      else if (!(entry.key == "args" && take_args(entry.value))
               && !(entry.key == "env" && take_env(entry.value)))
        server_.rest.push_back(entry);
    }
    return true;
  }

  bool take_args(const Value& value)
  {
    std::optional<std::vector<std::string>> words = words_of(value);
    if (words)
      args_ = std::move(*words);
    return words.has_value();
  }

  bool take_env(const Value& value)
  {
    const Table* table = value.table();
    if (table == nullptr)
      return false;
    for (const Entry& entry : table->entries)
      add_variable({entry.key, entry.value});
    return true;
  }

  // Names of variables that the client passes on (Codex).
  bool take_forwarded(const Value& value)
  {
    const std::optional<std::vector<std::string>> names = words_of(value);
    for (const std::string& name : names.value_or(std::vector<std::string>()))
      add_variable({name, {value.spot, "${" + name + "}"}});
    return names.has_value();
  }

  // A value of the file's own is stronger than one that is passed on.
  void add_variable(ForeignVariable variable)
  {
    const auto same =
        std::find_if(server_.env.begin(), server_.env.end(),
                     [&](const ForeignVariable& known) { return known.name == variable.name; });
    if (same == server_.env.end())
      server_.env.push_back(std::move(variable));
    else if (variable.value.text() == nullptr
             || *variable.value.text() != "${" + variable.name + "}")
      *same = std::move(variable);
  }

  bool take_env_file(const Value& value)
  {
    if (const std::string* text = value.text()) {
      server_.env_files.push_back(*text);
      return true;
    }
    std::optional<std::vector<std::string>> files = words_of(value);
    if (files)
      server_.env_files = std::move(*files);
    return files.has_value();
  }

  bool take_type(const Value& value)
  {
    const std::string* text = value.text();
    if (text == nullptr)
      return false;
    has_remote_type_ = !is_one_of(*text, local_types);
    return !has_remote_type_;
  }

  bool take_url()
  {
    has_url_ = true;
    return false;
  }

  void join_command()
  {
    server_.is_remote = command_.empty() && (has_url_ || has_remote_type_);
    if (command_.size() == 1 && args_.empty() && !is_array_) {
      server_.line = command_.front();
      return;
    }
    if (command_.empty()) {
      server_.rest = server_.all;
      return;
    }
    server_.words = std::move(command_);
    server_.words.insert(server_.words.end(), args_.begin(), args_.end());
  }

  ForeignServer server_;
  std::vector<std::string> command_;
  std::vector<std::string> args_;
  bool is_array_ = false;
  bool has_url_ = false;
  bool has_remote_type_ = false;
};

std::string text_at(const Table& table, std::string_view key)
{
  const Entry* entry = table.find(key);
  return entry == nullptr || entry->value.text() == nullptr ? "" : *entry->value.text();
}

} // namespace

ForeignServer read_server(const std::string& name, const Spot& spot, const Table& table)
{
  return Reading(name, spot).read(table);
}

std::vector<ForeignInput> read_inputs(const Value& value)
{
  std::vector<ForeignInput> inputs;
  for (const Value& element : value.array() ? *value.array() : Array{}) {
    const Table* table = element.table();
    if (table == nullptr)
      continue;
    ForeignInput input{
        .id = text_at(*table, "id"), .description = text_at(*table, "description"), .all = element};
    if (const Entry* fallback = table->find("default"); fallback && fallback->value.text())
      input.fallback = *fallback->value.text();
    const Entry* password = table->find("password");
    input.is_password = password && password->value.boolean() && *password->value.boolean();
    inputs.push_back(std::move(input));
  }
  return inputs;
}

} // namespace mcpctl
