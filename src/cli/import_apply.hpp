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
};

// Writes the file and the secrets, and applies. Where that is refused, file and secrets are as they
// were before.
[[nodiscard]] Result<ExitCode> apply_import(Context& context, const ImportRequest& request);

// A new file, for its owner alone; one that says the same is left alone, another one refused.
[[nodiscard]] Status write_import(const std::string& file, const std::string& text);

// Keeps the secrets whose values are known, and names the commands for the others.
[[nodiscard]] Result<ExitCode> set_secrets(const Context& context, const SourceFile& source,
                                           const Imported& imported);
// Says that there are secrets and how they are kept.
ExitCode mention_secrets(const Context& context, const Imported& imported);

} // namespace mcpctl
