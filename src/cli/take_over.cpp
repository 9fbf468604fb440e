#include "cli/take_over.hpp"

#include "cli/complain.hpp"
#include "cli/configuration.hpp"

#include <algorithm>

namespace mcpctl {

Result<TakeOver> TakeOver::begin(const Context& context, const ApplyRequest& request)
{
  TakeOver take_over(context);
  if (!request.take_over || is_runtime(context))
    return take_over;
  Result<OwnFolders> folders = OwnFolders::lock(context);
  if (!folders.ok())
    return folders.error();
  take_over.folders_ = std::make_unique<OwnFolders>(std::move(*folders));
  take_over.taking_ = std::make_unique<TakingOut>(context, *take_over.folders_);
  return take_over;
}

void TakeOver::choose(const Plan& plan, const Installed& installed)
{
  chosen_.clear();
  std::set<ServerName> seen;
  for (const InstalledUnit& unit : installed.units) {
    const ServerName& server = unit.marker.id.server;
    const bool is_wanted =
        std::any_of(plan.actions.begin(), plan.actions.end(), [&](const Action& action) {
          return action.server == server && action.kind != ActionKind::remove;
        });
    if (!taking_ || !is_wanted || unit.where != Where::runtime || !seen.insert(server).second)
      continue;
    const auto found = find_own_file(*context_, unit.marker.owner);
    if (found && found->file.runtime)
      chosen_.push_back({.server = server.str(), .file = found->file});
  }
}

Status TakeOver::take_out()
{
  return taking_ ? taking_->take_out(chosen_) : Status(Nothing{});
}

void TakeOver::put_back(const UnitFolders& folders)
{
  const Result<Installed> installed = read_installed(folders);
  const bool is_as_before =
      installed.ok() && std::all_of(chosen_.begin(), chosen_.end(), [&](const OwnEntry& entry) {
        return std::any_of(
            installed->units.begin(), installed->units.end(), [&](const InstalledUnit& unit) {
              return unit.where == Where::runtime && unit.marker.id.server.str() == entry.server;
            });
      });
  if (!taking_ || !is_as_before)
    return;
  if (const Status back = taking_->put_back(); !back.ok())
    complain(back.error());
}

std::vector<std::string> TakeOver::words() const
{
  return taking_ ? taking_->words() : std::vector<std::string>{};
}

} // namespace mcpctl
