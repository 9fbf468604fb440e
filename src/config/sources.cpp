#include "config/sources.hpp"

#include "config/content.hpp"
#include "config/paths.hpp"
#include "config/real_files.hpp"

#include <algorithm>
#include <filesystem>

namespace mcpctl {

namespace {

namespace fs = std::filesystem;

Error bad(std::string what, std::string mend = {})
{
  return Error{.code = ExitCode::usage, .what = std::move(what), .mend = std::move(mend)};
}

// "~/x" for a path below the home folder.
std::string shown_path(const std::string& path, const std::string& home)
{
  if (home.size() > 1 && path.starts_with(home + "/"))
    return "~" + path.substr(home.size());
  return path;
}

// Symbolic links resolved as far as the path exists, since a file may be gone.
std::string real_path(const std::string& path)
{
  std::error_code failure;
  const fs::path real = fs::weakly_canonical(path, failure);
  return failure ? path : real.string();
}

// The .toml files of mcp.d, by name; hidden ones are no configuration.
Result<std::vector<std::string>> files_of_folder(const std::string& folder)
{
  std::vector<std::string> files;
  std::error_code failure;
  fs::directory_iterator entry(folder, failure);
  for (; !failure && entry != fs::directory_iterator(); entry.increment(failure)) {
    const std::string name = entry->path().filename().string();
    if (name.ends_with(".toml") && !name.starts_with('.'))
      files.push_back(entry->path().string());
  }
  if (failure && failure != std::errc::no_such_file_or_directory)
    return bad(folder + ": " + failure.message());
  std::sort(files.begin(), files.end());
  return files;
}

Result<SourceFile> load_file(const std::string& path, const std::string& shown, std::string owner)
{
  Result<std::string> text = real_file_view().read(path);
  if (!text)
    return text.error();
  return SourceFile{
      .path = path, .shown = shown, .owner = std::move(owner), .text = std::move(*text)};
}

Result<std::vector<SourceFile>> load_default_files(const SourceRequest& request)
{
  const std::string folder = join_path("/", request.folder);
  std::vector<std::string> paths;
  const std::string main = folder + "/mcp.toml";
  std::error_code failure;
  if (fs::exists(main, failure) || failure)
    paths.push_back(main);
  const Result<std::vector<std::string>> more = files_of_folder(folder + "/mcp.d");
  if (!more)
    return more.error();
  paths.insert(paths.end(), more->begin(), more->end());
  if (paths.empty())
    return bad("no configuration: " + shown_path(main, request.home) + " does not exist",
               "mcpctl init");
  std::vector<SourceFile> files;
  for (const std::string& path : paths) {
    Result<SourceFile> file =
        load_file(path, shown_path(path, request.home), owner_of_default_files(folder));
    if (!file)
      return file.error();
    file->is_default = true;
    files.push_back(std::move(*file));
  }
  return files;
}

Result<SourceFile> load_standard_input(const SourceRequest& request)
{
  SourceFile file{.path = "-", .shown = "-", .text = request.standard_input};
  const Source source(file, 0);
  Problems problems; // read again, and reported, with all files
  const FileContent content = read_toml_file(source, problems);
  if (!content.project && problems.errors() == 0)
    return bad("standard input names no project: nothing would tell its servers from others",
               "begin it with project = \"NAME\"");
  file.owner = owner_of_project(content.project ? *content.project->value.text() : "");
  return file;
}

Result<std::vector<SourceFile>> load_given_files(const SourceRequest& request)
{
  std::vector<SourceFile> files;
  for (const std::string& written : request.files) {
    const std::string path = written == "-" ? "-" : owner_of(written, request.working_directory);
    const auto is_same = [&path](const SourceFile& file) { return file.path == path; };
    if (std::any_of(files.begin(), files.end(), is_same))
      continue;
    Result<SourceFile> file =
        written == "-" ? load_standard_input(request) : load_file(path, written, path);
    if (!file)
      return file.error();
    files.push_back(std::move(*file));
  }
  return files;
}

} // namespace

Result<std::vector<SourceFile>> load_sources(const SourceRequest& request)
{
  return request.files.empty() ? load_default_files(request) : load_given_files(request);
}

bool has_default_files(const std::string& folder)
{
  std::error_code failure;
  const Result<std::vector<std::string>> more = files_of_folder(folder + "/mcp.d");
  return fs::exists(folder + "/mcp.toml", failure) || failure || !more.ok() || !more->empty();
}

std::string owner_of(const std::string& file, const std::string& working_directory)
{
  return real_path(join_path(working_directory, file));
}

std::string owner_of_project(const std::string& project)
{
  return "-:" + project;
}

std::string owner_of_default_files(const std::string& folder)
{
  return real_path(folder);
}

} // namespace mcpctl
