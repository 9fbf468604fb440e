// The keys of watched files: values alone, then with the disk.
#include "config/build.hpp"
#include "config/check_value.hpp"
#include "config/paths.hpp"
#include "config/scalars.hpp"
#include "units/quote.hpp"

#include <algorithm>

namespace mcpctl {

namespace {

// fnmatch(3) has no "**": it is understood where it says that a folder may be at any depth, or that
// all in it is meant.
std::string why_no_pattern(std::string_view pattern)
{
  if (pattern.starts_with('!'))
    return "begins with \"!\": what is ignored cannot be taken back";
  if (pattern.starts_with("**/"))
    pattern.remove_prefix(3);
  if (pattern.ends_with("/**"))
    pattern.remove_suffix(3);
  if (pattern.find("**") != std::string_view::npos)
    return "has \"**\" elsewhere than as \"**/\" in front or \"/**\" behind";
  if (std::all_of(pattern.begin(), pattern.end(), [](char c) { return c == '/' || c == '.'; }))
    return "matches no name";
  return "";
}

// A folder, or a file; reports anything else.
void add_path(const Value& value, std::string path, Server& server, BuildContext& context)
{
  const FileKind kind = context.programs.kind(path);
  if (path == "/")
    context.problems.error(value.spot, "watch: / is everything there is", "name the folders");
  else if (kind == FileKind::missing)
    context.problems.error(value.spot, "watch: " + path + " does not exist");
  else if (kind == FileKind::other)
    context.problems.error(value.spot, "watch: " + path + " is neither a folder nor a file");
  else if (const auto why = why_argument_not_carried(path))
    context.problems.error(value.spot, "watch " + *why);
  else if (std::find(server.watch.paths.begin(), server.watch.paths.end(), path)
           == server.watch.paths.end())
    server.watch.paths.push_back(std::move(path));
}

void add_working_directory(const Value& value, Server& server, BuildContext& context)
{
  if (server.working_directory.empty())
    context.problems.error(value.spot, "watch = true means cwd, which is not given",
                           "add cwd, or name what to watch");
  else
    add_path(value, server.working_directory, server, context);
}

} // namespace

void check_watch(const Entry& entry, const KeySpec& key, Problems& problems)
{
  if (entry.value.boolean() == nullptr)
    check_paths(entry, key, problems);
}

void check_patterns(const Entry& entry, const KeySpec& key, Problems& problems)
{
  const std::size_t before = problems.errors();
  check_paths(entry, key, problems);
  if (problems.errors() != before)
    return;
  const Array single = entry.value.array() ? Array{} : Array{entry.value};
  for (const Value& element : entry.value.array() ? *entry.value.array() : single) {
    if (const std::string why = why_no_pattern(*element.text()); !why.empty())
      problems.error(element.spot, entry.key + " " + why);
    else if (const auto carried = why_argument_not_carried(*element.text()))
      problems.error(element.spot, entry.key + " " + *carried);
  }
}

void build_watch(const Draft& draft, Server& server, BuildContext& context)
{
  const Value* const watch = draft.settings.get("watch");
  if (watch == nullptr)
    return;
  if (watch->boolean() != nullptr) {
    if (*watch->boolean())
      add_working_directory(*watch, server, context);
  } else {
    const Array single = watch->array() ? Array{} : Array{*watch};
    for (const Value& element : watch->array() ? *watch->array() : single) {
      if (std::optional<std::string> path = absolute_path(element, *element.text(), context))
        add_path(element, std::move(*path), server, context);
    }
  }
  if (const Value* patterns = draft.settings.get("watch_ignore"))
    server.watch.ignore = read_words(*patterns);
  if (const Value* delay = draft.settings.get("watch_delay_sec")) {
    if (const Result<TimeSpan> span = read_span(*delay))
      server.watch.delay = *span;
  }
}

} // namespace mcpctl
