// The boots that the journal knows.
#pragma once

#include "model/result.hpp"
#include "model/scope.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// Whether that names a boot, there or not: a whole number, with or without a sign, or an id. Pure.
[[nodiscard]] bool is_boot_name(std::string_view text);

// The id, 32 hexadecimal digits, of what `text` names: "0" or nothing for the one that runs, "-1"
// for the one before it, "1" for the first that the journal knows, or an id.
[[nodiscard]] Result<std::string> find_boot(Scope scope, const std::string& text);

// The same among these, oldest first. Pure.
[[nodiscard]] Result<std::string> boot_among(const std::vector<std::string>& boots,
                                             const std::string& running, const std::string& text);

} // namespace mcpctl
