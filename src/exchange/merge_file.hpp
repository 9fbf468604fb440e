// merge() for either syntax of clients' files.
#pragma once

#include "exchange/merge.hpp"

namespace mcpctl {

[[nodiscard]] Merge merge_json(std::string_view text, const std::string& file,
                               const MergeRequest& request);
[[nodiscard]] Merge merge_toml(std::string_view text, const std::string& file,
                               const MergeRequest& request);

} // namespace mcpctl
