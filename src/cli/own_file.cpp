#include "cli/own_file.hpp"

#include "cli/complain.hpp"
#include "config/content.hpp"
#include "config/paths.hpp"
#include "config/real_files.hpp"
#include "config/sources.hpp"
#include "config/written_file.hpp"
#include "exchange/toml_edit.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mcpctl {

namespace {

UnitFolders folders_of(const Context& context)
{
  const Result<Connection> connection = connect(context);
  return connection.ok() ? connection->folders : default_folders(context);
}

bool are_same(const std::vector<InstalledUnit>& some, const std::vector<InstalledUnit>& others)
{
  return std::equal(some.begin(), some.end(), others.begin(), others.end(),
                    [](const InstalledUnit& one, const InstalledUnit& other) {
                      return one.unit == other.unit && one.where == other.where
                             && one.files == other.files;
                    });
}

Error changed_meanwhile(const OwnFile& file, bool there)
{
  return {ExitCode::usage,
          fmt::format("{} {}; nothing was changed", file.path(),
                      there ? "was changed meanwhile" : "exists already"),
          "the same again"};
}

// The other file of a server that moves, taken away while the new one is tried.
class MovedFile
{
public:
  Status take(const std::optional<OwnFile>& file)
  {
    if (!file)
      return Nothing{};
    Result<ConfigFile> opened = ConfigFile::open(file->folder, file->name);
    if (!opened.ok())
      return opened.error();
    file_.emplace(std::move(*opened));
    return file_->remove();
  }
  void unlock()
  {
    if (file_)
      file_->unlock();
  }
  void put_back()
  {
    const Status back = file_ ? file_->put_back() : Status(Nothing{});
    if (!back.ok())
      complain(back.error());
  }

private:
  std::optional<ConfigFile> file_;
};

// Another process may have had its turn by now; what it wrote is its own.
Status take_back(const OwnChange& change, ConfigFile& file, bool locked)
{
  if (locked)
    return file.put_back();
  Result<ConfigFile> again = ConfigFile::open(change.file.folder, change.file.name);
  if (!again.ok())
    return again.error();
  return again->before() == change.text ? file.put_back() : Status(Nothing{});
}

} // namespace

OwnFile own_file(const Context& context, const std::string& server, bool runtime)
{
  const Places& places = context.places;
  return {.folder = runtime ? places.runtime_config_folder : places.config_folder + "/mcp.d",
          .name = server + ".toml",
          .runtime = runtime};
}

std::optional<FoundOwnFile> find_own_file(const Context& context, const std::string& path)
{
  for (const bool runtime : {false, true}) {
    OwnFile file = own_file(context, "", runtime);
    if (owner_of(parent_folder(path), "/") != owner_of(file.folder, "/"))
      continue;
    file.name = base_name(path);
    const Result<std::string> text = real_file_view().read(path);
    if (text.ok() && is_written_by_us(*text))
      return FoundOwnFile{.file = std::move(file), .text = *text};
  }
  return std::nullopt;
}

std::string shown_path(const Context& context, const std::string& path)
{
  const std::string& home = context.environment.home;
  return home.size() > 1 && path.starts_with(home + "/") ? "~" + path.substr(home.size()) : path;
}

std::string default_project(const Context& context)
{
  const std::string path = context.places.config_folder + "/mcp.toml";
  const Result<std::string> text = real_file_view().read(path);
  if (!text.ok())
    return "";
  const SourceFile file{.path = path, .shown = path, .owner = "", .text = *text};
  const Source source(file, 0);
  Problems problems; // told when all files are read
  const FileContent content = read_toml_file(source, problems);
  return content.project ? *content.project->value.text() : "";
}

std::string in_project(const std::string& project, const std::string& name)
{
  return project.empty() ? name : project + "." + name;
}

Context context_of(const Context& context, const OwnFile& file)
{
  Context own = context;
  own.options.files.clear();
  if (file.runtime)
    own.options.files = {file.path()};
  return own;
}

SourceFile as_source(const Context& context, const OwnFile& file, std::string text)
{
  return {.path = file.path(),
          .shown = shown_path(context, file.path()),
          .owner = file.runtime ? owner_of(file.path(), "/")
                                : owner_of_default_files(context.places.config_folder),
          .is_default = !file.runtime,
          .text = std::move(text)};
}

std::vector<InstalledUnit> installed_units_of(const Context& context, const std::string& server)
{
  Result<Installed> installed = read_installed(folders_of(context));
  if (!installed.ok())
    return {};
  std::erase_if(installed->units,
                [&](const InstalledUnit& unit) { return unit.marker.id.server.str() != server; });
  return std::move(installed->units);
}

Result<ExitCode> write_and_apply(const Context& context, const OwnChange& change,
                                 ApplyRequest request)
{
  Context own = context_of(context, change.file);
  request.only = {change.server};
  const SourceFile source = as_source(context, change.file, change.text);
  if (request.dry_run) {
    request.unwritten = &source;
    return run_apply(own, request);
  }
  Result<ConfigFile> file = ConfigFile::open(change.file.folder, change.file.name);
  if (!file.ok())
    return file.error();
  if (file->before() != change.before)
    return changed_meanwhile(change.file, change.before.has_value());
  const std::vector<InstalledUnit> units = installed_units_of(context, change.server);
  if (const Status written = file->write(change.text); !written.ok()) {
    if (!file->before())
      (void)file->put_back(); // the folder, where it is new
    return written.error();
  }
  MovedFile moved;
  if (const Status taken = moved.take(change.moved_from); !taken.ok()) {
    (void)file->put_back();
    return taken.error();
  }
  bool locked = true;
  request.accepted = [&] {
    file->unlock();
    moved.unlock();
    locked = false;
    if (!context.options.quiet && !context.options.json)
      fmt::print("wrote {}\n", source.shown);
    std::fflush(stdout);
  };
  Result<ExitCode> applied = run_apply(own, request);
  if (applied.ok() || !are_same(units, installed_units_of(context, change.server)))
    return applied;
  moved.put_back();
  if (const Status back = take_back(change, *file, locked); !back.ok())
    complain(back.error());
  else if (!locked)
    fmt::print(stderr, "{} is as it was\n", source.shown);
  return applied;
}

std::optional<std::string> key_in(const std::string& text, const std::string& server)
{
  for (const std::string& key : servers_in(text)) {
    if (server == key || server.ends_with("." + key))
      return key;
  }
  return std::nullopt;
}

Result<std::optional<std::string>> take_out(const Context& context, const std::string& path,
                                            const std::string& server)
{
  const std::optional<FoundOwnFile> found = find_own_file(context, path);
  if (!found)
    return std::optional<std::string>();
  Result<ConfigFile> file = ConfigFile::open(found->file.folder, found->file.name);
  if (!file.ok())
    return file.error();
  const std::string text = file->before().value_or("");
  const std::optional<std::string> key = key_in(text, server);
  const auto without = key ? without_toml_member(text, {"servers", *key}) : std::nullopt;
  if (!without)
    return std::optional<std::string>();
  const bool nothing_left = says_nothing(*without);
  if (const Status done = nothing_left ? file->remove() : file->write(*without); !done.ok())
    return done.error();
  const std::string shown = shown_path(context, path);
  return std::optional(nothing_left ? fmt::format("deleted {}", shown)
                                    : fmt::format("took {} out of {}", server, shown));
}

} // namespace mcpctl
