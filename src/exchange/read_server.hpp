// One server of another program's configuration. The programs agree on most names and differ in a
// few, so that one reader knows them all: a key means the same wherever it occurs.
#pragma once

#include "exchange/foreign.hpp"

namespace mcpctl {

[[nodiscard]] ForeignServer read_server(const std::string& name, const Spot& spot,
                                        const Table& table);
// A string, or what a program is given for a number or a boolean.
[[nodiscard]] std::optional<std::string> word_of(const Value& value);
// The `inputs` of VS Code.
[[nodiscard]] std::vector<ForeignInput> read_inputs(const Value& value);

} // namespace mcpctl
