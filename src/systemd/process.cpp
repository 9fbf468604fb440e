#include "systemd/process.hpp"

#include <charconv>
#include <ctime>
#include <fstream>
#include <string>
#include <unistd.h>

namespace mcpctl {

namespace {

constexpr int fields_behind_name = 20;     // field 22, counted from the state behind "(name)"
constexpr std::size_t longest_stat = 4096; // a name of 16 bytes and some fifty numbers

std::chrono::microseconds clock_reading(clockid_t clock)
{
  timespec time = {};
  ::clock_gettime(clock, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_nsec / 1000);
}

} // namespace

std::optional<unsigned long long> start_ticks(std::string_view stat)
{
  std::size_t at = stat.rfind(')');
  for (int field = 0; field < fields_behind_name && at != std::string_view::npos; ++field)
    at = stat.find(' ', at + 1);
  if (at == std::string_view::npos)
    return std::nullopt;
  unsigned long long ticks = 0;
  const char* const begin = stat.data() + at + 1;
  const auto read = std::from_chars(begin, stat.data() + stat.size(), ticks);
  return read.ec == std::errc() && read.ptr != begin ? std::optional(ticks) : std::nullopt;
}

std::optional<RealTime> process_started(int pid)
{
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  // read() takes a process that ends meanwhile (ESRCH) as an end of file; a stream iterator throws.
  std::string stat(longest_stat, '\0');
  file.read(stat.data(), static_cast<std::streamsize>(stat.size()));
  stat.resize(static_cast<std::size_t>(file.gcount()));
  const auto ticks = start_ticks(stat);
  if (!ticks)
    return std::nullopt;
  static const auto per_second = static_cast<unsigned long long>(::sysconf(_SC_CLK_TCK));
  const std::chrono::microseconds since_boot(*ticks * 1'000'000 / per_second);
  return RealTime(clock_reading(CLOCK_REALTIME) - clock_reading(CLOCK_BOOTTIME) + since_boot);
}

} // namespace mcpctl
