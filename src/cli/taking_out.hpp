// Servers taken out of the files that mcpctl itself wrote of them.
#pragma once

#include "cli/own_file.hpp"

#include <set>
#include <string>
#include <vector>

namespace mcpctl {

// A file of ours that tells of a server, whose full name it is.
struct OwnEntry
{
  std::string server;
  OwnFile file;
};

// The files of ours with the server: the one at `origin`, where it was read from, and, without
// -c, those that add would write.
[[nodiscard]] std::vector<OwnEntry>
own_entries_of(const Context& context, const std::string& server, const std::string& origin);

// Before anything is done: whether they could be written.
[[nodiscard]] Status require_writable(const std::vector<OwnEntry>& entries);

class TakingOut
{
public:
  TakingOut(const Context& context, const OwnFolders& folders)
      : context_(context), folders_(folders)
  {
  }

  // From here on the configuration does not have them. Where that leaves nothing else of the
  // default files, the last is emptied and stays until finish(): without any file the next apply
  // would take the configuration for lost, and finish nothing.
  [[nodiscard]] Status take_out(const std::vector<OwnEntry>& entries);
  // Once the units are gone.
  [[nodiscard]] Status finish();
  // The files say again what they said; nothing came of it.
  [[nodiscard]] Status put_back();

  [[nodiscard]] bool has(const std::string& server) const { return servers_.contains(server); }
  // "deleted ~/.config/mcp/mcp.d/web.toml"
  [[nodiscard]] const std::vector<std::string>& words() const { return words_; }

private:
  [[nodiscard]] Status take_out(const OwnEntry& entry);

  const Context& context_;
  const OwnFolders& folders_;
  std::set<std::string> servers_;
  std::vector<std::string> words_;
  std::vector<ConfigFile> taken_;
  std::vector<std::size_t> emptied_; // of them
};

} // namespace mcpctl
