#include "rotate/shift.hpp"

#include <algorithm>

namespace mcpctl {

std::vector<std::pair<RotatedName, RotatedName>>
renames_for_new(const std::vector<OlderFile>& files)
{
  std::vector<RotatedName> names;
  for (const OlderFile& file : files)
    names.push_back(file.name);
  std::sort(names.begin(), names.end());
  std::vector<std::pair<RotatedName, RotatedName>> renames;
  unsigned next = 1; // the number that a file must have to be in the way
  for (const RotatedName& name : names) {
    if (name.number > next)
      break;
    renames.insert(renames.begin(), {name, {name.number + 1, name.compressed}});
    next = name.number + 1;
  }
  return renames;
}

std::vector<RotatedName> superfluous(const std::vector<OlderFile>& files, const Retention& keeping)
{
  const auto is_plain = [&files](unsigned number) {
    return std::any_of(files.begin(), files.end(), [number](const OlderFile& file) {
      return file.name == RotatedName{number, false};
    });
  };
  std::vector<RotatedName> names;
  for (const OlderFile& file : files) {
    const bool too_old = keeping.max_age && file.age > *keeping.max_age;
    const bool unfinished = file.name.compressed && is_plain(file.name.number);
    if (file.name.number > keeping.keep || too_old || unfinished)
      names.push_back(file.name);
  }
  return names;
}

} // namespace mcpctl
