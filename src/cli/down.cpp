// down: stops the servers of the file and takes their units away.

#include "cli/configuration.hpp"
#include "cli/removal.hpp"
#include "cli/verbs.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mcpctl {

namespace {

std::vector<InstalledUnit> units_of(const std::vector<std::string>& owners,
                                    const Installed& installed)
{
  std::vector<InstalledUnit> units;
  for (const InstalledUnit& unit : installed.units) {
    if (std::find(owners.begin(), owners.end(), unit.marker.owner) != owners.end())
      units.push_back(unit);
  }
  return units;
}

Result<ExitCode> down(const Context& context)
{
  Result<Connection> connection = connect(context);
  if (!connection.ok())
    return connection.error();
  const Result<Installed> installed = read_installed(connection->folders);
  if (!installed.ok())
    return installed.error();
  const Result<std::vector<std::string>> owners = owners_asked_for(context);
  if (!owners.ok())
    return owners.error();
  if (units_of(*owners, *installed).empty() && !context.options.json && !context.options.quiet)
    fmt::print("no servers of {} are installed\n", fmt::join(*owners, ", "));
  const Result<Applied> applied =
      carry_out(context, *connection,
                {.choose = [&](const Installed& now) { return Result(units_of(*owners, now)); },
                 .why = "down",
                 .recorded = {}});
  return applied.ok() ? Result<ExitCode>(report_removal(context, *applied)) : applied.error();
}

} // namespace

Run declare_down(Options& options)
{
  options.note("Acts on the servers of the default files, or of those given with -c. The\n"
               "configuration need not be valid, or even exist.");
  return [](Context& context) { return down(context); };
}

} // namespace mcpctl
