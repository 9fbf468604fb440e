// Helper units that belong to a server: instances of our own templates (units/mcpctl-*@.*), named
// for its unit, "mcpctl-retry@web:2.timer". What one server's helper has of its own is in a
// drop-in.
#pragma once

#include "model/name.hpp"
#include "units/unit_file.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

enum class CompanionKind {
  retry,           // the next try after the start limit
  calendar,        // restarts by the calendar
  up,              // whether the server is meant to be up, for the next two
  watch,           // restarts when files change
  alert,           // the command that tells of a failure
  rotate_timer,    // when log files are looked at
  rotate_calendar, // when they are rotated by the calendar
  rotate,          // rotates them
};

// All of them.
[[nodiscard]] std::span<const CompanionKind> companion_kinds();

// "mcpctl-calendar@web:2.timer"
[[nodiscard]] std::string companion_unit(CompanionKind kind, const InstanceId& id);

// The path of its drop-in below a unit folder, "mcpctl-calendar@web:2.timer.d/10-mcpctl.conf".
[[nodiscard]] std::string companion_drop_in(CompanionKind kind, const InstanceId& id);

// That drop-in, with `text` below the line that says whose it is.
[[nodiscard]] UnitFile companion_file(CompanionKind kind, const InstanceId& id,
                                      std::string_view text);

// The units, among those that the files are drop-ins of, that run as long as the server does: its
// drop-in names them in Wants=, and apply starts those that are new. The others are started by an
// event. Sorted.
[[nodiscard]] std::vector<std::string> running_companions(const std::vector<UnitFile>& files);

// What the file is a drop-in of; nothing for other files.
[[nodiscard]] std::optional<CompanionKind> companion_kind_of(const UnitFile& file);
[[nodiscard]] std::optional<std::string> companion_of(const UnitFile& file); // the unit

// The key of the configuration that such a helper is for: "retry_sec"; empty where it only serves
// other helpers.
[[nodiscard]] std::string_view companion_setting(CompanionKind kind);

} // namespace mcpctl
