// What is wrong in a configuration, and exactly where. Collected, never thrown: all errors of all
// files are reported at once.
#pragma once

#include <string>
#include <vector>

namespace mcpctl {

// A stretch of one line of one file. Lines and columns count from 1, columns in bytes; 0 means
// unknown (the whole file).
struct Place
{
  std::string file; // as shown to the user; "-" is standard input
  unsigned line = 0;
  unsigned column = 0;
  unsigned width = 1; // how many columns the caret underlines
};

enum class Severity { warning, error };

struct Diagnostic
{
  Severity severity = Severity::error;
  Place place;
  std::string message;     // "unknown key \"comand\" in [servers.files]"
  std::string hint;        // what stands behind the caret: "did you mean \"command\"?"
  std::string source_line; // the line itself, without its end; empty when unknown
  std::vector<std::string> servers = {}; // that it is about; none: the file, or all in it
};

using Diagnostics = std::vector<Diagnostic>;

[[nodiscard]] bool has_errors(const Diagnostics& diagnostics);

// The text of one diagnostic, several lines, ending in a newline: place, message, line and caret.
// Control characters of the source are made harmless.
[[nodiscard]] std::string format_diagnostic(const Diagnostic& diagnostic);

} // namespace mcpctl
