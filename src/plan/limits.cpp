#include "plan/limits.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace mcpctl {

namespace {

struct Limit
{
  const char* key;
  const char* controller;
  bool (*is_set)(const Server&);
};

constexpr std::size_t names_shown = 3;

const Limit limits[] = {
    {"memory_max", "memory",
     [](const Server& server) { return server.limits.memory_max.has_value(); }},
    {"memory_high", "memory",
     [](const Server& server) { return server.limits.memory_high.has_value(); }},
    {"cpu_quota", "cpu",
     [](const Server& server) { return server.limits.cpu_quota_percent.has_value(); }},
    {"tasks_max", "pids", [](const Server& server) { return server.limits.tasks_max.has_value(); }},
};

// "web", "a, b, c and 97 more"
std::string names_of(const std::vector<std::string>& names)
{
  const std::size_t shown = std::min(names.size(), names_shown);
  const auto first = fmt::format(
      "{}", fmt::join(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(shown), ", "));
  return names.size() == shown ? first : fmt::format("{} and {} more", first, names.size() - shown);
}

} // namespace

std::vector<std::string> limits_not_in_force(const std::vector<Server>& servers, Scope scope,
                                             const std::function<bool(const std::string&)>& given)
{
  std::vector<std::string> warnings;
  for (const Limit& limit : limits) {
    std::vector<std::string> names;
    for (const Server& server : servers) {
      if (limit.is_set(server))
        names.push_back(server.name.str());
    }
    if (names.empty() || given(limit.controller))
      continue;
    warnings.push_back(
        fmt::format("{} of {} is not in force: the service manager has no {} controller{}",
                    limit.key, names_of(names), limit.controller,
                    scope == Scope::user ? "; the system scope may have it: mcpctl --system" : ""));
  }
  return warnings;
}

} // namespace mcpctl
