// MCP servers as another program's configuration has them, before anything is decided about them:
// every field that the file holds is in here. Places point into the Source that was read, which
// must outlive the model.
#pragma once

#include "config/value.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

enum class Format {
  claude_desktop,
  claude_code,
  cursor,
  vscode,
  codex,
  gemini,
  zed,
  windsurf,
  cline,
  lm_studio,
  opencode,
  one_a_line,
  pm2,
};

// "claude-desktop": for --from and --for.
[[nodiscard]] std::string_view name_of(Format format);
// "Claude Desktop": as its makers write it.
[[nodiscard]] std::string_view title_of(Format format);
[[nodiscard]] std::optional<Format> format_named(std::string_view name);
[[nodiscard]] const std::vector<Format>& all_formats();

struct ForeignVariable
{
  std::string name;
  Value value;
};

struct ForeignServer
{
  std::string name;    // as the file writes it
  std::string project; // the folder whose server it is, where the file is about several
  Spot spot;
  std::string line;               // the whole command, where it is one string
  std::vector<std::string> words; // program and arguments, where it is not
  std::vector<ForeignVariable> env;
  std::vector<std::string> env_files;
  std::string cwd;
  std::string description;
  bool enabled = true;
  bool was_stopped = false;       // when the list of what runs was made
  bool is_remote = false;         // reached by a URL, or run by the client itself
  std::vector<Entry> rest;        // fields that have no counterpart here, in order
  std::vector<Entry> all;         // every field, in order
  std::vector<std::string> notes; // what was decided in reading it

  [[nodiscard]] bool has_command() const { return !line.empty() || !words.empty(); }
};

// A value that the client asks its user for (VS Code's `inputs`).
struct ForeignInput
{
  std::string id;
  std::string description;
  std::optional<std::string> fallback;
  bool is_password = false;
  Value all;
};

struct Foreign
{
  Format format = Format::claude_desktop;
  std::vector<ForeignServer> servers;
  std::vector<ForeignInput> inputs;
  std::vector<std::string> others; // keys that are not about MCP servers
  std::vector<Entry> beside;       // what belongs to the servers, and to none of them
};

} // namespace mcpctl
