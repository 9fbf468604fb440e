// Configuration files that mcpctl writes for its user.
#pragma once

#include "model/result.hpp"

#include <string>
#include <string_view>

namespace mcpctl {

// Writes a file that does not exist yet, and the folder it is in; only its owner reads it, since
// configurations tend to end up with something private in them. `verb`: for the messages.
[[nodiscard]] Status write_new_file(const std::string& file, std::string_view text,
                                    std::string_view verb);

} // namespace mcpctl
