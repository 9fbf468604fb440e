#include "systemd/session_end.hpp"

#include "systemd/telling_line.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace mcpctl {

namespace {

using Entries = std::span<const SessionEntry>;

constexpr int warning = 4;

struct Field
{
  std::string_view user;
  std::string_view system;
  std::string SessionEntry::*member;
};

constexpr std::array fields = {
    Field{"MESSAGE", "MESSAGE", &SessionEntry::message},
    Field{"_TRANSPORT", "_TRANSPORT", &SessionEntry::transport},
    Field{"_SYSTEMD_USER_UNIT", "_SYSTEMD_UNIT", &SessionEntry::process_unit},
    Field{"_SYSTEMD_INVOCATION_ID", "_SYSTEMD_INVOCATION_ID", &SessionEntry::invocation},
    Field{"USER_INVOCATION_ID", "INVOCATION_ID", &SessionEntry::invocation},
    Field{"USER_UNIT", "UNIT", &SessionEntry::subject_unit},
    Field{"MCPCTL_EVENT", "MCPCTL_EVENT", &SessionEntry::event},
    Field{"MCPCTL_CLIENT", "MCPCTL_CLIENT", &SessionEntry::client},
    Field{"MCPCTL_INVOCATION_ID", "MCPCTL_INVOCATION_ID", &SessionEntry::unit_invocation},
    Field{"MCPCTL_RESULT", "MCPCTL_RESULT", &SessionEntry::result},
    Field{"MCPCTL_EXIT_CODE", "MCPCTL_EXIT_CODE", &SessionEntry::exit_code},
    Field{"MCPCTL_EXIT_STATUS", "MCPCTL_EXIT_STATUS", &SessionEntry::exit_status},
    Field{"UNIT_RESULT", "UNIT_RESULT", &SessionEntry::result},
    Field{"EXIT_CODE", "EXIT_CODE", &SessionEntry::exit_code},
    Field{"EXIT_STATUS", "EXIT_STATUS", &SessionEntry::exit_status},
};

// Of the last entry of this client's.
const SessionEntry* last_event(Entries entries, const SessionQuery& query, std::string_view event)
{
  const auto found = std::find_if(entries.rbegin(), entries.rend(), [&](const SessionEntry& entry) {
    return entry.event == event && entry.client == query.client;
  });
  return found == entries.rend() ? nullptr : &*found;
}

// A process may have been gone before journald could ask the kernel for its unit.
std::string last_line_of(Entries entries, const std::string& invocation)
{
  std::vector<std::string_view> lines;
  for (const SessionEntry& entry : entries)
    if (entry.transport == "stdout"
        && (entry.invocation == invocation || entry.process_unit.empty()))
      lines.emplace_back(entry.message);
  return std::string(telling_line(lines));
}

// "mcp-web.socket: Too many incoming connections (64), dropping connection."
std::optional<unsigned> refused_at(const SessionEntry& entry, const SessionQuery& query)
{
  constexpr std::string_view words = "Too many incoming connections (";
  const std::size_t at = entry.message.find(words);
  if (entry.subject_unit != "mcp-" + query.server + ".socket" || at == std::string::npos)
    return std::nullopt;
  unsigned limit = 0;
  std::from_chars(entry.message.data() + at + words.size(),
                  entry.message.data() + entry.message.size(), limit);
  return limit;
}

// Whether systemd speaks of a session that may be this client's.
bool may_be_about(const SessionEntry& entry, Entries entries, const SessionQuery& query,
                  const SessionEntry* opened)
{
  if (!entry.subject_unit.starts_with("mcp-" + query.server + "@"))
    return false;
  if (opened != nullptr)
    return entry.invocation == opened->unit_invocation;
  return std::none_of(entries.begin(), entries.end(), [&](const SessionEntry& other) {
    return other.event == "opened" && other.unit_invocation == entry.invocation;
  });
}

// "mcp-web@0-1-2.service: Failed to load environment files: ..." without the unit. "Failed to start
// mcp-web@0-1-2.service ..." finds nothing out: empty.
std::string finding_of(const SessionEntry& entry)
{
  const std::string prefix = entry.subject_unit + ": ";
  return entry.message.starts_with(prefix) ? entry.message.substr(prefix.size()) : "";
}

// What systemd says where no entry of ours tells how it ended.
std::optional<SessionEnd> end_by_systemd(Entries entries, const SessionQuery& query,
                                         const SessionEntry* opened)
{
  SessionEnd end;
  for (const SessionEntry& entry : entries) {
    if (const auto limit = refused_at(entry, query); limit && opened == nullptr)
      end = {.refused_at = limit};
    if (!may_be_about(entry, entries, query, opened))
      continue;
    if (!entry.exit_code.empty()) {
      end.exit_code = entry.exit_code;
      end.exit_status = entry.exit_status;
    } else if (!entry.result.empty()) {
      end.result = entry.result;
      end.refused_at.reset();
    } else if (entry.priority <= warning && end.systemd.empty()) {
      end.systemd = finding_of(entry);
    }
  }
  if (end.result.empty() && !end.refused_at)
    return std::nullopt;
  if (opened != nullptr)
    end.last_line = last_line_of(entries, opened->unit_invocation);
  return end;
}

} // namespace

void SessionEntry::add(Scope scope, std::string_view data)
{
  const std::size_t equals = data.find('=');
  if (equals == std::string_view::npos)
    return;
  const std::string_view name = data.substr(0, equals);
  const std::string_view value = data.substr(equals + 1);
  if (name == "PRIORITY")
    std::from_chars(value.data(), value.data() + value.size(), priority);
  for (const Field& field : fields) {
    const bool systemd_speaks = field.member == &SessionEntry::invocation && !name.starts_with('_');
    if (name == (scope == Scope::user ? field.user : field.system)
        && (systemd_speaks || (this->*field.member).empty()))
      this->*field.member = value;
  }
}

std::optional<SessionEnd> find_session_end(std::span<const SessionEntry> entries,
                                           const SessionQuery& query)
{
  const SessionEntry* const ended = last_event(entries, query, "ended");
  if (ended == nullptr)
    return end_by_systemd(entries, query, last_event(entries, query, "opened"));
  return SessionEnd{.result = ended->result,
                    .exit_code = ended->exit_code,
                    .exit_status = ended->exit_status,
                    .last_line = last_line_of(entries, ended->unit_invocation)};
}

} // namespace mcpctl
