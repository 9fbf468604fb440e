// The terminal as it was before: put back also where the program has no time for anything else,
// because it crashes or aborts.
#pragma once

namespace mcpctl {

// Before anything is changed: the line's settings.
void remember_terminal();
// Once the terminal is known: the bytes that undo what was done to it. From here on a crash sends
// them before it ends the program as it would have.
void remember_way_back();
// It was put back in an orderly way: nothing is left to do.
void terminal_is_back();

} // namespace mcpctl
