// The screen of `mcpctl monit` as text.
#pragma once

#include "monit/frame.hpp"
#include "monit/layout.hpp"
#include "monit/monitor.hpp"

namespace mcpctl {

struct MonitLook
{
  Scope scope = Scope::user;
  ScreenSize size;
  RealTime now{};
};

[[nodiscard]] Frame draw(const Monitor& monitor, const MonitLook& look);

// The parts of it.
void draw_table(Frame& frame, const Monitor& monitor, const MonitLayout& layout,
                const MonitLook& look);
void draw_details(Frame& frame, const Monitor& monitor, const MonitLayout& layout,
                  const MonitLook& look);
void draw_help(Frame& frame, const MonitLook& look);

// A sign for the state that differs from all others without its colour.
[[nodiscard]] const char* sign_of(RunState state);
// What the table says of the state: "restarting 41s", "failed (exit 3)", "running, stale".
[[nodiscard]] std::string state_text(const ServerState& server, RealTime now);
// "── log ──────── following ──", the title bold where keys act on what is below it.
[[nodiscard]] StripLine title_line(const std::string& title, const std::string& remark, bool active,
                                   unsigned width);

} // namespace mcpctl
