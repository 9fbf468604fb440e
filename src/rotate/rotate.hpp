// The two things that the program does.
#pragma once

#include "rotate/options.hpp"

namespace mcpctl {

// Rotates the files for which it is time, and tidies up behind. `by_calendar`: it is, whatever the
// size. Answers with an exit status.
[[nodiscard]] int run_rotation(const RotateOptions& options, bool by_calendar);

// After a run that was killed: finishes what it began, as far as that takes no longer than the
// writers can wait, and releases them in any case.
[[nodiscard]] int thaw_after_kill(const RotateOptions& options);

} // namespace mcpctl
