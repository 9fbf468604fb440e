#include "observe/log_files.hpp"
#include "plan/planning.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace mcpctl {

namespace {

std::string list_of(const std::set<std::string>& names)
{
  constexpr std::size_t shown = 5;
  if (names.size() <= shown)
    return fmt::format("{}", fmt::join(names, ", "));
  auto end = names.begin();
  std::advance(end, shown);
  return fmt::format("{} and {} more", fmt::join(names.begin(), end, ", "), names.size() - shown);
}

// A name that another existing file owns.
void refuse_other_owners(Planning& planning)
{
  if (planning.options.take_over)
    return;
  std::set<ServerName> told;
  for (const InstalledUnit& unit : planning.found.installed.units) {
    const Marker& marker = unit.marker;
    const ServerName& server = marker.id.server;
    if (!planning.wants_server(server) || !planning.selected(server)
        || planning.found.gone_owners.contains(marker.owner))
      continue;
    for (const WantedUnit& wanted : planning.wanted.units) {
      if (wanted.server != server || wanted.marker.owner == marker.owner
          || !told.insert(server).second)
        continue;
      planning.plan.refusals.push_back(
          {.code = ExitCode::usage,
           .what = fmt::format("{}: belongs to {} (line {})", server.str(), marker.origin.file,
                               marker.origin.line),
           .mend = fmt::format("give it another name, or move it here: mcpctl{} apply --take-over",
                               planning.options.file_options)});
    }
  }
}

// What is to last until the next reboot, where the same is there to stay and would mask it.
void refuse_masked(Planning& planning)
{
  if (planning.wanted.where != Where::runtime)
    return;
  std::set<ServerName> told;
  for (const InstalledUnit& unit : planning.found.installed.units) {
    const ServerName& server = unit.marker.id.server;
    if (unit.where == Where::runtime || !planning.wants_server(server) || !planning.selected(server)
        || !told.insert(server).second)
      continue;
    planning.plan.refusals.push_back(
        {.code = ExitCode::usage,
         .what = fmt::format("{}: is installed to stay, from {}:{}", server.str(),
                             unit.marker.origin.file, unit.marker.origin.line),
         .mend = fmt::format("give it another name, or mcpctl remove {}", server.str())});
  }
}

// A file in the place of a shared one that does not come from us: all of ours name their page.
void refuse_foreign_template(Planning& planning)
{
  if (planning.wanted.units.empty())
    return;
  for (const UnitFile& file : planning.found.installed.shared) {
    const bool ours = file.is_link || file.path.starts_with("mcpctl-");
    if (ours || file.text.find("mcpctl") != std::string::npos)
      continue;
    planning.plan.refusals.push_back(
        {.code = ExitCode::failed,
         .what = file.path + ": there is one in the unit folder that is not mcpctl's",
         .mend = "move it away, or give it another name"});
  }
}

// Whether the unit stays as it is, whatever the files given say.
bool stays(const Planning& planning, const InstalledUnit& unit)
{
  const ServerName& server = unit.marker.id.server;
  return !planning.wants_server(server)
         && (!planning.covered(unit) || planning.options.no_prune || !planning.selected(server));
}

// A log file that a server of another configuration writes to: each has one server, by whose
// control group it is rotated.
void refuse_log_files_of_others(Planning& planning)
{
  std::map<std::string, const InstalledUnit*> writers;
  for (const InstalledUnit& unit : planning.found.installed.units) {
    for (LogFile& file : stays(planning, unit) ? log_files(unit) : std::vector<LogFile>{})
      writers.emplace(std::move(file.path), &unit);
  }
  std::set<std::string> told;
  for (const WantedUnit& unit : planning.wanted.units) {
    if (!planning.selected(unit.server))
      continue;
    for (const LogPlace& place : unit.rendered.log_places) {
      const auto writer = writers.find(place.path);
      if (writer == writers.end() || !told.insert(place.path).second)
        continue;
      const Marker& other = writer->second->marker;
      planning.plan.refusals.push_back(
          {.code = ExitCode::usage,
           .what =
               fmt::format("{}: would write to the log file of {} ({}:{}), {}", unit.server.str(),
                           other.id.server.str(), other.origin.file, other.origin.line, place.path),
           .mend = "another path; {name} in it stands for the server's name"});
    }
  }
}

// A configuration without a server while servers of it are installed: a wrong HOME, an unmounted
// disk, a slip of the editor. What is owed its stop was being removed.
void refuse_vanished(Planning& planning)
{
  for (const std::string& owner : planning.wanted.owners) {
    bool wanted_any = false;
    for (const WantedUnit& unit : planning.wanted.units)
      wanted_any = wanted_any || unit.marker.owner == owner;
    std::set<std::string> left;
    for (const InstalledUnit& unit : planning.found.installed.units) {
      if (unit.marker.owner == owner && !planning.wants_server(unit.marker.id.server)
          && planning.owed(unit.unit) != OwedKind::stop)
        left.insert(unit.marker.id.server.str());
    }
    if (wanted_any || left.empty())
      continue;
    planning.plan.refusals.push_back(
        {.code = ExitCode::usage,
         .what = fmt::format("{}: no servers in it, but {} {} installed from it: {}", owner,
                             left.size(), left.size() == 1 ? "is" : "are", list_of(left)),
         .mend = fmt::format("bring the file back, or remove them: mcpctl{} down",
                             planning.options.file_options)});
  }
}

std::string in_words(const std::string& profile)
{
  return profile.empty() ? "no profile" : fmt::format("profile \"{}\"", profile);
}

std::string as_option(const std::string& profile)
{
  return profile.empty() ? "none" : profile;
}

// `profile` runs, and `now` is what this apply would use.
Error other_profile(const PlanOptions& options, const std::string& servers,
                    const std::string& profile, const std::string& now)
{
  const std::string apply = fmt::format("mcpctl{} apply --profile", options.file_options);
  const std::string change = fmt::format("to change it: {} {}", apply, as_option(now));
  if (profile.empty() || options.profiles.contains(profile)) {
    return {.code = ExitCode::usage,
            .what = fmt::format("{}: applied with {}, and this apply would use {}", servers,
                                in_words(profile), in_words(now)),
            .mend = fmt::format("to keep it: {} {}; {}", apply, as_option(profile), change)};
  }
  std::set<std::string> others = options.profiles;
  others.erase(now);
  return {.code = ExitCode::usage,
          .what = fmt::format("{}: applied with {}, which is no longer in the configuration, and "
                              "this apply would use {}",
                              servers, in_words(profile), in_words(now)),
          .mend = change + (others.empty() ? "" : "; there are also: " + list_of(others))};
}

// By server, not by unit: a profile may have instances where the server has none.
void refuse_other_profile(Planning& planning)
{
  if (planning.options.profile_said)
    return;
  std::map<ServerName, std::string> profiles;
  for (const InstalledUnit& unit : planning.found.installed.units)
    profiles.emplace(unit.marker.id.server, unit.marker.profile);
  std::map<std::string, std::set<std::string>> others; // by the profile they run under
  std::string now;
  for (const WantedUnit& unit : planning.wanted.units) {
    const auto running = profiles.find(unit.server);
    if (running == profiles.end() || !planning.selected(unit.server)
        || running->second == unit.marker.profile)
      continue;
    others[running->second].insert(unit.server.str());
    now = unit.marker.profile;
  }
  for (const auto& [profile, servers] : others)
    planning.plan.refusals.push_back(
        other_profile(planning.options, list_of(servers), profile, now));
}

} // namespace

void refuse(Planning& planning)
{
  refuse_foreign_template(planning);
  refuse_masked(planning);
  if (planning.plan.refusals.empty())
    refuse_other_owners(planning);
  refuse_log_files_of_others(planning);
  refuse_vanished(planning);
  refuse_other_profile(planning);
}

} // namespace mcpctl
