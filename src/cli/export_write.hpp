// export --write: the client's own file, changed and nothing lost.
#pragma once

#include "cli/context.hpp"
#include "exchange/merge.hpp"

#include <string>

namespace mcpctl {

struct WriteRequest
{
  std::string file;
  bool yes = false;
};

// Shows how the file changes, asks, keeps a copy of it and replaces it.
[[nodiscard]] Result<ExitCode> write_export(const Context& context, const MergeRequest& request,
                                            const WriteRequest& given);

} // namespace mcpctl
