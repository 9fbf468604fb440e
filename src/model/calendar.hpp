// Calendar events as systemd reads them (systemd.time(7), CALENDAR EVENTS), so that a bad one is
// told at its place in the configuration: of a unit file's bad line systemd only drops the line.
#pragma once

#include "model/real_time.hpp"
#include "model/result.hpp"

#include <string_view>

namespace mcpctl {

// Whether systemd takes the text: "daily", "Mon..Fri 22:30", "*-*-1/2 04:00:00 Europe/Berlin". The
// error says what is wrong with it. That a time zone of this name exists is not looked at.
[[nodiscard]] Status check_calendar_event(std::string_view text);

// Whether an event that systemd takes has a day left, up to the year 2199, to which systemd looks:
// "2020-01-01" and "*-02-30" have none. Days begin and end elsewhere in other time zones, so that
// the day before `now` counts too; the time of day does not.
[[nodiscard]] bool has_day_left(std::string_view event, RealTime now);

} // namespace mcpctl
