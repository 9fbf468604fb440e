#include "systemd/journal_match.hpp"

#include <charconv>

namespace mcpctl {

namespace {

constexpr std::string_view service_suffix = ".service";
constexpr std::string_view our_identifier = "mcp@";

} // namespace

std::string identifier_of(std::string_view unit)
{
  if (unit.ends_with(service_suffix))
    unit.remove_suffix(service_suffix.size());
  return std::string(unit);
}

std::vector<JournalMatch> journal_matches(Scope scope, const std::string& unit, unsigned uid)
{
  // journald names the unit as an object where it speaks of suppressed lines.
  if (scope == Scope::system) {
    return {
        {"_SYSTEMD_UNIT=" + unit},
        {"UNIT=" + unit, "_PID=1"},
        {"OBJECT_SYSTEMD_UNIT=" + unit, "_UID=0"},
    };
  }
  const std::string user = std::to_string(uid);
  return {
      {"SYSLOG_IDENTIFIER=" + identifier_of(unit), "_UID=" + user},
      {"_SYSTEMD_USER_UNIT=" + unit, "_UID=" + user},
      {"USER_UNIT=" + unit, "_UID=" + user},
      {"OBJECT_SYSTEMD_USER_UNIT=" + unit, "OBJECT_UID=" + user, "_UID=0"},
  };
}

void JournalEntry::add(std::string_view data)
{
  const bool user = scope_ == Scope::user;
  const std::size_t equals = data.find('=');
  if (equals == std::string_view::npos)
    return;
  const std::string_view field = data.substr(0, equals);
  const std::string_view value = data.substr(equals + 1);
  if (field == "MESSAGE") {
    message_ = value;
  } else if (field == "PRIORITY") {
    std::from_chars(value.data(), value.data() + value.size(), priority_);
  } else if (field == "SYSLOG_IDENTIFIER") {
    identifier_ = value;
  } else if (field == (user ? "_SYSTEMD_USER_UNIT" : "_SYSTEMD_UNIT")) {
    process_unit_ = value;
  } else if (field == (user ? "USER_UNIT" : "UNIT")
             || field == (user ? "OBJECT_SYSTEMD_USER_UNIT" : "OBJECT_SYSTEMD_UNIT")) {
    subject_unit_ = value;
  } else if (field == (user ? "USER_INVOCATION_ID" : "INVOCATION_ID")
             || (field == "_SYSTEMD_INVOCATION_ID" && invocation_.empty())) {
    invocation_ = value;
  }
}

JournalLine JournalEntry::line() const
{
  JournalLine line{.message = message_, .priority = priority_, .invocation_id = invocation_};
  line.from_systemd = !subject_unit_.empty();
  if (line.from_systemd)
    line.unit = subject_unit_;
  else if (scope_ == Scope::user && identifier_.starts_with(our_identifier))
    line.unit = identifier_ + std::string(service_suffix);
  else
    line.unit = process_unit_;
  return line;
}

} // namespace mcpctl
