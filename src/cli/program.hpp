// What the programs that speak mcpctl's command line have in common: options → verb → exit code.
#pragma once

#include "cli/context.hpp"

namespace mcpctl {

// `full_screen` is how this program does `monit`; empty where another has to.
[[nodiscard]] int run_program(int argc, char** argv, const FullScreen& full_screen = {});

} // namespace mcpctl
