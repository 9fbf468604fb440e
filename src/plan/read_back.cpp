#include "plan/read_back.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace mcpctl {

namespace {

constexpr std::size_t told = 3;

// Neither the drop-ins for all services that distributions ship nor those of "systemctl
// set-property" have a say in what is run.
bool is_foreign(const std::string& drop_in)
{
  return !drop_in.ends_with("/10-mcpctl.conf") && drop_in.find("/service.d/") == std::string::npos
         && drop_in.find(".control/") == std::string::npos;
}

} // namespace

std::optional<std::string> misunderstood(const LoadedUnit& unit,
                                         const std::vector<std::string>& argv)
{
  // Masked by hand: the files do not matter until that ends.
  if (unit.load_state == "masked"
      || std::any_of(unit.drop_in_paths.begin(), unit.drop_in_paths.end(), is_foreign))
    return {};
  if (unit.load_state != "loaded")
    return unit.load_error.empty() ? unit.load_state : unit.load_error;
  if (unit.argv != argv)
    return "systemd read another command than was written";
  return {};
}

Status read_back(Manager& manager, const std::map<std::string, std::vector<std::string>>& expected)
{
  if (expected.empty())
    return Nothing{};
  std::vector<std::string> names;
  names.reserve(expected.size());
  for (const auto& [unit, argv] : expected)
    names.push_back(unit);
  auto loaded = manager.loaded(names);
  if (!loaded)
    return loaded.error();
  std::string words;
  std::size_t wrong = 0;
  for (const LoadedUnit& unit : *loaded) {
    const auto argv = expected.find(unit.unit);
    if (argv == expected.end())
      continue;
    const auto why = misunderstood(unit, argv->second);
    if (why && wrong++ < told)
      words += fmt::format("{}{}: {}", words.empty() ? "" : "; ", unit.unit, *why);
  }
  if (wrong == 0)
    return Nothing{};
  if (wrong > told)
    words += fmt::format("; and {} more", wrong - told);
  return Error{.what = "systemd does not take the units; the files were put back: " + words,
               .mend = ""};
}

} // namespace mcpctl
