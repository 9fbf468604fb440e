// The options that work before and after every verb, declared.
#pragma once

#include "cli/context.hpp"

namespace CLI {
class App;
} // namespace CLI

namespace mcpctl {

void declare_global_options(CLI::App& app, GlobalOptions& options);

} // namespace mcpctl
