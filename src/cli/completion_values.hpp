// The values that fit where a placeholder of --help stands: names of servers, clients, signals.
#pragma once

#include "cli/context.hpp"
#include "cli/expected.hpp"

#include <string_view>
#include <vector>

namespace mcpctl {

// What the shells' scripts take for any file, and for any program.
inline constexpr std::string_view any_file = ":files";
inline constexpr std::string_view any_program = ":commands";

// Where that placeholder stands. `typed`: what stands there already, which only some spellings are
// told by.
[[nodiscard]] std::vector<Candidate> values_for(const Context& context,
                                                const Continuation& expected,
                                                std::string_view placeholder,
                                                std::string_view typed);

} // namespace mcpctl
