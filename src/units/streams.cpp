#include "units/streams.hpp"

#include "units/quote.hpp"

namespace mcpctl {

namespace {

std::string value_of(const LogTarget& target, const InstanceId& id)
{
  switch (target.kind) {
  case LogTarget::Kind::journal:
    return "journal";
  case LogTarget::Kind::null:
    return "null";
  case LogTarget::Kind::file:
    break;
  }
  return "append:" + quote_path(path_for(id, target.path));
}

void add_error_level(Section& section)
{
  section.add("SyslogLevel", "warning");
  section.add("SyslogLevelPrefix", "no");
}

} // namespace

bool all_to_journal(const Server& server)
{
  return out_target(server.logs).kind == LogTarget::Kind::journal
         && err_target(server.logs).kind == LogTarget::Kind::journal;
}

void add_streams(Section& section, const Server& server, const InstanceId& id)
{
  if (all_to_journal(server))
    return;
  const LogTarget out = out_target(server.logs);
  const LogTarget err = err_target(server.logs);
  section.add("StandardOutput", value_of(out, id));
  section.add("StandardError", value_of(err, id));
  if (err.kind == LogTarget::Kind::journal)
    add_error_level(section);
  else if (out.kind == LogTarget::Kind::journal)
    section.add("SyslogLevelPrefix", "no");
}

void add_log_level(Section& section, const Work& work)
{
  const std::string& level = work.server.logs.level_max;
  if (!level.empty() && work.target.scope == Scope::system)
    section.add("LogLevelMax", level);
}

void add_session_error(Section& section, const Server& server)
{
  const LogTarget err = err_target(server.logs);
  section.add("StandardError", value_of(err, {server.name, {}}));
  if (err.kind == LogTarget::Kind::journal)
    add_error_level(section);
}

} // namespace mcpctl
