// The little that reading a configuration must know of the disk, passed in so that reading stays
// pure.
#pragma once

#include "model/name.hpp"
#include "model/result.hpp"
#include "model/secret.hpp"

#include <functional>
#include <optional>
#include <string>

namespace mcpctl {

enum class FileKind { missing, regular, executable, directory, other };

// A secret in its store.
struct FoundSecret
{
  std::string path;             // absolute, of what systemd reads, there or not
  std::string stamp;            // empty: it cannot be used
  std::optional<Error> problem; // why not
};

struct FileView
{
  std::function<FileKind(const std::string& path)> kind;            // follows symlinks
  std::function<Result<std::string>(const std::string& path)> read; // whole content
  std::function<std::string(const std::string& path)> owner; // user name, or number; empty: missing
  std::function<bool(const std::string& user)> user_exists;
  std::function<bool(const std::string& group)> group_exists;
  // Why others than root could turn the folder into another; empty: they cannot, or it is missing.
  std::function<std::string(const std::string& folder)> why_not_roots_alone;
  // Without it secrets are not looked for.
  std::function<FoundSecret(const ServerName& server, const SecretName& name, Delivery delivery)>
      secret;
};

} // namespace mcpctl
