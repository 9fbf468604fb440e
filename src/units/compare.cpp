#include "units/compare.hpp"

#include "units/companion.hpp"
#include "units/directives.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

namespace mcpctl {

namespace {

// Values in force, by section and key: a later assignment replaces or adds, an empty one resets.
using Directives = std::map<std::pair<std::string, std::string>, std::vector<std::string>>;

bool ends_with(std::string_view text, std::string_view end)
{
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool is_environment(const UnitFile& file)
{
  return ends_with(file.path, ".env");
}
bool is_marked(const UnitFile& file)
{
  return holds_marker(file.path);
}
bool is_session(const UnitFile& file)
{
  return ends_with(file.path, "@.service");
}

std::string_view companion_text(const std::vector<UnitFile>& files, CompanionKind kind)
{
  for (const UnitFile& file : files) {
    if (companion_kind_of(file) == kind)
      return file.text;
  }
  return {};
}

void assign(Directives& directives, const std::string& section, std::string_view line)
{
  const std::size_t equals = line.find('=');
  const std::string key(line.substr(0, equals));
  std::vector<std::string>& values = directives[{section, key}];
  std::string value(equals == std::string_view::npos ? "" : line.substr(equals + 1));
  if (value.empty() || is_single_value(key)) {
    values.clear();
  }
  if (!value.empty()) {
    values.push_back(std::move(value));
  }
}

// Reads text as we write it: no continued lines, no space around "=".
void read(Directives& directives, std::string_view text)
{
  std::string section;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.front() == '#') {
      continue;
    }
    if (line.front() == '[') {
      section = line.substr(1, line.size() - 2);
    } else {
      assign(directives, section, line);
    }
  }
}

const UnitFile* find(const std::vector<UnitFile>& files, bool (*wanted)(const UnitFile&))
{
  const auto found = std::find_if(files.begin(), files.end(), wanted);
  return found == files.end() ? nullptr : &*found;
}

std::string_view text_of(const std::vector<UnitFile>& files, bool (*wanted)(const UnitFile&))
{
  const UnitFile* file = find(files, wanted);
  return file == nullptr ? std::string_view() : std::string_view(file->text);
}

// Our own environment file is the same wherever the unit folder is.
void read_file(Directives& directives, std::string_view text, const std::vector<UnitFile>& files)
{
  read(directives, text);
  const UnitFile* own = find(files, is_environment);
  const auto named = directives.find({"Service", "EnvironmentFile"});
  if (own == nullptr || named == directives.end())
    return;
  for (std::string& path : named->second) {
    if (ends_with(path, "/" + own->path))
      path = own->path;
  }
}

Directives own_directives(const std::vector<UnitFile>& files)
{
  Directives directives;
  read_file(directives, text_of(files, is_marked), files);
  // What concerns every session stands in both files of a stdio server, in sections that differ.
  Directives session;
  read_file(session, text_of(files, is_session), files);
  for (auto& [key, values] : session)
    directives[{"Session " + key.first, key.second}] = std::move(values);
  return directives;
}

Directives effective_directives(const std::vector<UnitFile>& shared,
                                const std::vector<UnitFile>& files)
{
  Directives directives;
  read(directives, text_of(shared, [](const UnitFile& f) { return f.path == "mcp@.service"; }));
  read_file(directives, text_of(files, is_marked), files);
  // A key that was only reset says what its absence says.
  std::erase_if(directives, [](const auto& entry) { return entry.second.empty(); });
  return directives;
}

// Keys of two maps under which they differ.
template <typename Map>
std::vector<typename Map::key_type> differing_keys(const Map& one, const Map& other)
{
  std::vector<typename Map::key_type> keys;
  for (const auto& [key, value] : one) {
    const auto found = other.find(key);
    if (found == other.end() || found->second != value) {
      keys.push_back(key);
    }
  }
  for (const auto& [key, value] : other) {
    if (!one.contains(key)) {
      keys.push_back(key);
    }
  }
  return keys;
}

// NAME → value of an environment file as quote.hpp writes it; a quoted value may span lines.
std::map<std::string, std::string> read_environment(std::string_view text)
{
  std::map<std::string, std::string> env;
  while (!text.empty()) {
    std::size_t end = 0;
    for (bool quoted = false; end < text.size() && (quoted || text[end] != '\n'); ++end) {
      if (text[end] == '\\') {
        ++end;
      } else if (text[end] == '"') {
        quoted = !quoted;
      }
    }
    const std::string_view entry = text.substr(0, std::min(end, text.size()));
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t split = entry.find_first_of(entry.substr(0, 1) == "#" ? ":" : "=");
    if (split != std::string_view::npos) {
      env[std::string(entry.substr(0, split))] = entry.substr(split + 1);
    }
  }
  return env;
}

// "environment TOKEN", or "env_file 1", "secret KEY" for the comments of digests and stamps.
std::string environment_name(const std::string& key)
{
  return key.substr(0, 2) == "# " ? key.substr(2) : "environment " + key;
}

// Sessions are run by mcpctl-session, whose own options repeat what other directives say.
bool is_wrapping(const std::pair<std::string, std::string>& key,
                 const std::vector<std::string>& fields)
{
  const bool same_command = std::find(fields.begin(), fields.end(), "argv") == fields.end();
  return key.first == "Session Service" && key.second.starts_with("Exec")
         && (same_command || key.second != "ExecStart");
}

// Fields that only repeat what a directive says are told when nothing else is.
void add_marker_fields(std::vector<std::string>& names, const std::vector<std::string>& fields)
{
  constexpr std::array<std::string_view, 5> repeating = {"after", "argv", "path", "program",
                                                         "written"};
  const bool told = !names.empty();
  for (const std::string& field : fields) {
    if (!told || std::find(repeating.begin(), repeating.end(), field) == repeating.end())
      names.push_back(field);
  }
}

// Helper units are named for what they do. Wants= only repeats who they are.
void add_companions(std::vector<std::string>& names, const std::vector<UnitFile>& installed,
                    const std::vector<UnitFile>& wanted)
{
  for (const CompanionKind kind : companion_kinds()) {
    if (!companion_setting(kind).empty()
        && companion_text(installed, kind) != companion_text(wanted, kind))
      names.emplace_back(companion_setting(kind));
  }
  if (names.size() > 1)
    std::erase(names, "Wants");
  if (std::find(names.begin(), names.end(), "on_failure") != names.end())
    std::erase(names, "OnFailure");
}

// New sessions get what is new by themselves, and those that run keep what they started with.
Need compare_sockets(const std::vector<UnitFile>& installed, const std::vector<UnitFile>& wanted)
{
  if (same_files(installed, wanted))
    return Need::nothing;
  const auto keys = differing_keys(own_directives(installed), own_directives(wanted));
  const bool listens_otherwise = std::any_of(keys.begin(), keys.end(), [](const auto& key) {
    return key.first == "Socket" && key.second != "MaxConnections";
  });
  return listens_otherwise ? Need::restart : Need::reload;
}

} // namespace

Need compare(const std::vector<UnitFile>& installed, const std::vector<UnitFile>& wanted,
             const std::vector<UnitFile>& shared_installed,
             const std::vector<UnitFile>& shared_wanted)
{
  if (same_files(installed, wanted) && same_files(shared_installed, shared_wanted)) {
    return Need::nothing;
  }
  if (const UnitFile* marked = find(wanted, is_marked); marked && is_socket(marked->path))
    return compare_sockets(installed, wanted);
  if (text_of(installed, is_environment) != text_of(wanted, is_environment)) {
    return Need::restart;
  }
  const auto keys = differing_keys(effective_directives(shared_installed, installed),
                                   effective_directives(shared_wanted, wanted));
  const bool live = std::all_of(keys.begin(), keys.end(), [](const auto& key) {
    return applies_live(key.first, key.second);
  });
  return live ? Need::reload : Need::restart;
}

std::vector<std::string> differing_settings(const std::vector<UnitFile>& installed,
                                            const std::vector<UnitFile>& wanted)
{
  const auto fields = differing_fields(text_of(installed, is_marked), text_of(wanted, is_marked));
  std::vector<std::string> names;
  for (const auto& key : differing_keys(own_directives(installed), own_directives(wanted))) {
    if (!is_wrapping(key, fields))
      names.push_back(key.second);
  }
  for (const auto& key : differing_keys(read_environment(text_of(installed, is_environment)),
                                        read_environment(text_of(wanted, is_environment)))) {
    names.push_back(environment_name(key));
  }
  add_marker_fields(names, fields);
  add_companions(names, installed, wanted);
  return names;
}

} // namespace mcpctl
