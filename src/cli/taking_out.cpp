#include "cli/taking_out.hpp"

#include "config/real_files.hpp"
#include "config/written_file.hpp"
#include "exchange/toml_edit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <unistd.h>

namespace mcpctl {

namespace {

// The text without the server; nothing where what is the server's cannot be told.
std::optional<std::string> text_without(const Context& context, const FoundOwnFile& found,
                                        const std::string& server)
{
  const std::string project = project_of(context, found);
  for (const std::string& key : servers_in(found.text)) {
    if (in_project(project, key) == server)
      return without_toml_member(found.text, {"servers", key});
  }
  return std::nullopt;
}

bool is_last_default_file(const Context& context, const OwnFile& file)
{
  if (real_file_view().kind(context.places.config_folder + "/mcp.toml") != FileKind::missing)
    return false;
  std::error_code failure;
  const std::filesystem::directory_iterator names(file.folder, failure);
  return std::none_of(begin(names), end(names), [&](const auto& entry) {
    return entry.path().extension() == ".toml" && entry.path().filename() != file.name;
  });
}

} // namespace

std::vector<OwnEntry> own_entries_of(const Context& context, const std::string& server,
                                     const std::string& origin)
{
  std::set<std::string> paths = {origin};
  if (context.options.files.empty()) {
    const std::string before = in_project(default_project(context), "");
    const std::string name = server.starts_with(before) ? server.substr(before.size()) : server;
    for (const bool runtime : {false, true})
      paths.insert(own_file(context, name, runtime).path());
  }
  std::vector<OwnEntry> entries;
  for (const std::string& path : paths) {
    const std::optional<FoundOwnFile> found = find_own_file(context, path);
    const bool known =
        found && std::any_of(entries.begin(), entries.end(), [&](const OwnEntry& entry) {
          return entry.file.path() == found->file.path();
        });
    if (found && !known && text_without(context, *found, server))
      entries.push_back({.server = server, .file = found->file});
  }
  return entries;
}

Status require_writable(const std::vector<OwnEntry>& entries)
{
  for (const OwnEntry& entry : entries) {
    if (::access(entry.file.folder.c_str(), W_OK) != 0)
      return disk_error("open", entry.file.path(), errno);
  }
  return Nothing{};
}

Status TakingOut::take_out(const std::vector<OwnEntry>& entries)
{
  for (const OwnEntry& entry : entries) {
    if (Status taken = take_out(entry); !taken.ok())
      return taken;
  }
  return Nothing{};
}

Status TakingOut::take_out(const OwnEntry& entry)
{
  Result<ConfigFile> file = folders_.open(entry.file);
  if (!file.ok())
    return file.error();
  const auto without =
      text_without(context_, {entry.file, file->before().value_or("")}, entry.server);
  if (!without)
    return Nothing{};
  const bool nothing_left = says_nothing(*without);
  const bool is_last =
      nothing_left && !entry.file.runtime && is_last_default_file(context_, entry.file);
  if (Status done = nothing_left && !is_last ? file->remove() : file->write(*without); !done.ok())
    return done;
  const std::string shown = shown_path(context_, entry.file.path());
  words_.push_back(nothing_left ? fmt::format("deleted {}", shown)
                                : fmt::format("took {} out of {}", entry.server, shown));
  servers_.insert(entry.server);
  if (is_last)
    emptied_.push_back(taken_.size());
  taken_.push_back(std::move(*file));
  return Nothing{};
}

Status TakingOut::finish()
{
  for (const std::size_t at : emptied_) {
    if (Status removed = taken_[at].remove(); !removed.ok())
      return removed;
  }
  emptied_.clear();
  return Nothing{};
}

Status TakingOut::put_back()
{
  for (auto file = taken_.rbegin(); file != taken_.rend(); ++file) {
    if (Status back = file->put_back(); !back.ok())
      return back;
  }
  return Nothing{};
}

} // namespace mcpctl
