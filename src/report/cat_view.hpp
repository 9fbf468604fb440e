// `mcpctl cat NAME`: the files that make a unit, each under its path.
#pragma once

#include "report/style.hpp"
#include "units/unit_file.hpp"

#include <string>
#include <vector>

namespace mcpctl {

// `files` with `folder` before their paths. Of an environment file only the names are shown. On a
// terminal control characters are made visible; a file or a pipe gets the bytes as they are.
[[nodiscard]] std::string cat_files(const std::vector<UnitFile>& files, const std::string& folder,
                                    const Style& style);

} // namespace mcpctl
