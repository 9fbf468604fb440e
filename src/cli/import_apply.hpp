// What import does beyond printing: the file, the secrets, and apply.
#pragma once

#include "cli/context.hpp"
#include "config/read.hpp"
#include "exchange/import.hpp"

#include <optional>
#include <string>

namespace mcpctl {

struct ImportRequest
{
  const SourceFile& source;
  const Imported& imported;
  std::optional<std::string> output; // instead of a file in mcp.d
  bool replace = false;              // what was imported from the same file before
};

// Writes the file and the secrets, and applies. Where that is refused, file and secrets are as they
// were before.
[[nodiscard]] Result<ExitCode> apply_import(Context& context, const ImportRequest& request);

// Keeps the secrets whose values are known, and names the commands for the others.
[[nodiscard]] Result<ExitCode> set_secrets(const Context& context, const SourceFile& source,
                                           const Imported& imported);
// Says that there are secrets and how they are kept.
ExitCode mention_secrets(const Context& context, const Imported& imported);

} // namespace mcpctl
