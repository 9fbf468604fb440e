#include "model/logs.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace mcpctl {

namespace {

// From the most urgent to the least: those before it are more urgent than the stream's own level.
constexpr std::array<std::string_view, 4> above_warning = {"emerg", "alert", "crit", "err"};
constexpr std::array<std::string_view, 2> above_info = {"warning", "notice"};

template <typename Words> bool holds(const Words& words, std::string_view word)
{
  return std::find(words.begin(), words.end(), word) != words.end();
}

LogTarget unless(bool dropped, const LogTarget& target)
{
  const bool journal = target.kind == LogTarget::Kind::journal;
  return dropped && journal ? LogTarget{.kind = LogTarget::Kind::null, .path = {}} : target;
}

} // namespace

LogTarget out_target(const Logs& logs)
{
  return unless(holds(above_warning, logs.level_max) || holds(above_info, logs.level_max),
                logs.out);
}

LogTarget err_target(const Logs& logs)
{
  return unless(holds(above_warning, logs.level_max), logs.err);
}

std::string path_for(const InstanceId& id, const std::string& path)
{
  if (!id.index)
    return path;
  const std::size_t name = path.rfind('/') + 1;
  std::size_t end = path.rfind('.');
  if (end == std::string::npos || end <= name) // a leading dot begins no extension
    end = path.size();
  return path.substr(0, end) + "-" + std::to_string(*id.index) + path.substr(end);
}

} // namespace mcpctl
