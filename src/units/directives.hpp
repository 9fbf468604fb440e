// What we know of systemd's directives: the version that brought them, where that is later than the
// oldest systemd we run on, and whether a running service takes a new value.
#pragma once

#include <string_view>

namespace mcpctl {

inline constexpr unsigned oldest_systemd = 252;

// The version of systemd that brought key=; `oldest_systemd` for everything not newer.
[[nodiscard]] unsigned directive_since(std::string_view key);

// Whether that systemd takes key= without a complaint: not too new, and not given up since.
[[nodiscard]] bool has_directive(unsigned systemd_version, std::string_view key);

// Whether a reload is enough for a change to be in force, or to be in force where it is next asked
// for (at the next crash, the next stop). Everything else needs the service started anew.
[[nodiscard]] bool applies_live(std::string_view section, std::string_view key);

// Whether an assignment replaces the one before it, instead of adding to a list.
[[nodiscard]] bool is_single_value(std::string_view key);

} // namespace mcpctl
