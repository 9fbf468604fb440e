// Secrets that stand in files which others can read.

#include "doctor/checks.hpp"
#include "doctor/words.hpp"
#include "report/shell_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

namespace mcpctl {

namespace {

using Variables = std::vector<const ClearTextVariable*>;

// `secrets = ["A", "B"]`, or what to add to it.
std::string naming(const Variables& variables)
{
  std::vector<std::string> names;
  for (const ClearTextVariable* variable : variables)
    names.push_back('"' + variable->name + '"');
  const std::string list = fmt::format("{}", fmt::join(names, ", "));
  return variables.front()->has_secrets ? "add " + list + " to secrets"
                                        : "secrets = [" + list + "]";
}

// What keeps the values of one server apart from now on.
void add_secrets(const Facts& facts, const ClearTextFacts& file, const Variables& variables,
                 Steps& mend)
{
  std::vector<std::string> names;
  for (const ClearTextVariable* variable : variables) {
    mend.push_back(
        mcpctl_command(facts, fmt::format("secret set {} {}", variable->server, variable->name)));
    names.push_back(variable->name);
    if (file.env_file)
      mend.push_back(edit(file.file, variable->line, "take out " + variable->name));
  }
  const ClearTextVariable& first = *variables.front();
  const std::string out =
      file.env_file ? "" : fmt::format("take {} out of env; ", fmt::join(names, ", "));
  mend.push_back(edit(first.source.file, first.source.line, out + naming(variables)));
  mend.push_back(apply_command(facts, first.owner));
}

Finding open_to_others(const Facts& facts, const ClearTextFacts& file)
{
  Finding finding{.gravity = Gravity::warning, .why = "which looks like a secret", .mend = {}};
  if (file.may_close)
    finding.mend.push_back(as_caller(facts, "chmod go= " + shell_word(file.file)));
  std::vector<std::string> held;
  std::map<std::string, Variables> by_server;
  for (const ClearTextVariable& variable : file.variables) {
    held.push_back(fmt::format("{} of {}", variable.name, variable.server));
    by_server[variable.server].push_back(&variable);
  }
  for (const auto& [server, variables] : by_server)
    add_secrets(facts, file, variables, finding.mend);
  finding.what =
      fmt::format("{} can be read by others, and holds {}", file.file, fmt::join(held, ", "));
  return finding;
}

} // namespace

Findings check_clear_text(const Facts& facts)
{
  Findings findings;
  for (const ClearTextFacts& file : facts.configuration.clear_text)
    findings.push_back(open_to_others(facts, file));
  if (findings.empty() && facts.configuration.unread)
    return {};
  return or_all_well(std::move(findings), "others can read no secret in it");
}

} // namespace mcpctl
