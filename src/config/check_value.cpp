#include "config/check_value.hpp"

#include "config/nearest.hpp"
#include "config/scalars.hpp"
#include "model/calendar.hpp"
#include "model/date_format.hpp"
#include "units/quote.hpp"

#include <algorithm>

namespace mcpctl {

namespace {

std::vector<std::string_view> choices_of(const KeySpec& key)
{
  std::vector<std::string_view> choices;
  std::string_view rest = key.expected;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    choices.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return choices;
}

// `"always", "on-failure" or "no"`.
std::string describe_choices(const std::vector<std::string_view>& choices)
{
  std::string text;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (i > 0)
      text += i + 1 == choices.size() ? " or " : ", ";
    text += "\"" + std::string(choices[i]) + "\"";
  }
  return text;
}

bool is_control(char c)
{
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

bool is_space_or_control(char c)
{
  return c == ' ' || is_control(c);
}

// Whether the value is a string that says something; reports otherwise.
const std::string* expect_text(const Value& value, const KeySpec& key, Problems& problems)
{
  const std::string* text = value.text();
  if (text == nullptr)
    report_type(value.spot, key, problems);
  else if (text->empty())
    problems.error(value.spot, std::string(key.name) + " is empty");
  else
    return text;
  return nullptr;
}

// Whether the value is an array of strings; reports each element that is none.
bool expect_strings(const Value& value, const KeySpec& key, Problems& problems)
{
  const Array* array = value.array();
  if (array == nullptr) {
    report_type(value.spot, key, problems);
    return false;
  }
  bool all = true;
  for (const Value& element : *array) {
    if (element.text() != nullptr)
      continue;
    report_type(element.spot, key, problems);
    all = false;
  }
  return all;
}

// Whether it can be carried shows once it is absolute.
void check_path_text(const Value& value, const KeySpec& key, Problems& problems)
{
  const std::string* text = expect_text(value, key, problems);
  if (text != nullptr && text->find('\0') != std::string::npos)
    problems.error(value.spot, std::string(key.name) + " holds a NUL byte");
}

} // namespace

void report_type(const Spot& spot, const KeySpec& key, Problems& problems)
{
  problems.error(spot, std::string(key.name) + " must be " + std::string(key.expected));
}

void check_text(const Entry& entry, const KeySpec& key, Problems& problems)
{
  const std::string* text = expect_text(entry.value, key, problems);
  if (text != nullptr && std::any_of(text->begin(), text->end(), is_control))
    problems.error(entry.value.spot, entry.key + " holds control characters");
}

void check_description(const Entry& entry, const KeySpec& key, Problems& problems)
{
  const std::string* text = entry.value.text();
  if (text == nullptr)
    report_type(entry.value.spot, key, problems);
  else if (const auto why = why_description_not_carried(*text))
    problems.error(entry.value.spot, entry.key + " " + *why);
}

void check_path(const Entry& entry, const KeySpec& key, Problems& problems)
{
  check_path_text(entry.value, key, problems);
}

void check_paths(const Entry& entry, const KeySpec& key, Problems& problems)
{
  const Array* array = entry.value.array();
  if (array == nullptr)
    check_path_text(entry.value, key, problems);
  else if (expect_strings(entry.value, key, problems))
    for (const Value& element : *array)
      check_path_text(element, key, problems);
}

void check_calendar(const Entry& entry, const KeySpec& key, Problems& problems)
{
  const std::string* text = expect_text(entry.value, key, problems);
  if (text == nullptr)
    return;
  if (const Status status = check_calendar_event(*text); !status)
    problems.error(entry.value.spot, entry.key + ": " + status.error().what,
                   "systemd-analyze calendar EVENT tells what systemd understands");
}

void check_date_format(const Entry& entry, const KeySpec& key, Problems& problems)
{
  const std::string* text = expect_text(entry.value, key, problems);
  if (text == nullptr)
    return;
  if (const auto format = DateFormat::parse(*text); !format)
    problems.error(entry.value.spot, entry.key + ": " + format.error().what, format.error().mend);
}

void check_boolean(const Entry& entry, const KeySpec& key, Problems& problems)
{
  if (entry.value.boolean() == nullptr)
    report_type(entry.value.spot, key, problems);
}

void check_choice(const Entry& entry, const KeySpec& key, Problems& problems)
{
  const std::vector<std::string_view> choices = choices_of(key);
  const std::string* text = entry.value.text();
  if (text != nullptr && std::find(choices.begin(), choices.end(), *text) != choices.end())
    return;
  std::string hint;
  if (const auto nearest = text ? nearest_word(*text, choices) : std::nullopt)
    hint = "did you mean \"" + std::string(*nearest) + "\"?";
  problems.error(entry.value.spot, entry.key + " must be " + describe_choices(choices), hint);
}

void check_type(const Entry& entry, const KeySpec& key, Problems& problems)
{
  const std::string* text = entry.value.text();
  if (text != nullptr && *text == "sse")
    problems.error(entry.value.spot, "type \"sse\" is a remote server: it needs no unit",
                   "leave it to the clients' own configuration");
  else if (text != nullptr && text->starts_with("streamable"))
    problems.error(entry.value.spot, "type must be \"http\", \"stdio\" or \"none\"",
                   "did you mean \"http\"?");
  else
    check_choice(entry, key, problems);
}

void check_words(const Entry& entry, const KeySpec& key, Problems& problems)
{
  if (!expect_strings(entry.value, key, problems))
    return;
  for (const Value& element : *entry.value.array()) {
    if (const auto why = why_argument_not_carried(*element.text()))
      problems.error(element.spot, entry.key + " " + *why);
  }
}

void check_tags(const Entry& entry, const KeySpec& key, Problems& problems)
{
  if (!expect_strings(entry.value, key, problems))
    return;
  for (const Value& element : *entry.value.array()) {
    const std::string& tag = *element.text();
    if (tag.empty() || std::any_of(tag.begin(), tag.end(), is_space_or_control))
      problems.error(element.spot, "a tag is a word: not empty, without spaces");
  }
}

void check_names(const Entry& entry, const KeySpec& key, Problems& problems)
{
  if (!expect_strings(entry.value, key, problems))
    return;
  for (const Value& element : *entry.value.array()) {
    const Result<ServerName> name = ServerName::parse(*element.text());
    if (!name)
      problems.error(element.spot, "server name \"" + *element.text() + "\" " + name.error().what);
  }
}

void check_command(const Entry& entry, const KeySpec& key, Problems& problems)
{
  if (entry.value.array() == nullptr) {
    static_cast<void>(expect_text(entry.value, key, problems));
    return;
  }
  check_words(entry, key, problems);
  const Array& words = *entry.value.array();
  if (words.empty() || (words.front().text() != nullptr && words.front().text()->empty()))
    problems.error(entry.value.spot, entry.key + " names no program");
}

void check_account(const Entry& entry, const KeySpec& key, Problems& problems)
{
  const std::string* text = expect_text(entry.value, key, problems);
  const auto allowed = [](char c) { return !is_space_or_control(c) && c != '%' && c != ':'; };
  if (text != nullptr && !std::all_of(text->begin(), text->end(), allowed))
    problems.error(entry.value.spot, entry.key + " is no name of an account");
}

void check_instances(const Entry& entry, const KeySpec& key, Problems& problems)
{
  if (!read_instances(entry.value, 1))
    report_type(entry.value.spot, key, problems);
}

void check_port(const Entry& entry, const KeySpec& key, Problems& problems)
{
  if (!read_port(entry.value))
    report_type(entry.value.spot, key, problems);
}

void check_stream(const Entry& entry, const KeySpec& key, Problems& problems)
{
  const std::string* text = expect_text(entry.value, key, problems);
  if (text != nullptr && *text != "journal" && *text != "null")
    check_path_text(entry.value, key, problems);
}

void check_network(const Entry& entry, const KeySpec& key, Problems& problems)
{
  const std::string* text = entry.value.text();
  if (text != nullptr && *text != "any" && *text != "loopback" && *text != "none")
    report_type(entry.value.spot, key, problems);
  else if (text == nullptr)
    static_cast<void>(expect_strings(entry.value, key, problems));
}

void check_table(const Entry& entry, const KeySpec& key, Problems& problems)
{
  if (entry.value.table() == nullptr)
    report_type(entry.value.spot, key, problems);
}

void check_anything(const Entry&, const KeySpec&, Problems&) {}

void check_profiles(const Entry& entry, const KeySpec& key, Problems& problems)
{
  const Table* profiles = entry.value.table();
  if (profiles == nullptr) {
    report_type(entry.value.spot, key, problems);
    return;
  }
  for (const Entry& profile : profiles->entries) {
    if (profile.value.table() == nullptr)
      report_type(profile.value.spot, key, problems);
    if (profile.key == "none" || !ServerName::parse(profile.key))
      problems.error(profile.spot, "\"" + profile.key + "\" is no name for a profile");
  }
}

} // namespace mcpctl
