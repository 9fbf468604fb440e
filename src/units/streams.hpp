// Where a service's streams go, as directives. Internal to src/units.
#pragma once

#include "units/section.hpp"

namespace mcpctl {

// Whether both streams go to the journal, as they do where the configuration says nothing.
[[nodiscard]] bool all_to_journal(const Server& server);

// The streams of a resident server; nothing where all_to_journal(). What goes to the journal
// beside a file or to nowhere is told apart as usual: standard error as warnings.
void add_streams(Section& section, const Server& server, const InstanceId& id);
// For what else is logged, by the program itself or of it by systemd. journald heeds the directive
// only of system units; the streams are held to the level in both scopes.
void add_log_level(Section& section, const Work& work);
// Standard error of a stdio server's sessions; the other streams are the client's.
void add_session_error(Section& section, const Server& server);

} // namespace mcpctl
