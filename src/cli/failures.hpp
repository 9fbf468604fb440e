// What did not come up, shown so that the next command is obvious: the reason, the last log lines,
// and where there are more.
#pragma once

#include "cli/context.hpp"
#include "plan/rolling.hpp"

#include <functional>
#include <vector>

namespace mcpctl {

// One block on standard error for each server that is not up; true if there was one.
bool complain(const Context& context, const std::vector<Verdict>& verdicts);
// The same for jobs that systemd could not do.
bool complain(const Context& context, const std::vector<JobOutcome>& failed);
// Instances that were left as they were, and the command that restarts them nevertheless.
void complain(const std::vector<HeldBack>& held_back, const std::string& command);
// Servers that are up, and speak http, but have not answered; nothing with --quiet.
void mention_silent(const Context& context, const std::vector<Verdict>& verdicts);
// With --verbose, a line on standard error for each job as it ends; nothing otherwise.
[[nodiscard]] std::function<void(const JobOutcome&)> job_listener(const Context& context);

// That another process holds the lock; 0: nobody knows which.
void say_waiting(int pid);

} // namespace mcpctl
