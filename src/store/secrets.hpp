// The values of secrets, at rest: a folder for each scope, in it one for each server, in that two
// files for each secret, all for their owner alone. NAME holds the value, byte for byte, for
// LoadCredential=; NAME.env holds it as one assignment for EnvironmentFile=, so that systemd needs
// nothing of ours at boot.
#pragma once

#include "model/name.hpp"
#include "model/real_time.hpp"
#include "model/secret.hpp"
#include "store/disk.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// systemd loads no larger credential.
inline constexpr std::size_t largest_secret = 1U << 20U;

// One value that is kept.
struct StoredSecret
{
  ServerName server;
  SecretName name;
  std::uint64_t bytes = 0;
  RealTime set_at{};
};

class SecretStore
{
public:
  struct Place
  {
    std::string config_folder; // of the scope, absolute: "/etc/mcp"
    unsigned owner = 0;        // who must own folders and files: the caller
    std::string options;       // " --system", for the commands that messages name
  };
  explicit SecretStore(Place place, DiskHook hook = {});

  // Keeps `value`, whatever was or was not kept before. Answers whether that changed anything: the
  // same value again, kept as it should be, writes nothing. Refused: an empty value, one that is
  // too large, and folders that are not safe.
  [[nodiscard]] Result<bool> set(const ServerName& server, const SecretName& name,
                                 std::string_view value) const;
  // Answers whether there was one. The server's folder goes with its last secret.
  [[nodiscard]] Result<bool> remove(const ServerName& server, const SecretName& name) const;
  // What is kept, for one server or for all, by server and name; safe or not.
  [[nodiscard]] Result<std::vector<StoredSecret>>
  list(const std::optional<ServerName>& server = std::nullopt) const;

  // The stamp of a secret that systemd can read and nobody but the owner could have written or
  // read. An error otherwise: it is not set, someone else could get at it, or it cannot be an
  // environment variable; each with the command that mends it.
  [[nodiscard]] Result<std::string> check(const ServerName& server, const SecretName& name,
                                          Delivery delivery) const;

  // What systemd reads of it; set or not.
  [[nodiscard]] std::string path_of(const ServerName& server, const SecretName& name,
                                    Delivery delivery) const;
  // "mcpctl --system secret set web TOKEN"
  [[nodiscard]] std::string set_command(const ServerName& server, const SecretName& name) const;

private:
  [[nodiscard]] Result<std::optional<Folder>> all() const;
  [[nodiscard]] Result<Folder> make_all() const;
  [[nodiscard]] Result<Folder> make_safe(const ServerName& server) const;
  [[nodiscard]] Result<Folder> open_safe(const ServerName& server, const SecretName& name) const;
  [[nodiscard]] Status check_folder(const Folder& folder) const;
  [[nodiscard]] Status check_file(const Folder& folder, const std::string& file,
                                  const FileDetails& about, const std::string& set_command) const;
  [[nodiscard]] Status check_assignment(const Folder& folder, const ServerName& server,
                                        const SecretName& name) const;
  [[nodiscard]] Error not_set(const ServerName& server, const SecretName& name) const;

  Place place_;
  DiskHook hook_;
};

// Why the value can be delivered as a file only; nothing where it can be environment, too. Never
// repeats the value.
[[nodiscard]] std::optional<std::string> why_no_environment(const SecretName& name,
                                                            std::string_view value);

} // namespace mcpctl
