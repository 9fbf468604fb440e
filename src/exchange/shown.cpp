#include "exchange/shown.hpp"

#include "exchange/jsonc.hpp"
#include "exchange/secret_looks.hpp"
#include "model/line_diff.hpp"
#include "model/text.hpp"

#include <algorithm>
#include <set>

namespace mcpctl {

namespace {

constexpr std::string_view dots = "\"...\"";

void collect(const JsonNode& node, StringValue& so_far, std::vector<StringValue>& values)
{
  if (node.kind == JsonNode::Kind::string) {
    so_far.text = node.text;
    so_far.begin = node.begin;
    so_far.end = node.end;
    values.push_back(so_far);
    return;
  }
  for (const JsonMember& member : node.members) {
    so_far.path.push_back(member.key);
    so_far.previous.clear();
    collect(member.value, so_far, values);
    so_far.path.pop_back();
  }
  so_far.previous.clear();
  for (const JsonNode& element : node.elements) {
    collect(element, so_far, values);
    so_far.previous = element.text;
  }
}

bool is_environment(std::string_view key)
{
  return key == "env" || key == "environment";
}

bool looks_private(std::string_view name, std::string_view value)
{
  return looks_secret_name(name) || looks_secret_value(value);
}

std::vector<StringValue> strings_in(std::string_view text, Syntax syntax)
{
  return syntax == Syntax::json ? strings_in_json(text) : strings_in_toml(text);
}

// What the value is given as, "API_KEY" or "--api-key", and the value itself.
std::pair<std::string, std::string> name_and_value(const StringValue& value)
{
  if (value.text.starts_with('-')) {
    const std::size_t equals = std::min(value.text.find('='), value.text.size());
    return {value.text.substr(0, equals),
            equals < value.text.size() ? value.text.substr(equals + 1) : ""};
  }
  if (value.previous.starts_with('-') && value.previous.find('=') == std::string::npos)
    return {value.previous, value.text};
  return {value.path.empty() ? "" : value.path.back(), value.text};
}

// Tabs stay: they are how the file is indented.
std::string harmless_line(std::string_view line)
{
  if (line.ends_with('\r'))
    line.remove_suffix(1);
  std::string shown;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t tab = std::min(line.find('\t', begin), line.size());
    shown += harmless(line.substr(begin, tab - begin));
    if (tab < line.size())
      shown += '\t';
    begin = tab + 1;
  }
  return shown;
}

} // namespace

std::vector<StringValue> strings_in_json(std::string_view text)
{
  std::vector<StringValue> values;
  StringValue so_far;
  if (const JsoncText scanned = scan_jsonc(text, ""); scanned.root)
    collect(*scanned.root, so_far, values);
  return values;
}

bool is_private(const StringValue& value)
{
  if (std::any_of(value.path.begin(), value.path.end(), is_environment))
    return true;
  const std::string key = value.path.empty() ? "" : value.path.back();
  const std::size_t equals = value.text.find('=');
  const bool is_option = value.previous.starts_with('-')
                         && value.previous.find('=') == std::string::npos
                         && !value.text.starts_with('-');
  return looks_private(key, value.text) || (is_option && looks_private(value.previous, value.text))
         || (equals != std::string::npos
             && looks_private(value.text.substr(0, equals), value.text.substr(equals + 1)));
}

std::vector<std::string> shown_lines(std::string_view text, Syntax syntax)
{
  std::string shown(text);
  std::vector<StringValue> values = strings_in(text, syntax);
  std::sort(values.begin(), values.end(),
            [](const StringValue& a, const StringValue& b) { return a.begin > b.begin; });
  for (const StringValue& value : values) {
    if (!is_private(value))
      continue;
    const std::string_view hidden =
        std::string_view(shown).substr(value.begin, value.end - value.begin);
    const auto lines = static_cast<std::size_t>(std::count(hidden.begin(), hidden.end(), '\n'));
    shown.replace(value.begin, value.end - value.begin,
                  std::string(dots) + std::string(lines, '\n'));
  }
  std::vector<std::string> lines = lines_of(shown);
  std::transform(lines.begin(), lines.end(), lines.begin(),
                 [](const std::string& line) { return harmless_line(line); });
  return lines;
}

std::vector<std::string> secrets_gone(std::string_view before, std::string_view after,
                                      Syntax syntax)
{
  std::set<std::string> values;
  for (const StringValue& value : strings_in(after, syntax))
    values.insert(name_and_value(value).second);
  std::set<std::string> names;
  for (const StringValue& value : strings_in(before, syntax)) {
    const auto [name, text] = name_and_value(value);
    if (looks_secret(name, text) && !is_placeholder(text) && !values.contains(text))
      names.insert(name);
  }
  return {names.begin(), names.end()};
}

} // namespace mcpctl
