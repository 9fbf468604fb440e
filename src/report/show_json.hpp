// `mcpctl show --json`: the fields of `status --json`, and everything else that `show` tells.
// Fields are only ever added.
#pragma once

#include "observe/server_detail.hpp"
#include "report/show_view.hpp"

#include <string>
#include <vector>

namespace mcpctl {

// One JSON document ending in a newline. Bytes that are no UTF-8 become U+FFFD.
[[nodiscard]] std::string show_json(const std::vector<ServerDetail>& servers,
                                    const ShowContext& context);

} // namespace mcpctl
