// What is no command, though it stands where one does: text of other kinds is easily given by
// mistake, and each of its lines would be taken for a command.
#pragma once

#include <optional>
#include <string_view>

namespace mcpctl {

// What `line`, a line without outer space, seems to be: "HTML or XML". Nothing where it may be a
// command.
[[nodiscard]] std::optional<std::string_view> other_text(std::string_view line);

} // namespace mcpctl
