#include "config/build.hpp"

#include "config/directives.hpp"
#include "config/paths.hpp"
#include "config/scalars.hpp"
#include "config/toml_text.hpp"
#include "model/calendar.hpp"
#include "units/quote.hpp"

#include <algorithm>

namespace mcpctl {

namespace {

void build_environment(const Draft& draft, Server& server, BuildContext& context)
{
  server.env = draft.settings.merged("env");
  const Value* value = draft.settings.get("env_file");
  if (value == nullptr)
    return;
  const Array single = value->array() ? Array{} : Array{*value};
  for (const Value& element : value->array() ? *value->array() : single) {
    const std::optional<std::string> path = absolute_path(element, *element.text(), context);
    if (!path)
      continue;
    if (const auto why = why_path_not_carried(*path)) {
      context.problems.error(element.spot, "env_file " + *why);
      continue;
    }
    if (std::optional<EnvFile> file = context.env_files.read(*path, element.spot, context.problems))
      server.env_files.push_back(std::move(*file));
  }
}

// Directives of all layers; a stronger layer's directive replaces a weaker one's lines.
std::vector<RawDirective> build_directives(const Settings& settings)
{
  std::map<std::pair<std::string, std::string>, const Value*> strongest;
  for (const Value* value : settings.all("systemd")) {
    for (const Entry& section : value->table()->entries) {
      for (const Entry& directive : section.value.table()->entries)
        strongest[{section.key, directive.key}] = &directive.value;
    }
  }
  std::vector<RawDirective> directives;
  for (const auto& [name, value] : strongest) {
    for (const Spelling& spelling : spellings_of(*value))
      directives.push_back({name.first, name.second, *spelling.text});
  }
  return directives;
}

std::string text_of(const Settings& settings, std::string_view key)
{
  const Value* value = settings.get(key);
  return value == nullptr ? "" : *value->text();
}

ServerType server_type(const Settings& settings)
{
  const std::string type = text_of(settings, "type");
  if (type == "stdio")
    return ServerType::stdio;
  return type == "http" ? ServerType::http : ServerType::none;
}

} // namespace

std::string header_of(const Draft& draft)
{
  return "[servers." + toml_key(draft.definition.name) + "]";
}

std::optional<std::string> absolute_path(const Value& value, std::string_view path,
                                         BuildContext& context)
{
  const std::string expanded = expand_home(path, context.read.home);
  if (expanded.starts_with('/'))
    return join_path("/", expanded);
  const std::string folder = value.spot.source->folder();
  if (!folder.empty())
    return join_path(folder, expanded);
  context.problems.error(
      value.spot, "\"" + std::string(path) + "\" is relative, and standard input has no folder",
      "write an absolute path");
  return std::nullopt;
}

std::string build_calendar(const Settings& settings, std::string_view key, BuildContext& context)
{
  const Value* value = settings.get(key);
  if (value == nullptr)
    return "";
  const std::string& event = *value->text();
  if (!has_day_left(event, context.read.now)) {
    context.problems.warning(value->spot,
                             std::string(key) + ": \"" + event
                                 + "\" never comes: there is no such day from now on",
                             "systemd-analyze calendar EVENT tells when it would come next");
  }
  return event;
}

std::optional<std::string> build_working_directory(const Draft& draft, BuildContext& context)
{
  const Entry* entry = draft.settings.find("cwd");
  if (entry == nullptr) {
    const SourceFile& file = draft.definition.spot.source->file();
    if (context.read.scope == Scope::system)
      return "";
    return file.is_default || file.path == "-" ? context.read.home
                                               : draft.definition.spot.source->folder();
  }
  if (entry->bad)
    return std::nullopt;
  const Value& value = entry->value;
  std::optional<std::string> path = absolute_path(value, *value.text(), context);
  if (!path)
    return std::nullopt;
  if (const auto why = why_working_directory_not_carried(*path)) {
    context.problems.error(value.spot, "cwd " + *why);
    return std::nullopt;
  }
  const FileKind kind = context.programs.kind(*path);
  if (kind == FileKind::directory)
    return path;
  context.problems.error(value.spot,
                         "cwd " + *path
                             + (kind == FileKind::missing ? " does not exist" : " is no folder"));
  return std::nullopt;
}

std::optional<Server> build_server(const Draft& draft, BuildContext& context)
{
  const Settings& settings = draft.settings;
  const SourceFile& file = draft.definition.spot.source->file();
  Server server{
      .name = draft.name, .origin = {file.path, draft.definition.spot.line}, .owner = file.owner};
  const std::optional<std::string> cwd = build_working_directory(draft, context);
  std::optional<Command> command = cwd ? build_command(draft, *cwd, context) : std::nullopt;
  server.description = text_of(settings, "description");
  server.type = server_type(settings);
  if (text_of(settings, "service_type") == "notify")
    server.service_type = ServiceType::notify;
  if (const Value* tags = settings.get("tags"))
    server.tags = read_words(*tags);
  build_environment(draft, server, context);
  build_secrets(draft, server, context);
  build_account(draft, server, context);
  build_network(draft, server, context);
  build_logs(draft, server, context);
  server.limits = build_limits(settings);
  server.life = build_life(settings, context);
  server.log_date_format = text_of(settings, "log_date_format");
  server.systemd = build_directives(settings);
  if (cwd) {
    server.working_directory = *cwd;
    server.on_failure = build_on_failure(draft, *cwd, context);
    build_watch(draft, server, context);
  }
  build_sessions(draft, server, context);
  if (!command)
    return std::nullopt;
  server.command = std::move(*command);
  return server;
}

} // namespace mcpctl
