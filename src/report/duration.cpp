#include "report/duration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>

namespace mcpctl {

namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::seconds;

struct Parts
{
  std::int64_t days, hours, minutes, seconds;
};

Parts parts_of(seconds span)
{
  const std::int64_t all = std::max<std::int64_t>(span.count(), 0);
  return {all / 86400, all / 3600 % 24, all / 60 % 60, all % 60};
}

std::string two_units(std::int64_t large, const char* large_unit, std::int64_t small,
                      const char* small_unit)
{
  return small == 0 ? fmt::format("{}{}", large, large_unit)
                    : fmt::format("{}{} {}{}", large, large_unit, small, small_unit);
}

std::string largest_two(const Parts& parts)
{
  if (parts.days > 0)
    return two_units(parts.days, "d", parts.hours, "h");
  if (parts.hours > 0)
    return two_units(parts.hours, "h", parts.minutes, "min");
  if (parts.minutes > 0)
    return two_units(parts.minutes, "min", parts.seconds, "s");
  return fmt::format("{}s", parts.seconds);
}

std::tm broken_down(RealTime at, std::tm* (*convert)(const std::time_t*, std::tm*))
{
  const std::time_t time = std::chrono::floor<seconds>(at).time_since_epoch().count();
  std::tm parts{};
  convert(&time, &parts);
  return parts;
}

std::string date_of(const std::tm& parts)
{
  return fmt::format("{:04}-{:02}-{:02}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

std::string time_of(const std::tm& parts)
{
  return fmt::format("{:02}:{:02}:{:02}", parts.tm_hour, parts.tm_min, parts.tm_sec);
}

} // namespace

std::string format_uptime(microseconds span)
{
  const Parts parts = parts_of(duration_cast<seconds>(span));
  const std::string clock =
      fmt::format("{}:{:02}:{:02}", parts.hours, parts.minutes, parts.seconds);
  return parts.days > 0 ? fmt::format("{}d {}", parts.days, clock) : clock;
}

std::string format_wait(microseconds span)
{
  return largest_two(parts_of(std::chrono::ceil<seconds>(span)));
}

std::string format_cpu_time(std::uint64_t usec)
{
  if (usec < 1'000'000)
    return fmt::format("{}ms", usec / 1000);
  if (usec < 60'000'000)
    return fmt::format("{}.{}s", usec / 1'000'000, usec / 100'000 % 10);
  return largest_two(parts_of(seconds(usec / 1'000'000)));
}

std::string format_size(std::uint64_t bytes)
{
  if (bytes < 1024)
    return fmt::format("{}B", bytes);
  constexpr std::array units = {'K', 'M', 'G', 'T', 'P', 'E'};
  double amount = static_cast<double>(bytes) / 1024;
  std::size_t unit = 0;
  while (amount >= 1023.95 && unit + 1 < units.size()) {
    amount /= 1024;
    ++unit;
  }
  return fmt::format("{:.1f}{}", amount, units[unit]);
}

std::string format_rfc3339(RealTime at)
{
  const std::tm parts = broken_down(at, gmtime_r);
  return date_of(parts) + "T" + time_of(parts) + "Z";
}

std::string format_rfc3339_usec(RealTime at)
{
  const std::tm parts = broken_down(at, gmtime_r);
  const auto part = at - std::chrono::floor<seconds>(at);
  return fmt::format("{}T{}.{:06}Z", date_of(parts), time_of(parts), part.count());
}

std::string format_clock(RealTime at, RealTime now)
{
  const std::tm parts = broken_down(at, localtime_r);
  const std::string today = date_of(broken_down(now, localtime_r));
  return date_of(parts) == today ? time_of(parts) : date_of(parts) + " " + time_of(parts);
}

} // namespace mcpctl
