// Reads from the journal how a session ended.
#pragma once

#include "model/result.hpp"
#include "systemd/session_end.hpp"

#include <chrono>
#include <optional>

namespace mcpctl {

// journald writes a moment after it is told: waits until the end is there, but no longer than
// `patience`; nothing if it does not come. No permission: exit code 77 and the group to join.
[[nodiscard]] Result<std::optional<SessionEnd>>
read_session_end(const SessionQuery& query,
                 std::chrono::milliseconds patience = std::chrono::seconds(1));

} // namespace mcpctl
