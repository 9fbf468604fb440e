// What a server uses, against what it may use.
#pragma once

#include "observe/server_detail.hpp"
#include "report/sheet.hpp"

namespace mcpctl {

// Lines for memory, cpu and tasks; "69.2M of 200M (35%), slowed above 150M".
void add_use(Sheet& sheet, const ServerDetail& server, RealTime now);

} // namespace mcpctl
