// The commands that messages name, as this caller has to type them: in the scope that was asked
// for, and for those that read the configuration with the files given. Messages are written without
// either, wherever they come from.
#pragma once

#include "cli/context.hpp"
#include "model/diagnostic.hpp"

#include <string>
#include <string_view>

namespace mcpctl {

// `text` with the options behind each "mcpctl" that a verb follows.
[[nodiscard]] std::string as_typed(const Context& context, std::string_view text);
[[nodiscard]] Error as_typed(const Context& context, Error error);
[[nodiscard]] Diagnostics as_typed(const Context& context, Diagnostics diagnostics);

} // namespace mcpctl
