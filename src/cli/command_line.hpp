// The words of the command line → global options, a verb and what that verb was told.
#pragma once

#include "cli/verbs.hpp"

#include <string>
#include <vector>

namespace mcpctl {

struct Parsed
{
  GlobalOptions options;
  Run run;          // empty: the words asked for help or the version
  std::string text; // that help or version
};

// Only the options of verbs that the words name are declared, so that no verb pays for another's.
// Usage errors are exit code 2.
[[nodiscard]] Result<Parsed> parse_command_line(const std::vector<std::string>& words);

} // namespace mcpctl
