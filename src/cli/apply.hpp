// apply as other verbs use it.
#pragma once

#include "cli/context.hpp"
#include "config/read.hpp"
#include "plan/apply.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

struct ApplyRequest
{
  bool dry_run = false;
  bool diff = false;
  bool exit_code = false;
  bool no_prune = false;
  bool take_over = false;
  bool resolve = false;
  bool all_at_once = false;
  bool no_wait = false;
  std::optional<std::string> wait;
  std::optional<std::string> profile;
  std::vector<std::string> only;
  std::vector<std::string> left_stopped; // names of servers that are not started where they are new
  const SourceFile* unwritten = nullptr; // see ConfigurationRequest
  std::string mend_of_refusal;           // instead of what a refusal names; empty: as it is
  std::function<void()> accepted;        // the plan has no refusals and is about to be carried out
};

[[nodiscard]] Result<ExitCode> run_apply(Context& context, const ApplyRequest& request);

} // namespace mcpctl
