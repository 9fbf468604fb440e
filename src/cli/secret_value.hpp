// Where the value of a secret comes from: never from the command line, which every user of the
// machine can read.
#pragma once

#include "model/result.hpp"

#include <string>

namespace mcpctl {

// All of standard input or, where that is a terminal, a line typed after `prompt`, which is not
// shown. However it ends, by a signal too, the terminal shows again what is typed.
// `command` is what reads a value that no terminal takes: "mcpctl secret set web TOKEN".
[[nodiscard]] Result<std::string> read_secret_value(const std::string& prompt,
                                                    const std::string& command);

} // namespace mcpctl
