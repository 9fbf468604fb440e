#include "cli/import_file.hpp"

#include "cli/new_file.hpp"
#include "config/paths.hpp"
#include "config/real_files.hpp"
#include "report/shell_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <unistd.h>

namespace mcpctl {

namespace {

// Names that say nothing of whose file it is.
bool is_any_program(const std::string& stem)
{
  constexpr auto names =
      std::to_array<std::string_view>({"mcp", "settings", "config", "ecosystem", "process",
                                       "processes", "pm2", "dump", "package", "app", "-", ""});
  return std::find(names.begin(), names.end(), stem) != names.end();
}

std::string usual_name(const ImportRequest& request)
{
  std::string stem = base_name(request.source.path);
  stem.erase(0, stem.find_first_not_of('.'));
  stem.resize(std::min(stem.find('.'), stem.size()));
  // Every project has an ecosystem.config.js.
  if (is_any_program(stem) && request.imported.format == Format::pm2 && stem != "dump")
    stem = base_name(parent_folder(request.source.path));
  if (is_any_program(stem) || stem.starts_with('.'))
    stem = name_of(request.imported.format);
  return stem;
}

std::string first_line(const std::string& text)
{
  return text.substr(0, text.find('\n'));
}

} // namespace

bool is_same_source(const std::string& text, const std::string& other)
{
  return text.starts_with("# From ") && first_line(text) == first_line(other);
}

Result<std::string> file_of_import(const Context& context, const ImportRequest& request)
{
  if (request.output)
    return join_path(context.environment.working_directory, *request.output);
  const std::string stem = context.places.config_folder + "/mcp.d/" + usual_name(request);
  const FileView disk = real_file_view();
  for (unsigned number = 1;; ++number) {
    std::string file = stem + (number == 1 ? "" : fmt::format("-{}", number)) + ".toml";
    if (disk.kind(file) == FileKind::missing)
      return file;
    const Result<std::string> there = disk.read(file);
    if (!there.ok())
      return there.error();
    if (is_same_source(request.imported.toml, *there))
      return file;
  }
}

Result<bool> ImportFile::write(const std::string& text, bool replaces)
{
  const FileView disk = real_file_view();
  if (disk.kind(path_) != FileKind::missing) {
    const Result<std::string> there = disk.read(path_);
    if (!there.ok())
      return there.error();
    if (*there == text)
      return false;
    if (!is_same_source(text, *there))
      return Error{ExitCode::failed, path_ + " exists already, and is of another source",
                   "-o ANOTHER.toml"};
    if (!replaces)
      return Error{ExitCode::failed,
                   path_ + " was imported from the same file, which says something else now",
                   "add --replace, which keeps what is there as " + base_name(path_) + ".old"};
    const std::string old = path_ + ".old";
    if (std::rename(path_.c_str(), old.c_str()) != 0) {
      const char* why = std::strerror(errno); // NOLINT(concurrency-mt-unsafe)
      return Error{ExitCode::failed, fmt::format("{}: {}", old, why), ""};
    }
    old_ = old;
  }
  if (const Status status = write_new_file(path_, text, "import"); !status.ok()) {
    put_back();
    return status.error();
  }
  is_written_ = true;
  return true;
}

void ImportFile::put_back()
{
  if (is_written_)
    ::unlink(path_.c_str());
  if (!old_.empty())
    std::rename(old_.c_str(), path_.c_str());
  is_written_ = false;
  old_.clear();
}

void ImportFile::tell_of_old() const
{
  if (!old_.empty())
    fmt::print(stderr, "mcpctl: what {} said before is in {}\n", path_, old_);
}

} // namespace mcpctl
