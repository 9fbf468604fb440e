// Configuration text in, valid servers out, or every problem with its place. Both formats: TOML,
// and the one-command-a-line file of hand-made daemons. Pure: the environment comes in as
// ReadContext.
#pragma once

#include "config/file_view.hpp"
#include "model/diagnostic.hpp"
#include "model/real_time.hpp"
#include "model/server.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace mcpctl {

struct SourceFile
{
  std::string path;  // absolute; "-" for standard input
  std::string shown; // as messages name it
  std::string
      owner; // what its servers belong to: the file, or the default folder for the default files
  bool is_default = false; // one of mcp.toml and mcp.d/*.toml
  std::string text;
};

// A program look-up of an earlier apply, kept while the program as written is the same and still
// exists.
struct Resolution
{
  std::string program; // as written
  std::string path;    // absolute
  std::string search_path;
};

struct ReadContext
{
  Scope scope = Scope::user;
  std::string home;                                    // absolute
  std::string search_path;                             // the caller's PATH
  unsigned cpus = 1;                                   // what instances = "max" means
  std::optional<std::string> profile;                  // --profile; "none" leaves all profiles
  std::map<std::string, Resolution> remembered;        // by server name
  std::map<std::string, Resolution> remembered_alerts; // of on_failure
  std::map<std::string, std::string>
      installed_commands;                    // one-a-line files: written command → server name
  RealTime now{};                            // what has no time left after it is warned of
  Severity unset_secret = Severity::warning; // of a secret that cannot be used
  FileView files;
};

struct Configuration
{
  std::vector<Server>
      servers; // meaningful only where diagnostics holds no error; in order of definition
  Diagnostics diagnostics;
  std::string profile; // the file's own lasting choice, or the one asked for; empty: none
  std::set<std::string> profiles; // all there are
};

[[nodiscard]] Configuration read_configuration(const std::vector<SourceFile>& files,
                                               const ReadContext& context);

} // namespace mcpctl
