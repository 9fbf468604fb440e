// Where a server's output goes, and what becomes of its files.
#include "config/build.hpp"
#include "config/paths.hpp"
#include "config/scalars.hpp"
#include "units/quote.hpp"

#include <array>
#include <fmt/format.h>

namespace mcpctl {

namespace {

constexpr std::array<std::string_view, 5> rotation_keys = {
    "log_rotate_size",    "log_rotate_keep", "log_rotate_on_calendar",
    "log_rotate_max_age", "log_compress",
};

constexpr std::uint64_t default_size = 10U << 20U;
constexpr unsigned default_keep = 7;

std::string with_name(std::string path, const std::string& name)
{
  constexpr std::string_view mark = "{name}";
  for (std::size_t at = 0; (at = path.find(mark, at)) != std::string::npos; at += name.size())
    path.replace(at, mark.size(), name);
  return path;
}

// In the system scope systemd opens the file as root, and follows links.
void check_folders(const Value& value, std::string_view key, const std::string& path,
                   BuildContext& context)
{
  for (std::size_t at = path.find('/', 1); at != std::string::npos; at = path.find('/', at + 1)) {
    const std::string folder = path.substr(0, at);
    const std::string why = context.read.files.why_not_roots_alone(folder);
    if (why.empty())
      continue;
    context.problems.error(value.spot, fmt::format("{}: the folder {} {}", key, folder, why),
                           "systemd opens log files as root: choose a folder that root alone can "
                           "change, as in \"/var/log/mcp/{name}.log\"");
    return;
  }
}

// The path of the first instance's file stands for all: they differ in digits.
void check_log_file(const Value& value, std::string_view key, const std::string& path,
                    BuildContext& context)
{
  if (const auto why = why_log_file_not_carried(path)) {
    context.problems.error(value.spot, std::string(key) + " " + *why);
    return;
  }
  const FileKind kind = context.programs.kind(path);
  if (kind == FileKind::directory)
    context.problems.error(value.spot, std::string(key) + " " + path + " is a folder");
  else if (kind == FileKind::other)
    context.problems.error(value.spot, std::string(key) + " " + path + " is no regular file",
                           path == "/dev/null" ? "write \"null\"" : "");
  else if (context.read.scope == Scope::system && context.read.files.why_not_roots_alone)
    check_folders(value, key, path, context);
}

LogTarget build_target(const Draft& draft, std::string_view key, BuildContext& context)
{
  const Value* value = draft.settings.get(key);
  if (value == nullptr || *value->text() == "journal")
    return {};
  if (*value->text() == "null")
    return {.kind = LogTarget::Kind::null, .path = {}};
  const bool is_folder = value->text()->ends_with('/');
  std::optional<std::string> path =
      absolute_path(*value, with_name(*value->text(), draft.name.str()), context);
  if (!path)
    return {};
  if (is_folder)
    context.problems.error(value->spot, std::string(key) + " names a folder",
                           "add the name of a file, as in \"" + *value->text() + "{name}.log\"");
  else
    check_log_file(*value, key, *path, context);
  return {.kind = LogTarget::Kind::file, .path = *std::move(path)};
}

// The server's own table, and what it says for profiles.
template <typename Report> void for_own_tables(const Draft& draft, Report report)
{
  const Table& table = draft.definition.table;
  report(table);
  const Entry* profiles = table.find("profiles");
  if (profiles == nullptr || profiles->value.table() == nullptr)
    return;
  for (const Entry& profile : profiles->value.table()->entries) {
    if (profile.value.table() != nullptr)
      report(*profile.value.table());
  }
}

void refuse_stdout(const Draft& draft, Problems& problems)
{
  for_own_tables(draft, [&](const Table& table) {
    const Entry* entry = table.find("stdout");
    if (entry != nullptr && !entry->bad) {
      problems.error(entry->spot,
                     "stdout of " + header_of(draft)
                         + " is what it says to its client: it is of type \"stdio\"",
                     "leave it out; stderr may be a path");
    }
  });
}

void refuse_rotation(const Draft& draft, Problems& problems)
{
  for_own_tables(draft, [&](const Table& table) {
    for (const std::string_view key : rotation_keys) {
      const Entry* entry = table.find(key);
      if (entry != nullptr && !entry->bad) {
        problems.error(entry->spot,
                       std::string(key) + " without a log file: all output of " + header_of(draft)
                           + " goes to the journal or nowhere",
                       "add stdout or stderr with a path, or leave it out");
      }
    }
  });
}

// Any key asks for rotation; then there is always something that sets it off.
std::optional<LogRotation> build_rotation(const Settings& settings, BuildContext& context)
{
  bool asked = false;
  for (const std::string_view key : rotation_keys)
    asked = asked || settings.get(key) != nullptr;
  if (!asked)
    return std::nullopt;
  LogRotation rotation{.keep = default_keep};
  if (const Value* size = settings.get("log_rotate_size"))
    rotation.size = read_size(*size)->amount;
  rotation.on_calendar = build_calendar(settings, "log_rotate_on_calendar", context);
  if (!rotation.size && rotation.on_calendar.empty())
    rotation.size = default_size;
  if (const Value* age = settings.get("log_rotate_max_age"))
    rotation.max_age = *read_span(*age);
  if (const Value* keep = settings.get("log_rotate_keep"))
    rotation.keep = static_cast<unsigned>(*keep->integer());
  if (const Value* compress = settings.get("log_compress"))
    rotation.compress = *compress->boolean();
  return rotation;
}

bool is_file(const LogTarget& target)
{
  return target.kind == LogTarget::Kind::file;
}

} // namespace

void build_logs(const Draft& draft, Server& server, BuildContext& context)
{
  if (server.type == ServerType::stdio)
    refuse_stdout(draft, context.problems);
  else
    server.logs.out = build_target(draft, "stdout", context);
  server.logs.err = build_target(draft, "stderr", context);
  if (const Value* level = draft.settings.get("log_level_max"))
    server.logs.level_max = *level->text();
  if (is_file(server.logs.out) || is_file(server.logs.err))
    server.logs.rotation = build_rotation(draft.settings, context);
  else
    refuse_rotation(draft, context.problems);
}

} // namespace mcpctl
