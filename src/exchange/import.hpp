// Another program's MCP servers as a configuration of ours. Pure: the file's text comes in, the
// TOML goes out, and the secrets beside it.
#pragma once

#include "config/read.hpp"
#include "exchange/foreign.hpp"
#include "exchange/reference.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

// What PM2 looks up on the machine, and so must be known of it to tell what PM2 would run.
struct Machine
{
  std::function<FileKind(const std::string& path)> kind;
  std::function<bool(const std::string& path)> is_binary; // rather than text
  // The path of a program in PATH.
  std::function<std::optional<std::string>(const std::string& program)> find_program;
  std::string folder; // where import is called
  unsigned cpus = 1;
};

struct ImportOptions
{
  std::optional<Format> from; // instead of what the content tells
  bool with_secrets = false;  // references' values are taken from the environment
  std::string user;           // whom the servers run as, in the system scope; empty: not said
  Surroundings surroundings;  // `workspace` is found by the file's path where it is empty
  // for PM2's files
  Machine machine;
  bool is_evaluated = false;   // the text is what the file evaluated to, as JSON
  bool keep_log_files = false; // log files stay, instead of the journal
  Scope scope = Scope::user;
};

struct ImportedSecret
{
  std::string server;
  std::string key;
  std::string value; // empty: the file does not know it either
};

struct Imported
{
  Format format = Format::claude_desktop;
  std::string toml;                 // empty where diagnostics holds errors
  std::vector<std::string> servers; // that the TOML defines
  std::vector<std::string> stopped; // of them: those that the other program does not run
  std::vector<ImportedSecret> secrets;
  std::vector<std::string> remarks; // what the user should know or do
  Diagnostics unfilled;             // what has to be filled in before these servers can run
  Diagnostics diagnostics;          // they show no line of the file
};

[[nodiscard]] Imported import_text(const SourceFile& file, const ImportOptions& options);

// The folder of the project that a client's configuration is of, by where it lies; empty: of none.
[[nodiscard]] std::string workspace_of(const std::string& path, const std::string& home);

} // namespace mcpctl
