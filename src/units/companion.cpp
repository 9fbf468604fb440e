#include "units/companion.hpp"

#include <algorithm>
#include <array>

namespace mcpctl {

namespace {

struct Template
{
  CompanionKind kind;
  std::string_view prefix;
  std::string_view suffix;
  bool runs; // as long as the server does
  std::string_view setting;
};

constexpr std::array templates = {
    Template{CompanionKind::retry, "mcpctl-retry@", ".timer", false, "retry_sec"},
    Template{CompanionKind::calendar, "mcpctl-calendar@", ".timer", true, "restart_on_calendar"},
    Template{CompanionKind::up, "mcpctl-up@", ".target", true, ""},
    Template{CompanionKind::watch, "mcpctl-watch@", ".service", true, "watch"},
    Template{CompanionKind::alert, "mcpctl-alert@", ".service", false, "on_failure"},
    Template{CompanionKind::rotate_timer, "mcpctl-rotate@", ".timer", true, "log_rotate"},
    Template{CompanionKind::rotate_calendar, "mcpctl-rotate-calendar@", ".timer", true,
             "log_rotate_on_calendar"},
    Template{CompanionKind::rotate, "mcpctl-rotate@", ".service", false, "log_rotate"},
};

constexpr std::array kinds = {
    CompanionKind::retry,           CompanionKind::calendar, CompanionKind::up,
    CompanionKind::watch,           CompanionKind::alert,    CompanionKind::rotate_timer,
    CompanionKind::rotate_calendar, CompanionKind::rotate,
};

constexpr std::string_view drop_in_suffix = ".d/10-mcpctl.conf";

const Template& template_of(CompanionKind kind)
{
  return *std::find_if(templates.begin(), templates.end(),
                       [kind](const Template& each) { return each.kind == kind; });
}

const Template* template_of_file(const UnitFile& file)
{
  const std::string_view path = file.path;
  if (!path.ends_with(drop_in_suffix))
    return nullptr;
  const std::string_view unit = path.substr(0, path.size() - drop_in_suffix.size());
  const auto* found =
      std::find_if(templates.begin(), templates.end(), [unit](const Template& each) {
        return unit.starts_with(each.prefix) && unit.ends_with(each.suffix);
      });
  return found == templates.end() ? nullptr : found;
}

} // namespace

std::span<const CompanionKind> companion_kinds()
{
  return kinds;
}

std::string companion_unit(CompanionKind kind, const InstanceId& id)
{
  const Template& companion = template_of(kind);
  return std::string(companion.prefix) + to_string(id) + std::string(companion.suffix);
}

std::string companion_drop_in(CompanionKind kind, const InstanceId& id)
{
  return companion_unit(kind, id) + std::string(drop_in_suffix);
}

UnitFile companion_file(CompanionKind kind, const InstanceId& id, std::string_view text)
{
  return {.path = companion_drop_in(kind, id),
          .text = "# Written by mcpctl apply.\n\n" + std::string(text)};
}

std::optional<std::string> companion_of(const UnitFile& file)
{
  const Template* companion = template_of_file(file);
  if (!companion)
    return std::nullopt;
  return file.path.substr(0, file.path.size() - drop_in_suffix.size());
}

std::optional<CompanionKind> companion_kind_of(const UnitFile& file)
{
  const Template* companion = template_of_file(file);
  return companion ? std::optional(companion->kind) : std::nullopt;
}

std::string_view companion_setting(CompanionKind kind)
{
  return template_of(kind).setting;
}

std::vector<std::string> running_companions(const std::vector<UnitFile>& files)
{
  std::vector<std::string> units;
  for (const UnitFile& file : files) {
    const Template* companion = template_of_file(file);
    if (companion && companion->runs)
      units.push_back(*companion_of(file));
  }
  std::sort(units.begin(), units.end());
  return units;
}

} // namespace mcpctl
