// The check of one value by its key's form. Each reports at most the value's own problems; what it
// accepts, the building of servers can read without looking again.
#pragma once

#include "config/key_table.hpp"

namespace mcpctl {

void check_text(const Entry& entry, const KeySpec& key, Problems& problems);
void check_description(const Entry& entry, const KeySpec& key, Problems& problems);
void check_path(const Entry& entry, const KeySpec& key, Problems& problems);
void check_paths(const Entry& entry, const KeySpec& key, Problems& problems); // one, or several
void check_watch(const Entry& entry, const KeySpec& key, Problems& problems);
void check_patterns(const Entry& entry, const KeySpec& key, Problems& problems); // of watch_ignore
void check_boolean(const Entry& entry, const KeySpec& key, Problems& problems);
void check_choice(const Entry& entry, const KeySpec& key, Problems& problems);
void check_type(const Entry& entry, const KeySpec& key, Problems& problems);
void check_words(const Entry& entry, const KeySpec& key, Problems& problems);
void check_date_format(const Entry& entry, const KeySpec& key, Problems& problems);
void check_tags(const Entry& entry, const KeySpec& key, Problems& problems);
void check_command(const Entry& entry, const KeySpec& key, Problems& problems);
void check_environment(const Entry& entry, const KeySpec& key, Problems& problems);
void check_headers(const Entry& entry, const KeySpec& key, Problems& problems);
void check_url(const Entry& entry, const KeySpec& key, Problems& problems);
void check_account(const Entry& entry, const KeySpec& key, Problems& problems);
void check_instances(const Entry& entry, const KeySpec& key, Problems& problems);
void check_port(const Entry& entry, const KeySpec& key, Problems& problems);
void check_count(const Entry& entry, const KeySpec& key, Problems& problems);
void check_span(const Entry& entry, const KeySpec& key, Problems& problems);
void check_finite_span(const Entry& entry, const KeySpec& key, Problems& problems);
// systemd.time(7), CALENDAR EVENTS
void check_calendar(const Entry& entry, const KeySpec& key, Problems& problems);
// More than nothing.
void check_age(const Entry& entry, const KeySpec& key, Problems& problems);
void check_size(const Entry& entry, const KeySpec& key, Problems& problems);
// A size that is a number of bytes.
void check_bytes(const Entry& entry, const KeySpec& key, Problems& problems);
void check_quota(const Entry& entry, const KeySpec& key, Problems& problems);
void check_tasks(const Entry& entry, const KeySpec& key, Problems& problems);
void check_signal(const Entry& entry, const KeySpec& key, Problems& problems);
void check_exit_statuses(const Entry& entry, const KeySpec& key, Problems& problems);
void check_systemd(const Entry& entry, const KeySpec& key, Problems& problems);
void check_secrets(const Entry& entry, const KeySpec& key, Problems& problems);
void check_profiles(const Entry& entry, const KeySpec& key, Problems& problems);
void check_stream(const Entry& entry, const KeySpec& key, Problems& problems);
// Keys of later versions.
void check_names(const Entry& entry, const KeySpec& key, Problems& problems);
void check_network(const Entry& entry, const KeySpec& key, Problems& problems);
void check_table(const Entry& entry, const KeySpec& key, Problems& problems);
void check_anything(const Entry& entry, const KeySpec& key, Problems& problems);

// Warns of "${NAME}" in a value that reaches the program as it stands.
void warn_of_expansion(const Value& value, Problems& problems);

// "memory_max must be a string, as in "200M"", at `spot`.
void report_type(const Spot& spot, const KeySpec& key, Problems& problems);

} // namespace mcpctl
