#include "plan/text.hpp"

#include "model/line_diff.hpp"
#include "units/compare.hpp"

#include <fmt/format.h>

namespace mcpctl {

namespace {

const UnitFile* installed_file(const Installed& installed, const FileChange& change)
{
  const auto find = [&](const std::vector<UnitFile>& files) -> const UnitFile* {
    for (const UnitFile& file : files) {
      if (file.path == change.file.path)
        return &file;
    }
    return nullptr;
  };
  for (const InstalledUnit& unit : installed.units) {
    if (unit.where != change.where)
      continue;
    if (const UnitFile* file = find(unit.files))
      return file;
  }
  return find(change.where == Where::persistent ? installed.shared : installed.shared_runtime);
}

// An environment file says only which variables change.
std::string format_environment(const UnitFile* before, const UnitFile* now)
{
  const auto as_list = [](const UnitFile* file) {
    return file ? std::vector<UnitFile>{*file} : std::vector<UnitFile>{};
  };
  std::string text;
  for (const std::string& setting : differing_settings(as_list(before), as_list(now)))
    text += fmt::format("~{} (values are not shown)\n", setting);
  return text;
}

std::string format_change(const UnitFile* before, const UnitFile* now, bool colour)
{
  if (now ? now->is_link : before->is_link) {
    return (before ? fmt::format("-link to {}\n", before->text) : "")
           + (now ? fmt::format("+link to {}\n", now->text) : "");
  }
  const std::string& path = now ? now->path : before->path;
  if (path.ends_with(".env"))
    return format_environment(before, now);
  return format_line_diff({.lines = lines_of(before ? before->text : "")},
                          {.lines = lines_of(now ? now->text : "")}, colour);
}

} // namespace

std::string format_diff(const Plan& plan, const Installed& installed, bool colour)
{
  std::string text;
  for (const auto* changes : {&plan.writes, &plan.deletes}) {
    for (const FileChange& change : *changes) {
      const UnitFile* before = installed_file(installed, change);
      const UnitFile* now = change.remove ? nullptr : &change.file;
      if (!before && !now)
        continue;
      const char* nowhere = "/dev/null";
      text += fmt::format("--- {}\n+++ {}\n", before ? before->path.c_str() : nowhere,
                          now ? now->path.c_str() : nowhere);
      text += format_change(before, now, colour);
    }
  }
  return text;
}

} // namespace mcpctl
