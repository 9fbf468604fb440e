// The keys of PM2 about watched files.
#include "exchange/pm2_server.hpp"
#include "exchange/pm2_value.hpp"
#include "exchange/pm2_write.hpp"

#include "config/paths.hpp"
#include "config/toml_text.hpp"
#include "model/span.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fnmatch.h>

namespace mcpctl {

namespace {

bool is_glob(std::string_view text)
{
  return text.find_first_of("*?[{!(") != std::string_view::npos;
}

// The folder that a glob begins with.
std::string folder_of_glob(const std::string& glob)
{
  const std::size_t special = glob.find_first_of("*?[{!(");
  const std::size_t slash = glob.rfind('/', special);
  return slash == std::string::npos ? "." : glob.substr(0, std::max<std::size_t>(slash, 1));
}

// What our patterns cannot say; empty where they can.
std::string why_no_pattern(std::string_view pattern)
{
  if (pattern.find_first_of("\\|^$()+{}") != std::string_view::npos
      || (pattern.starts_with('/') && pattern.size() > 1
          && pattern.find_last_of('/') > pattern.size() - 4 && is_glob(pattern)))
    return "a regular expression, or a glob with braces: write it as patterns of names";
  if (pattern.starts_with('!'))
    return "what is ignored cannot be taken back";
  if (pattern.starts_with("**/"))
    pattern.remove_prefix(3);
  if (pattern.ends_with("/**"))
    pattern.remove_suffix(3);
  if (pattern.find("**") != std::string_view::npos)
    return "\"**\" can stand at the beginning and at the end alone";
  if (std::all_of(pattern.begin(), pattern.end(), [](char c) { return c == '/' || c == '.'; }))
    return "it matches no name";
  return "";
}

// What people copy from PM2's documentation: all that begins with a dot.
bool means_dot_files(std::string_view pattern)
{
  return pattern == R"([\/\\]\.)" || pattern == R"(/[\/\\]\./)" || pattern == R"([\/\\]\./)";
}

// As a pattern below the watched folder; paths in PM2 are relative to cwd.
std::string pattern_of(std::string pattern, const std::string& folder)
{
  if (means_dot_files(pattern))
    return ".*";
  if (pattern.starts_with("\\."))
    pattern.erase(0, 1);
  if (pattern.starts_with(folder + "/"))
    pattern.erase(0, folder.size() + 1);
  while (pattern.starts_with("./"))
    pattern.erase(0, 2);
  for (const std::string_view all_in_it : {"/**/*", "/**", "/*"}) {
    if (pattern.ends_with(all_in_it) && pattern.size() > all_in_it.size()) {
      pattern.resize(pattern.size() - all_in_it.size());
      break;
    }
  }
  while (pattern.size() > 1 && pattern.ends_with('/'))
    pattern.pop_back();
  if (pattern.size() > 1 && pattern.rfind('/') == 0) // /node_modules/, a regular expression
    pattern.erase(0, 1);
  return pattern;
}

std::vector<std::string> names_in(const std::string& path)
{
  std::vector<std::string> names;
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    if (end > at)
      names.push_back(path.substr(at, end - at));
    at = end + 1;
  }
  return names;
}

// What `pattern`, an absolute one, means below the folder; empty where it means nothing there.
std::string below(const std::string& folder, const std::string& pattern)
{
  const std::vector<std::string> outer = names_in(folder);
  const std::vector<std::string> names = names_in(pattern);
  if (names.size() <= outer.size())
    return "";
  for (std::size_t i = 0; i < outer.size(); ++i) {
    if (::fnmatch(names[i].c_str(), outer[i].c_str(), 0) != 0)
      return "";
  }
  std::string rest;
  for (std::size_t i = outer.size(); i < names.size(); ++i)
    rest += "/" + names[i];
  const bool is_one_name = names.size() == outer.size() + 1; // it would mean any depth without "/"
  return is_one_name ? rest : rest.substr(1);
}

// PM2's patterns with a slash are paths in cwd, ours are below what is watched.
std::vector<std::string> below_watched(const Pm2Server& server, const std::string& pattern,
                                       const std::vector<std::string>& watched)
{
  if (pattern.find('/') == std::string::npos || pattern.starts_with("**/")
      || pattern.find_first_of("\\|^$()+{}!") != std::string::npos)
    return {pattern};
  std::vector<std::string> patterns;
  for (const std::string& folder : watched) {
    const std::string rest = below(folder, join_path(server.folder(), pattern));
    if (!rest.empty() && std::find(patterns.begin(), patterns.end(), rest) == patterns.end())
      patterns.push_back(rest);
  }
  return patterns;
}

void write_ignored(Pm2Server& server, const std::vector<std::string>& watched)
{
  const Value* value = server.find_set("ignore_watch");
  if (value == nullptr) {
    server.key("watch_ignore", toml_array({".*"}), "as PM2 without ignore_watch");
    return;
  }
  std::vector<std::string> patterns;
  for (const std::string& text : pm2_words(*value)) {
    const std::vector<std::string> meant =
        below_watched(server, pattern_of(text, server.folder()), watched);
    std::string why = meant.empty() ? "nothing that is watched is below it" : "";
    for (const std::string& pattern : meant) {
      why = why_no_pattern(pattern);
      if (why.empty())
        patterns.push_back(pattern);
    }
    if (!why.empty())
      server.comment(fmt::format("ignore_watch: {} is left out: {}", toml_string(text), why));
  }
  if (!patterns.empty())
    server.key("watch_ignore", toml_array(patterns));
}

// Answers with what is watched.
std::vector<std::string> write_watched(Pm2Server& server, const Value& value)
{
  std::vector<std::string> paths;
  for (const std::string& text : pm2_list(value)) {
    const std::string path =
        join_path(server.folder(), is_glob(text) ? folder_of_glob(text) : text);
    if (is_glob(text))
      server.comment(
          fmt::format("was {}: here it is all in the folder, but watch_ignore", toml_string(text)));
    if (path == "/" || (server.machine().kind && server.kind(path) == FileKind::missing))
      server.warn(fmt::format("watch: {} is not there; left out", path));
    else if (std::find(paths.begin(), paths.end(), path) == paths.end())
      paths.push_back(path);
  }
  if (!paths.empty())
    server.key("watch", toml_array(paths));
  return paths;
}

bool is_on(const Value* watch)
{
  return watch != nullptr && !is_nothing(*watch)
         && !(watch->text() != nullptr && *watch->text() == "false");
}

void write_details(Pm2Server& server, const std::vector<std::string>& watched)
{
  write_ignored(server, watched);
  const Value* delay = server.find_set("watch_delay");
  const std::optional<double> milliseconds = delay == nullptr ? std::nullopt : pm2_number(*delay);
  constexpr double most_milliseconds = 1e12;
  if (milliseconds && *milliseconds > 0 && *milliseconds < most_milliseconds) {
    const TimeSpan span(static_cast<std::int64_t>(*milliseconds * 1000));
    server.key("watch_delay_sec", toml_string(format_time_span(span)),
               "so long must it be quiet; PM2 waited so long after the first change");
  } else if (delay != nullptr) {
    server.not_understood("watch_delay");
  }
  constexpr const char* polling =
      "the kernel tells of changes (inotify), nothing is polled: what another machine changes on a "
      "network's file system is not seen";
  if (server.find("watch_options") != nullptr)
    server.comment_key("watch_options", polling);
}

} // namespace

void write_pm2_watch(Pm2Server& server)
{
  const Value* watch = server.find("watch");
  if (!is_on(watch)) {
    server.as_usual("watch");
    for (const std::string_view key : {"ignore_watch", "watch_delay", "watch_options"}) {
      if (server.find(key) != nullptr)
        server.comment_key(key, "nothing is watched");
    }
    return;
  }
  const bool is_everything =
      pm2_switch(*watch) == true || (watch->array() != nullptr && watch->array()->empty());
  if (is_everything)
    server.key("watch", "true");
  write_details(server, is_everything ? std::vector<std::string>{server.folder()}
                                      : write_watched(server, *watch));
}

} // namespace mcpctl
