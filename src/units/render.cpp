#include "units/render.hpp"

#include "units/companion.hpp"
#include "units/helpers.hpp"
#include "units/quote.hpp"
#include "units/rotation.hpp"
#include "units/service.hpp"
#include "units/stdio.hpp"
#include "units/streams.hpp"

#include <fmt/format.h>

namespace mcpctl {

namespace {

bool gives_up(const Life& life)
{
  const bool never_retries =
      life.retry && (*life.retry == TimeSpan::zero() || *life.retry == infinite_span);
  return never_retries || life.restart == RestartPolicy::no;
}

std::string unit_section(Work& work, const std::vector<UnitFile>& companions)
{
  const Life& life = work.server.life;
  Section section("Unit", work);
  if (!quote_description(work.server.description).empty()) {
    section.add("Description", quote_description(work.server.description));
  }
  add_order(section, work.server);
  section.add_set("StartLimitIntervalSec", life.start_limit_interval, format_time_span);
  section.add_set("StartLimitBurst", life.start_limit_burst,
                  [](unsigned burst) { return fmt::format("{}", burst); });
  if (!gives_up(life)) {
    section.add("OnFailure", "mcpctl-retry@%i.timer");
  }
  if (work.server.on_failure)
    section.add("OnFailure", "mcpctl-alert@%i.service");
  for (const std::string& unit : running_companions(companions))
    section.add("Wants", unit);
  section.add_raw();
  return section.text();
}

std::string restart_word(RestartPolicy policy)
{
  switch (policy) {
  case RestartPolicy::always:
    return "always";
  case RestartPolicy::on_failure:
    return "on-failure";
  case RestartPolicy::no:
    return "no";
  }
  return {};
}

void add_life(Section& section, const Life& life)
{
  section.add_set("Restart", life.restart, restart_word);
  section.add_set("RestartSec", life.restart_delay, format_time_span);
  if (!life.restart_prevent_exit_status.empty()) {
    section.add("RestartPreventExitStatus",
                fmt::format("{}", fmt::join(life.restart_prevent_exit_status, " ")));
  }
  add_stop(section, life);
  section.add_set("TimeoutStartSec", life.timeout_start, format_time_span);
  section.add_set("ExecReload", life.reload_signal, [](const std::string& signal) {
    return fmt::format("kill -s {} $MAINPID", signal);
  });
}

std::string service_section(Work& work, const InstanceId& id, const std::string& own_file)
{
  const Server& server = work.server;
  Section section("Service", work);
  if (server.service_type == ServiceType::notify) {
    section.add("Type", "notify");
    section.add("NotifyAccess", "all"); // it may be a child of npx that says READY=1
  }
  add_identity(section, server, id);
  add_environment(section, server, own_file);
  section.add("ExecStart", render_exec_start(service_argv(server, id)));
  add_streams(section, server, id);
  add_log_level(section, work);
  add_life(section, server.life);
  add_limits(section, server.limits);
  section.add_raw();
  return section.text();
}

// Helper units of its own, and what systemd must read back of them.
void add_companions(RenderedUnit& unit, const Server& server)
{
  const Life& life = server.life;
  if (life.retry && !gives_up(life)) {
    // The empty assignment drops the template's time.
    unit.files.push_back(companion_file(
        CompanionKind::retry, unit.id,
        fmt::format("[Timer]\nOnActiveSec=\nOnActiveSec={}\n", format_time_span(*life.retry))));
  }
  if (!life.restart_on_calendar.empty()) {
    unit.files.push_back(
        companion_file(CompanionKind::calendar, unit.id,
                       fmt::format("[Timer]\nOnCalendar={}\n", life.restart_on_calendar)));
    unit.companions[companion_unit(CompanionKind::calendar, unit.id)] = {};
  }
}

RenderedUnit render_unit(Work& work, const InstanceId& id)
{
  const Server& server = work.server;
  const UnitPaths paths = unit_paths(id, server.type);
  RenderedUnit unit{.id = id,
                    .unit = unit_name(id),
                    .files = {},
                    .exec_unit = unit_name(id),
                    .exec_argv = service_argv(server, id),
                    .companions = {},
                    .log_places = {}};
  add_companions(unit, server);
  unit.log_places = log_places(server, id);
  add_rotation(unit, server, work.target);
  add_watch(unit, work);
  add_alert(unit, work);
  std::string environment = environment_text(server, id);
  const std::string own_file =
      environment.empty() ? "" : work.target.unit_folder + '/' + paths.environment;
  unit.files.push_back({.path = paths.marked,
                        .text = render_marker(marker_of(server, id, work.target))
                                + std::string(written_by_us) + unit_section(work, unit.files)
                                + service_section(work, id, own_file)});
  if (!environment.empty()) {
    unit.files.push_back({.path = paths.environment, .text = std::move(environment), .mode = 0600});
  }
  if (server.life.enabled) {
    unit.files.push_back({.path = paths.wants, .text = "../mcp@.service", .is_link = true});
  }
  unit.files = sorted(std::move(unit.files));
  return unit;
}

} // namespace

Rendering render(const Server& server, const Target& target)
{
  Work work{.server = server, .target = target, .warnings = {}};
  Rendering rendering;
  if (server.type == ServerType::stdio) {
    rendering.units.push_back(render_stdio_unit(work));
  } else {
    for (const InstanceId& id : instances_of(server))
      rendering.units.push_back(render_unit(work, id));
  }
  rendering.warnings = std::move(work.warnings);
  return rendering;
}

} // namespace mcpctl
