#include "cli/newcomers.hpp"

#include "cli/file_print.hpp"
#include "cli/selection.hpp"

#include <algorithm>
#include <utility>

namespace mcpctl {

Newcomers::Newcomers(const Context& context, std::vector<std::string> selectors,
                     std::vector<InstalledUnit> units)
    : context_(context), selectors_(std::move(selectors)), units_(std::move(units)),
      print_(print_of(default_folders(context)))
{
}

std::vector<InstalledUnit> Newcomers::look()
{
  std::vector<InstalledUnit> come;
  const UnitFolders folders = default_folders(context_);
  std::string print = print_of(folders);
  // A drop-in's folder is there before the drop-in, hence once more after a change.
  const bool changed = print != print_;
  print_ = std::move(print);
  if (!std::exchange(unsettled_, changed) && !changed)
    return come;
  const Result<std::vector<InstalledUnit>> chosen = units_chosen(context_, folders, selectors_);
  if (!chosen.ok())
    return come;
  for (const InstalledUnit& unit : *chosen) {
    if (std::none_of(units_.begin(), units_.end(),
                     [&](const InstalledUnit& known) { return known.unit == unit.unit; }))
      come.push_back(unit);
  }
  units_.insert(units_.end(), come.begin(), come.end());
  return come;
}

} // namespace mcpctl
