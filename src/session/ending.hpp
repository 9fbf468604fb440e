// How a session ended, in the words of the journal.
#pragma once

#include "model/bounded_text.hpp"

#include <string_view>

namespace mcpctl {

using EndingText = BoundedText<128>;

// From the values of $SERVICE_RESULT, $EXIT_CODE and $EXIT_STATUS (systemd.exec(5)); empty ones are
// not known.
[[nodiscard]] EndingText describe_ending(std::string_view result, std::string_view code,
                                         std::string_view status);

} // namespace mcpctl
