// Restart policy and limits: each key is one field.
#include "config/build.hpp"
#include "config/scalars.hpp"

namespace mcpctl {

namespace {

template <typename T>
void assign(std::optional<T>& field, const Value* value, Result<T> (*read)(const Value&))
{
  if (value == nullptr)
    return;
  if (const Result<T> result = read(*value))
    field = *result;
}

std::optional<RestartPolicy> restart_policy(const Value* value)
{
  if (value == nullptr)
    return std::nullopt;
  if (*value->text() == "always")
    return RestartPolicy::always;
  return *value->text() == "no" ? RestartPolicy::no : RestartPolicy::on_failure;
}

} // namespace

Life build_life(const Settings& settings, BuildContext& context)
{
  Life life;
  if (const Value* enabled = settings.get("enabled"))
    life.enabled = *enabled->boolean();
  life.restart = restart_policy(settings.get("restart"));
  assign(life.restart_delay, settings.get("restart_sec"), read_span);
  if (const Value* burst = settings.get("start_limit_burst"))
    life.start_limit_burst = static_cast<unsigned>(*burst->integer());
  assign(life.start_limit_interval, settings.get("start_limit_interval_sec"), read_span);
  assign(life.retry, settings.get("retry_sec"), read_span);
  if (const Value* statuses = settings.get("restart_prevent_exit_status")) {
    if (const auto read = read_exit_statuses(*statuses))
      life.restart_prevent_exit_status = *read;
  }
  assign(life.kill_signal, settings.get("kill_signal"), read_signal);
  assign(life.timeout_stop, settings.get("timeout_stop_sec"), read_span);
  assign(life.timeout_start, settings.get("timeout_start_sec"), read_span);
  assign(life.settle, settings.get("settle_sec"), read_span);
  life.restart_on_calendar = build_calendar(settings, "restart_on_calendar", context);
  assign(life.reload_signal, settings.get("reload_signal"), read_signal);
  return life;
}

Limits build_limits(const Settings& settings)
{
  Limits limits;
  assign(limits.memory_max, settings.get("memory_max"), read_size);
  assign(limits.memory_high, settings.get("memory_high"), read_size);
  assign(limits.cpu_quota_percent, settings.get("cpu_quota"), read_quota);
  assign(limits.tasks_max, settings.get("tasks_max"), read_tasks);
  return limits;
}

} // namespace mcpctl
