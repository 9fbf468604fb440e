// Where an apply of this scope works.
#pragma once

#include "cli/context.hpp"
#include "plan/apply.hpp"

namespace mcpctl {

[[nodiscard]] Site site_of(const Context& context, Connection& connection);
// What the text of unit files depends on in this scope.
[[nodiscard]] Target target_of(const Context& context, const Connection& connection,
                               unsigned systemd_version);
// Of the boot that runs.
[[nodiscard]] std::string boot_id();

// Where a stdio server listens, and whether clients find nothing there. Not where that cannot be
// told.
[[nodiscard]] std::string socket_path(const Context& context, const ServerName& server);
[[nodiscard]] bool socket_is_gone(const std::string& path);
// Whether the file that servers belong to is still there.
[[nodiscard]] bool owner_exists(const std::string& owner);
// How long to wait for servers to be up, as --wait and --no-wait say.
[[nodiscard]] Result<ApplyOptions> wait_options(const std::optional<std::string>& wait,
                                                bool no_wait);

} // namespace mcpctl
