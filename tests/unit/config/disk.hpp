// A disk, a PATH and a home folder for tests of the configuration.
#pragma once

#include "config/read.hpp"

#include <map>
#include <set>
#include <string>

namespace mcpctl {

struct Disk
{
  std::map<std::string, std::string> files = {}; // readable ones, by path
  std::set<std::string> executables = {"/usr/bin/npx", "/usr/bin/node", "/usr/bin/python3",
                                       "/home/u/server"};
  std::set<std::string> folders = {"/", "/home/u", "/srv"};
  std::map<std::string, std::string> owners = {{"/etc/mcp/mcp.toml", "root"}};
  std::set<std::string> unset_secrets = {}; // "web/TOKEN"; all others are set

  [[nodiscard]] FoundSecret secret(Scope scope, const ServerName& server, const SecretName& name,
                                   Delivery delivery) const
  {
    const std::string which = server.str() + "/" + name.str();
    FoundSecret found{.path = (scope == Scope::user ? "/home/u/.config" : "/etc")
                              + std::string("/mcp/secrets/") + which
                              + (delivery == Delivery::file ? "" : ".env")};
    if (unset_secrets.contains(which))
      found.problem = Error{ExitCode::usage, which + " is not set", "mcpctl secret set"};
    else
      found.stamp = "1700000000000000000";
    return found;
  }

  [[nodiscard]] FileView view(Scope scope = Scope::user) const
  {
    return {
        .kind =
            [this](const std::string& path) {
              if (executables.contains(path))
                return FileKind::executable;
              if (folders.contains(path))
                return FileKind::directory;
              return files.contains(path) ? FileKind::regular : FileKind::missing;
            },
        .read = [this](const std::string& path) -> Result<std::string> {
          const auto file = files.find(path);
          if (file == files.end())
            return Error{.what = path + ": No such file or directory"};
          return file->second;
        },
        .owner =
            [this](const std::string& path) {
              const auto owner = owners.find(path);
              return owner == owners.end() ? std::string("alice") : owner->second;
            },
        .user_exists = [](const std::string& user) { return user == "alice" || user == "root"; },
        .group_exists = [](const std::string& group) { return group == "users"; },
        .why_not_roots_alone =
            [](const std::string& folder) {
              return folder.starts_with("/home/") ? std::string("does not belong to root") : "";
            },
        .secret = [this, scope](const auto&... which) { return secret(scope, which...); },
    };
  }

  [[nodiscard]] ReadContext context(Scope scope = Scope::user) const
  {
    return {.scope = scope,
            .home = "/home/u",
            .search_path = "bin:/usr/bin:/bin",
            .cpus = 4,
            .files = view(scope)};
  }
};

// A file given with -c.
inline SourceFile given_file(std::string text, const std::string& path = "/home/u/mcp.toml")
{
  return {.path = path,
          .shown = path.substr(path.rfind('/') + 1),
          .owner = path,
          .text = std::move(text)};
}

inline SourceFile default_file(std::string text, const std::string& name = "mcp.toml")
{
  const std::string folder = "/home/u/.config/mcp";
  return {.path = folder + "/" + name,
          .shown = name,
          .owner = folder,
          .is_default = true,
          .text = std::move(text)};
}

// All diagnostics as the user sees them.
inline std::string shown(const Configuration& configuration)
{
  std::string text;
  for (const Diagnostic& diagnostic : configuration.diagnostics)
    text += format_diagnostic(diagnostic);
  return text;
}

} // namespace mcpctl
