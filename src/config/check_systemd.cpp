// The escape hatch: [servers.NAME.systemd.Service] and .Unit.
#include "config/check_value.hpp"
#include "config/directives.hpp"
#include "units/quote.hpp"

#include <algorithm>
#include <array>

namespace mcpctl {

namespace {

// A directive that mcpctl writes itself and that a second line would break.
struct Reserved
{
  std::string_view directive;
  std::string_view key; // what to use instead; empty: nothing
};

constexpr auto reserved = std::to_array<Reserved>({
    {"Description", "description"},
    {"DynamicUser", "user"},
    {"Environment", "env"},
    {"EnvironmentFile", "env_file"},
    {"ExecStart", "command"},
    {"Group", "group"},
    {"KillSignal", "kill_signal"},
    {"OnFailure", ""},
    {"RemainAfterExit", ""},
    {"Restart", "restart"},
    {"RestartPreventExitStatus", "restart_prevent_exit_status"},
    {"RestartSec", "restart_sec"},
    {"SourcePath", ""},
    {"StandardError", "stderr"},
    {"StandardOutput", "stdout"},
    {"StartLimitBurst", "start_limit_burst"},
    {"StartLimitIntervalSec", "start_limit_interval_sec"},
    {"SyslogIdentifier", ""},
    {"Type", "service_type"},
    {"User", "user"},
    {"WorkingDirectory", "cwd"},
});

bool is_reserved(const Entry& entry, Problems& problems)
{
  const auto* found = std::find_if(reserved.begin(), reserved.end(), [&entry](const Reserved& r) {
    return r.directive == entry.key;
  });
  if (found == reserved.end())
    return false;
  problems.error(entry.spot, entry.key + "= is set by mcpctl itself",
                 found->key.empty() ? "" : "use the key \"" + std::string(found->key) + "\"");
  return true;
}

void check_directive(std::string_view section, const Entry& entry, Problems& problems)
{
  if (is_reserved(entry, problems))
    return;
  if (const auto why = why_directive_not_carried(section, entry.key, "")) {
    problems.error(entry.spot, "\"" + entry.key + "\" is no directive: " + *why);
    return;
  }
  for (const Spelling& spelling : spellings_of(entry.value)) {
    if (!spelling.text)
      problems.error(spelling.spot,
                     entry.key + " must be a string, an integer, a boolean or an array of them");
    else if (const auto why = why_directive_not_carried(section, entry.key, *spelling.text))
      problems.error(spelling.spot, entry.key + " " + *why);
  }
}

} // namespace

std::vector<Spelling> spellings_of(const Value& value)
{
  if (const Array* array = value.array()) {
    std::vector<Spelling> spellings;
    for (const Value& element : *array) {
      const std::vector<Spelling> inner = element.array()
                                              ? std::vector{Spelling{element.spot, std::nullopt}}
                                              : spellings_of(element);
      spellings.insert(spellings.end(), inner.begin(), inner.end());
    }
    return spellings;
  }
  Spelling spelling{value.spot, std::nullopt};
  if (const std::string* text = value.text())
    spelling.text = *text;
  else if (const std::int64_t* integer = value.integer())
    spelling.text = std::to_string(*integer);
  else if (const bool* boolean = value.boolean())
    spelling.text = *boolean ? "yes" : "no";
  return {spelling};
}

void check_systemd(const Entry& entry, const KeySpec& key, Problems& problems)
{
  const Table* sections = entry.value.table();
  if (sections == nullptr) {
    report_type(entry.value.spot, key, problems);
    return;
  }
  for (const Entry& section : sections->entries) {
    const Table* directives = section.value.table();
    if (section.key != "Service" && section.key != "Unit")
      problems.error(section.spot, "section \"" + section.key + "\" cannot be set",
                     "only Service and Unit can");
    else if (directives == nullptr)
      report_type(section.value.spot, key, problems);
    else
      for (const Entry& directive : directives->entries)
        check_directive(section.key, directive, problems);
  }
}

} // namespace mcpctl
