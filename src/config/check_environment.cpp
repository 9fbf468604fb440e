// Names with values: env, headers, url.
#include "config/check_value.hpp"
#include "units/quote.hpp"

#include <algorithm>
#include <array>

namespace mcpctl {

namespace {

constexpr auto secret_words = std::to_array<std::string_view>({
    "TOKEN",
    "SECRET",
    "PASSWORD",
    "PASSWD",
    "API_KEY",
    "APIKEY",
    "ACCESS_KEY",
    "PRIVATE_KEY",
    "CREDENTIAL",
});

bool looks_secret(std::string name)
{
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return std::any_of(secret_words.begin(), secret_words.end(), [&name](std::string_view word) {
    return name.find(word) != std::string::npos;
  });
}

// Where a secret is, or how many tokens there may be: no secret, whatever the name.
bool is_plain(std::string_view value)
{
  const bool is_path = value.starts_with('/') || value.starts_with("~/") || value.starts_with("./");
  return is_path || (value.size() < 6 && std::all_of(value.begin(), value.end(), [](char c) {
                       return c >= '0' && c <= '9';
                     }));
}

// Why a value is no string, for someone who thinks of a shell's variables.
std::string string_hint(const Value& value)
{
  if (const std::int64_t* number = value.integer())
    return "write \"" + std::to_string(*number) + "\"";
  if (const bool* boolean = value.boolean())
    return std::string("write \"") + (*boolean ? "true" : "false") + "\"";
  return "put it in quotes";
}

void check_variable(const Entry& variable, Problems& problems)
{
  const std::string* text = variable.value.text();
  if (text == nullptr) {
    problems.error(variable.value.spot, variable.key + " in env must be a string",
                   string_hint(variable.value));
    return;
  }
  if (const auto why = why_environment_not_carried(variable.key, *text))
    problems.error(variable.spot, "\"" + variable.key + "\" in env: " + *why);
  if (looks_secret(variable.key) && !is_plain(*text)) {
    problems.hide(variable.value.spot);
    problems.warning(variable.spot, "\"" + variable.key + "\" looks like a secret",
                     "write secrets = [\"" + variable.key
                         + "\"] in its stead, and set it: mcpctl secret set SERVER "
                         + variable.key);
  }
  warn_of_expansion(variable.value, problems);
}

bool is_token_character(char c)
{
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
         || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool is_printable(char c)
{
  return static_cast<unsigned char>(c) >= 0x20 && c != 0x7f;
}

// RFC 9110, 5.1 and 5.5.
void check_header(const Entry& header, Problems& problems)
{
  const std::string* text = header.value.text();
  if (text == nullptr)
    problems.error(header.value.spot, header.key + " in headers must be a string",
                   string_hint(header.value));
  else if (!std::all_of(text->begin(), text->end(), is_printable))
    problems.error(header.value.spot, header.key + " in headers holds control characters");
  if (header.key.empty() || !std::all_of(header.key.begin(), header.key.end(), is_token_character))
    problems.error(header.spot, "\"" + header.key + "\" is no name of a header");
}

} // namespace

void warn_of_expansion(const Value& value, Problems& problems)
{
  const std::string* text = value.text();
  const std::size_t begin = text == nullptr ? std::string::npos : text->find("${");
  if (begin == std::string::npos)
    return;
  const std::size_t end = text->find('}', begin);
  if (end == std::string::npos)
    return;
  const std::string reference = text->substr(begin, end + 1 - begin);
  problems.warning(within(value, begin, reference.size()),
                   "\"" + reference + "\" is passed as it stands; use secrets or env_file");
}

void check_environment(const Entry& entry, const KeySpec& key, Problems& problems)
{
  const Table* table = entry.value.table();
  if (table == nullptr) {
    report_type(entry.value.spot, key, problems);
    return;
  }
  for (const Entry& variable : table->entries)
    check_variable(variable, problems);
}

void check_headers(const Entry& entry, const KeySpec& key, Problems& problems)
{
  const Table* table = entry.value.table();
  if (table == nullptr) {
    report_type(entry.value.spot, key, problems);
    return;
  }
  for (const Entry& header : table->entries)
    check_header(header, problems);
}

void check_url(const Entry& entry, const KeySpec& key, Problems& problems)
{
  const std::string* text = entry.value.text();
  if (text == nullptr) {
    report_type(entry.value.spot, key, problems);
    return;
  }
  if (!text->starts_with("http://") && !text->starts_with("https://"))
    problems.error(entry.value.spot, "url begins with neither http:// nor https://");
  else if (!std::all_of(text->begin(), text->end(), [](char c) { return c > ' ' && c < 0x7f; }))
    problems.error(entry.value.spot,
                   "url holds spaces, control characters or letters to be escaped");
}

} // namespace mcpctl
