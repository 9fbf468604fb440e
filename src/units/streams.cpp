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
  return server.logs.out.kind == LogTarget::Kind::journal
         && server.logs.err.kind == LogTarget::Kind::journal;
}

void add_streams(Section& section, const Server& server, const InstanceId& id)
{
  if (all_to_journal(server))
    return;
  const Logs& logs = server.logs;
  section.add("StandardOutput", value_of(logs.out, id));
  section.add("StandardError", value_of(logs.err, id));
  if (logs.err.kind == LogTarget::Kind::journal)
    add_error_level(section);
  else if (logs.out.kind == LogTarget::Kind::journal)
    section.add("SyslogLevelPrefix", "no");
}

void add_session_error(Section& section, const Server& server)
{
  section.add("StandardError", value_of(server.logs.err, {server.name, {}}));
  if (server.logs.err.kind == LogTarget::Kind::journal)
    add_error_level(section);
}

} // namespace mcpctl
