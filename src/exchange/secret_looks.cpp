#include "exchange/secret_looks.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace mcpctl {

namespace {

bool is_lower(char c)
{
  return c >= 'a' && c <= 'z';
}

bool is_upper(char c)
{
  return c >= 'A' && c <= 'Z';
}

bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

bool is_alphanumeric(char c)
{
  return is_lower(c) || is_upper(c) || is_digit(c);
}

std::string uppercase(std::string_view text)
{
  std::string upper(text);
  for (char& c : upper)
    c = is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
  return upper;
}

// "apiKey", "API_KEY" and "--api-key" are API and KEY.
std::vector<std::string> words_of_name(std::string_view name)
{
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool begins = is_upper(name[i]) && i > 0 && is_lower(name[i - 1]);
    if ((begins || !is_alphanumeric(name[i])) && !words.back().empty())
      words.emplace_back();
    if (is_alphanumeric(name[i]))
      words.back() += uppercase(name.substr(i, 1));
  }
  if (words.size() > 1 && words.back().empty())
    words.pop_back();
  return words;
}

constexpr auto secret_words = std::to_array<std::string_view>(
    {"TOKEN",  "SECRET",      "SECRETS",     "PASSWORD", "PASSWD", "PASS",
     "PWD",    "PW",          "PASSPHRASE",  "KEY",      "APIKEY", "APITOKEN",
     "PAT",    "CREDENTIAL",  "CREDENTIALS", "AUTH",     "BEARER", "AUTHORIZATION",
     "COOKIE", "ACCESSTOKEN", "SECRETKEY",   "DSN"});

// "PGPASSWORD", "AUTHTOKEN".
bool ends_secret(std::string_view word)
{
  constexpr auto endings = std::to_array<std::string_view>(
      {"TOKEN", "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "APIKEY"});
  return std::any_of(endings.begin(), endings.end(),
                     [word](std::string_view ending) { return word.ends_with(ending); });
}

// A name that ends so tells where a secret is, or of what kind.
constexpr auto harmless_endings = std::to_array<std::string_view>(
    {"FILE",  "PATH",   "DIR",    "FOLDER",  "URL",     "URI",  "ENDPOINT", "TYPE",
     "MODE",  "TTL",    "LIMIT",  "COUNT",   "TIMEOUT", "NAME", "LENGTH",   "SIZE",
     "SCOPE", "SCOPES", "METHOD", "ENABLED", "HOST",    "VAR",  "VARS"});

// Variables that shells set, or that programs are found and run by: no secret can be in them.
constexpr auto names_in_use = std::to_array<std::string_view>(
    {"PATH", "HOME", "USER", "LOGNAME", "SHELL", "PWD", "OLDPWD", "IFS", "ENV", "UID", "EUID",
     "PPID", "LANG", "TERM", "TMPDIR", "TZ", "PORT", "LD_PRELOAD", "LD_LIBRARY_PATH"});

constexpr auto prefixes = std::to_array<std::string_view>(
    {"ghp_",     "gho_",     "ghu_",     "ghs_",   "ghr_",      "github_pat_", "glpat-", "sk-",
     "sk_live_", "sk_test_", "rk_live_", "xoxb-",  "xoxp-",     "xoxa-",       "xapp-",  "ntn_",
     "secret_",  "AKIA",     "ASIA",     "AIza",   "hf_",       "npm_",        "pypi-",  "lin_api_",
     "dop_v1_",  "shpat_",   "figd_",    "tvly-",  "pplx-",     "gsk_",        "xai-",   "SG.",
     "ATATT",    "sntrys_",  "Bearer ",  "Basic ", "-----BEGIN"});

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& words, std::string_view word)
{
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool has_prefix(std::string_view value)
{
  constexpr std::size_t shortest = 10;
  return value.size() >= shortest
         && std::any_of(prefixes.begin(), prefixes.end(),
                        [value](std::string_view prefix) { return value.starts_with(prefix); });
}

// header.payload.signature, the first of which is an object of JSON in base64.
bool is_json_token(std::string_view value)
{
  return value.starts_with("eyJ") && value.size() > 30
         && std::count(value.begin(), value.end(), '.') == 2;
}

// "scheme://user:password@host"; nothing where there is no password.
struct UrlPassword
{
  std::size_t begin = std::string_view::npos;
  std::size_t length = 0;
};

UrlPassword password_in(std::string_view url)
{
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos)
    return {};
  const std::size_t begin = scheme + 3;
  const std::string_view authority = url.substr(begin, url.find_first_of("/?#", begin) - begin);
  const std::size_t at = authority.rfind('@');
  const std::size_t colon = authority.find(':');
  if (at == std::string_view::npos || colon == std::string_view::npos || colon + 1 >= at)
    return {};
  return {begin + colon + 1, at - colon - 1};
}

int kind_of(char c)
{
  return is_digit(c) ? 0 : is_lower(c) ? 1 : is_upper(c) ? 2 : 3;
}

// Random letters and digits change their kind all the time, words and versions seldom.
bool is_random(std::string_view value)
{
  constexpr std::size_t shortest = 24;
  constexpr std::string_view punctuation = "_-+=.";
  if (value.size() < shortest)
    return false;
  std::size_t changes = 0;
  std::array<bool, 4> seen{};
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (!is_alphanumeric(value[i]) && punctuation.find(value[i]) == std::string_view::npos)
      return false;
    seen.at(static_cast<std::size_t>(kind_of(value[i]))) = true;
    changes += i > 0 && kind_of(value[i]) != kind_of(value[i - 1]) ? 1 : 0;
  }
  const bool is_mixed = seen[0] && seen[1] && (seen[2] || !seen[3]);
  return is_mixed && changes * 3 >= value.size();
}

bool is_hexadecimal(std::string_view value)
{
  constexpr std::size_t shortest = 32;
  return value.size() >= shortest && std::all_of(value.begin(), value.end(), [](char c) {
           return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
         });
}

// Rather than randomness that begins with a slash.
bool is_path(std::string_view value)
{
  std::string joined(value);
  std::erase(joined, '/');
  return value.starts_with('/') && !is_random(joined);
}

// A path, a number, a switch: no secret, whatever its name.
bool is_plain(std::string_view value)
{
  if (value.empty() || is_path(value) || value.starts_with("~/") || value.starts_with("./"))
    return true;
  if (value == "true" || value == "false" || value == "none" || value == "null")
    return true;
  return value.size() < 6 && std::all_of(value.begin(), value.end(), is_digit);
}

// "${TOKEN}", "$TOKEN", "<token>": where a secret is to be put. A default may be one itself.
bool is_reference(std::string_view value)
{
  return value.find(":-") == std::string_view::npos
         && (value.starts_with('$') || value.starts_with("{env:") || value.starts_with('<'));
}

// What stands behind the sign of an assignment: within quotes, or up to the next value.
std::string_view assigned_value(std::string_view text)
{
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  const bool is_quoted = text.starts_with('"') || text.starts_with('\'');
  const std::string_view ends = is_quoted ? text.substr(0, 1) : " ,;&|#}\"'\n";
  text.remove_prefix(is_quoted ? 1 : 0);
  text = text.substr(0, text.find_first_of(ends));
  for (const std::string_view scheme : {"Bearer ", "Basic "})
    text.remove_prefix(text.starts_with(scheme) ? scheme.size() : 0);
  return text;
}

// The name before the sign, without the quotes of JSON.
std::string_view assigned_name(std::string_view text)
{
  if (text.ends_with('"') || text.ends_with('\''))
    text.remove_suffix(1);
  std::size_t begin = text.size();
  while (begin > 0
         && (is_alphanumeric(text[begin - 1]) || text[begin - 1] == '_' || text[begin - 1] == '-'))
    --begin;
  return text.substr(begin);
}

// {"Authorization": "…"}, "Server=…;Password=…", "?api_key=…" anywhere in the text. A colon counts
// in JSON and in headers only: "auth:latest" is the name of an image.
bool holds_assignment(std::string_view written)
{
  constexpr std::size_t enough = 256; // of the value, to judge it: the text may be long
  std::string bare(written);
  std::erase(bare, '\\'); // of JSON within JSON
  const std::string_view text = bare;
  for (std::size_t at = text.find_first_of("=:"); at != std::string_view::npos;
       at = text.find_first_of("=:", at + 1)) {
    const std::string_view before = text.substr(0, at);
    const std::string_view behind = text.substr(at + 1, enough);
    if (text[at] == ':' && !before.ends_with('"') && !behind.starts_with(' '))
      continue;
    const std::string_view name = assigned_name(before);
    const std::string_view value = assigned_value(behind);
    if (!name.empty() && looks_secret_name(name) && !is_plain(value) && !is_reference(value))
      return true;
  }
  return false;
}

// A token of a known form anywhere in the text.
bool holds_token(std::string_view text)
{
  const auto is_of_token = [](char c) {
    return is_alphanumeric(c) || c == '_' || c == '-' || c == '.';
  };
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin;
    while (end < text.size() && is_of_token(text[end]))
      ++end;
    const std::string_view token = text.substr(begin, end - begin);
    const bool has_digit = std::any_of(token.begin(), token.end(), is_digit);
    if ((has_prefix(token) && has_digit) || is_json_token(token))
      return true;
    begin = end + 1;
  }
  return false;
}

// The values of a URL's query, and the parts of its path, that look secret.
std::string redacted_url(std::string_view url)
{
  constexpr std::string_view ends = "/?#&;";
  std::string text;
  const std::size_t scheme = url.find("://");
  std::size_t at = scheme == std::string_view::npos ? 0 : scheme + 3;
  text += url.substr(0, at);
  while (at <= url.size()) {
    const std::size_t end = std::min(url.find_first_of(ends, at), url.size());
    const std::string_view part = url.substr(at, end - at);
    const std::size_t sign = part.find('=');
    const bool is_padding =
        part.find_first_not_of('=', std::min(sign, part.size())) == std::string_view::npos;
    const std::size_t equals = is_padding ? std::string_view::npos : sign; // "c2VjcmV0=="
    const std::string_view name = part.substr(0, equals == std::string_view::npos ? 0 : equals);
    const std::string_view value =
        equals == std::string_view::npos ? part : part.substr(equals + 1);
    text += name.empty() ? "" : std::string(name) + "=";
    text += looks_secret(name, value) && !is_reference(value) ? hidden : value;
    if (end < url.size())
      text += url[end];
    at = end + 1;
  }
  return text;
}

} // namespace

bool looks_secret_name(std::string_view name)
{
  const std::vector<std::string> words = words_of_name(name);
  if (holds(harmless_endings, words.back()))
    return false;
  if (words.size() > 1 && words.back() == "ID") // AWS_ACCESS_KEY_ID is told by its value
    return false;
  if (words.size() > 1 && words.front() == "PUBLIC")
    return false;
  return std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return holds(secret_words, word) || ends_secret(word);
  });
}

bool looks_secret_value(std::string_view value)
{
  return has_prefix(value) || is_json_token(value) || password_in(value).length > 0
         || is_random(value) || is_hexadecimal(value) || holds_token(value)
         || holds_assignment(value)
         || (value.find("://") != std::string_view::npos && redacted_url(value) != value);
}

bool looks_secret(std::string_view name, std::string_view value)
{
  return !is_plain(value) && (looks_secret_name(name) || looks_secret_value(value));
}

bool is_placeholder(std::string_view value)
{
  const std::string upper = uppercase(value);
  const bool is_bracketed = (value.starts_with('<') && value.ends_with('>'))
                            || (value.starts_with('[') && value.ends_with(']'));
  return is_bracketed || upper.find("YOUR") != std::string::npos || upper.find("XXX") == 0
         || upper.find("REPLACE") == 0 || upper.find("CHANGE") == 0 || upper.find("INSERT") == 0
         || upper == "..." || value.starts_with('$');
}

std::string redacted(std::string_view name, std::string_view text)
{
  if (text.find("://") == std::string_view::npos)
    return std::string(looks_secret(name, text) ? hidden : text);
  std::string url(text);
  if (const UrlPassword password = password_in(url); password.length > 0)
    url.replace(password.begin, password.length, hidden);
  if (looks_secret_name(name))
    return std::string(hidden);
  return redacted_url(url);
}

std::string variable_name(std::string_view name)
{
  std::string joined;
  for (const std::string& word : words_of_name(name))
    joined += (joined.empty() ? "" : "_") + word;
  if (joined.empty() || is_digit(joined.front()) || holds(names_in_use, joined))
    joined.insert(0, "SECRET_");
  return joined;
}

} // namespace mcpctl
