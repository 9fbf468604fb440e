// What a secret means to the servers that are configured and to those that run.
#pragma once

#include "cli/context.hpp"
#include "model/name.hpp"
#include "model/secret.hpp"

#include <optional>
#include <string>

namespace mcpctl {

struct ChangedSecret
{
  ServerName server;
  SecretName name;
  std::optional<std::string> only_as_file; // why the value cannot be environment
};

// After it was set: says what the configuration still lacks and what runs on without the value,
// and restarts that where `restart` is given or where the user, asked on a terminal, agrees.
[[nodiscard]] Result<ExitCode> follow_set(const Context& context, const ChangedSecret& secret,
                                          bool restart);
// After it was removed: says which server needs it still.
void mention_need(const Context& context, const ChangedSecret& secret);
// After a server was removed: its secrets are kept.
void mention_kept(const Context& context, const ServerName& server);

} // namespace mcpctl
