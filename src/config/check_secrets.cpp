// The names of secrets, and how each is delivered.
#include "config/check_value.hpp"
#include "config/secret_list.hpp"

#include <set>

namespace mcpctl {

namespace {

void add_table(const Table& table, std::vector<ListedSecret>& secrets)
{
  for (const Entry& entry : table.entries) {
    const Table* options = entry.value.table();
    const Entry* file = options == nullptr ? nullptr : options->find("file");
    const bool as_file =
        file != nullptr && file->value.boolean() != nullptr && *file->value.boolean();
    secrets.push_back({entry.key, as_file ? Delivery::file : Delivery::environment, entry.spot});
  }
}

void check_table_of_secrets(const Table& table, Problems& problems)
{
  for (const Entry& entry : table.entries) {
    const Table* options = entry.value.table();
    if (options == nullptr) {
      // What stands there may be the value itself.
      problems.hide(entry.value.spot);
      problems.error(entry.value.spot, entry.key + " in secrets must be a table",
                     "write { file = true }, or the name alone in an array");
      continue;
    }
    for (const Entry& option : options->entries) {
      if (option.key != "file")
        report_unknown_key(option, "secrets." + entry.key, {"file"}, problems);
      else if (option.value.boolean() == nullptr)
        problems.error(option.value.spot, "file must be true or false");
    }
  }
}

void check_elements(const Entry& entry, const KeySpec& key, Problems& problems)
{
  for (const Value& element : *entry.value.array()) {
    if (const Table* table = element.table())
      check_table_of_secrets(*table, problems);
    else if (element.text() == nullptr)
      report_type(element.spot, key, problems);
  }
}

} // namespace

std::vector<ListedSecret> read_secrets(const Value& value)
{
  std::vector<ListedSecret> secrets;
  if (const Table* table = value.table()) {
    add_table(*table, secrets);
    return secrets;
  }
  if (value.array() == nullptr)
    return secrets;
  for (const Value& element : *value.array()) {
    if (const std::string* name = element.text())
      secrets.push_back({*name, Delivery::environment, element.spot});
    else if (const Table* table = element.table())
      add_table(*table, secrets);
  }
  return secrets;
}

void check_secrets(const Entry& entry, const KeySpec& key, Problems& problems)
{
  if (entry.value.array() != nullptr)
    check_elements(entry, key, problems);
  else if (const Table* table = entry.value.table())
    check_table_of_secrets(*table, problems);
  else
    report_type(entry.value.spot, key, problems);
  std::set<std::string> names;
  for (const ListedSecret& secret : read_secrets(entry.value)) {
    if (const Result<SecretName> name = SecretName::parse(secret.name); !name.ok()) {
      problems.hide(secret.spot);
      problems.error(secret.spot, "the name of a secret " + name.error().what,
                     "the name stands here; its value is set by: mcpctl secret set");
    } else if (!names.insert(secret.name).second) {
      problems.error(secret.spot, "secret " + secret.name + " is listed twice");
    }
  }
}

} // namespace mcpctl
