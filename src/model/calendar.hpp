// Calendar events as systemd reads them (systemd.time(7), CALENDAR EVENTS), so that a bad one is
// told at its place in the configuration: of a unit file's bad line systemd only drops the line.
#pragma once

#include "model/result.hpp"

#include <string_view>

namespace mcpctl {

// Whether systemd takes the text: "daily", "Mon..Fri 22:30", "*-*-1/2 04:00:00 Europe/Berlin". The
// error says what is wrong with it. That a time zone of this name exists is not looked at.
[[nodiscard]] Status check_calendar_event(std::string_view text);

} // namespace mcpctl
