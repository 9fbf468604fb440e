// The configuration file of one server that mcpctl writes itself: where it is, and what is in it.
#pragma once

#include "cli/context.hpp"
#include "config/read.hpp"
#include "store/config_file.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

struct OwnFile
{
  std::string folder; // "/home/u/.config/mcp/mcp.d"
  std::string name;   // "web.toml"
  bool runtime = false;

  [[nodiscard]] std::string path() const { return folder + "/" + name; }
};

// The file of a server, by its name without the project; `runtime`: until the next reboot.
[[nodiscard]] OwnFile own_file(const Context& context, const std::string& server, bool runtime);
// The file at `path`, where it is in a folder of such files and mcpctl wrote it; with its text.
struct FoundOwnFile
{
  OwnFile file;
  std::string text;
};
[[nodiscard]] std::optional<FoundOwnFile> find_own_file(const Context& context,
                                                        const std::string& path);

// `path`, with "~" for the home folder.
[[nodiscard]] std::string shown_path(const Context& context, const std::string& path);
// "blog" where the default files are those of a project.
[[nodiscard]] std::string default_project(const Context& context);
// That of the servers in a file of ours.
[[nodiscard]] std::string project_of(const Context& context, const FoundOwnFile& found);
// `name` with the project before it.
[[nodiscard]] std::string in_project(const std::string& project, const std::string& name);

// The context in which the file is read and applied.
[[nodiscard]] Context context_of(const Context& context, const OwnFile& file);
[[nodiscard]] SourceFile as_source(const Context& context, const OwnFile& file, std::string text);

// Both folders of such files, for whoever is to change one: other processes wait from the look at
// what is there until that is done.
class OwnFolders
{
public:
  [[nodiscard]] static Result<OwnFolders> lock(const Context& context);

  // Whether the folder was there to be locked.
  [[nodiscard]] bool has(const OwnFile& file) const;
  // Of a folder that was.
  [[nodiscard]] Result<ConfigFile> open(const OwnFile& file) const;
  void unlock();

private:
  std::optional<ConfigFolder> persistent_;
  std::optional<ConfigFolder> runtime_;
};

// The key under which the file's text has the server; nothing if it has not.
[[nodiscard]] std::optional<std::string> key_in(const std::string& text, const std::string& server);

// The units installed of one server.
[[nodiscard]] std::vector<InstalledUnit> installed_units_of(const Context& context,
                                                            const std::string& server);

} // namespace mcpctl
