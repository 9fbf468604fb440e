// Secrets as a service gets them: by the paths of files that systemd reads, never by value.
#pragma once

#include "model/server.hpp"

#include <string>
#include <utility>
#include <vector>

namespace mcpctl {

// Directives of [Service] in their order, to stand behind those of the environment, so that a
// secret wins over a variable of the same name.
[[nodiscard]] std::vector<std::pair<std::string, std::string>>
secret_directives(const Server& server);

// Comment lines for the environment file: names, and for a server that stays up the stamps, so that
// it is stale once a secret is set anew. Each session of a stdio server reads what is then there.
[[nodiscard]] std::string secret_comments(const Server& server);

} // namespace mcpctl
