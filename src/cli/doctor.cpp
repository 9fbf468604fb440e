// doctor: what is wrong with the set-up, and what mends it.

#include "cli/doctor_facts.hpp"
#include "cli/hints.hpp"
#include "cli/style.hpp"
#include "cli/verbs.hpp"
#include "doctor/checks.hpp"
#include "report/doctor_json.hpp"
#include "report/doctor_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace mcpctl {

namespace {

ExitCode exit_code_of(const Facts& facts, const Findings& findings)
{
  if (facts.manager.unreachable)
    return facts.manager.unreachable->code;
  const bool problem = std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.gravity == Gravity::problem;
  });
  return problem ? ExitCode::failed : ExitCode::done;
}

Result<ExitCode> doctor(const Context& context, const std::vector<std::string>& selectors)
{
  const Result<Facts> facts = gather_facts(context, selectors);
  if (!facts.ok())
    return facts.error();
  Findings findings = diagnose(*facts);
  for (Finding& finding : findings) {
    for (Step& step : finding.mend)
      step.text = as_typed(context, step.text);
  }
  if (context.options.json)
    fmt::print("{}", doctor_json(context.scope, findings));
  else
    fmt::print("{}", doctor_report(findings, context.options.verbose, style_of(context)));
  return exit_code_of(*facts, findings);
}

} // namespace

Run declare_doctor(Options& options)
{
  auto selectors = std::make_shared<std::vector<std::string>>();
  options.arguments("SELECTOR", *selectors, "only these servers, beside the set-up itself", false);
  options.note("Changes nothing. Status 1 if there is a problem; with -v each check tells its\n"
               "verdict.");
  return [selectors](Context& context) { return doctor(context, *selectors); };
}

} // namespace mcpctl
