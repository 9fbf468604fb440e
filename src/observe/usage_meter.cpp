#include "observe/usage_meter.hpp"

namespace mcpctl {

namespace {

using namespace std::chrono_literals;

// The kernel counts processor time of processes in hundredths of a second.
constexpr auto shortest_interval = 500ms;

} // namespace

void UsageMeter::add(const std::string& unit, const Usage& usage, Time at)
{
  const std::uint64_t counted = usage.cpu_usec.value_or(0);
  const auto [found, is_new] = entries_.try_emplace(unit);
  Entry& entry = found->second;
  entry.sample.usage = usage;
  entry.seen_at = at;
  const auto interval = at - entry.counted_at;
  if (!is_new && usage.cpu_usec && counted >= entry.counted_usec && interval < shortest_interval)
    return;
  entry.sample.cpu_percent.reset();
  if (!is_new && usage.cpu_usec && counted >= entry.counted_usec) {
    entry.sample.cpu_percent =
        100.0 * static_cast<double>(counted - entry.counted_usec)
        / static_cast<double>(
            std::chrono::duration_cast<std::chrono::microseconds>(interval).count());
  }
  entry.counted_usec = counted;
  entry.counted_at = at;
}

void UsageMeter::forget_before(Time at)
{
  std::erase_if(entries_, [at](const auto& entry) { return entry.second.seen_at < at; });
}

UsageSample UsageMeter::of(const std::string& unit) const
{
  const auto found = entries_.find(unit);
  return found == entries_.end() ? UsageSample{} : found->second.sample;
}

} // namespace mcpctl
