#include "config/log_claims.hpp"

#include <unordered_map>

namespace mcpctl {

namespace {

void claim(const Server& server, const LogTarget& target, const Entry* entry,
           std::vector<LogClaim>& claims)
{
  if (target.kind != LogTarget::Kind::file || entry == nullptr)
    return;
  for (const InstanceId& id : instances_of(server))
    claims.push_back({path_for(id, target.path), server.name.str(), entry->value.spot});
}

} // namespace

void claim_log_files(const Server& server, const Settings& settings, std::vector<LogClaim>& claims)
{
  claim(server, server.logs.out, settings.find("stdout"), claims);
  claim(server, server.logs.err, settings.find("stderr"), claims);
}

void check_log_files(const std::vector<LogClaim>& claims, Problems& problems)
{
  std::unordered_map<std::string_view, const LogClaim*> owners;
  for (const LogClaim& claim : claims) {
    const LogClaim& first = *owners.try_emplace(claim.path, &claim).first->second;
    if (first.server == claim.server)
      continue;
    problems.error(claim.spot,
                   "\"" + claim.server + "\" would write to the log file of \"" + first.server
                       + "\", " + claim.path,
                   "that is said at " + first.spot.source->file().shown + ":"
                       + std::to_string(first.spot.line)
                       + "; {name} in a path stands for the server's name");
  }
}

} // namespace mcpctl
