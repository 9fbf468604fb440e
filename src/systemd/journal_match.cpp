#include "systemd/journal_match.hpp"

#include "model/name.hpp"

#include <algorithm>
#include <charconv>

namespace mcpctl {

namespace {

constexpr std::string_view service_suffix = ".service";
constexpr std::string_view socket_suffix = ".socket";

// SD_MESSAGE_JOURNAL_DROPPED, by which journald says that a service wrote too much.
constexpr std::string_view message_of_dropping = "a596d6fe7bfa4994828e72309e95d61e";

// What the units say of the two streams: SyslogLevel=, and the options of systemd-cat.
constexpr int level_of_out = 6;
constexpr int level_of_err = 4;

template <typename Number> void read_number(std::string_view text, Number& number)
{
  std::from_chars(text.data(), text.data() + text.size(), number);
}

// systemd.exec(5), DynamicUser=
constexpr unsigned first_dynamic_user = 61184;
constexpr unsigned last_dynamic_user = 65519;

// The unit whose lines bear this identifier.
std::optional<std::string> unit_of_identifier(const std::string& identifier)
{
  for (const std::string_view suffix : {service_suffix, socket_suffix}) {
    std::string unit = identifier + std::string(suffix);
    if (const auto id = instance_of_unit(unit); id && identifier_of(unit) == identifier)
      return unit;
  }
  return std::nullopt;
}

// Sessions are told of as their server's socket, the one unit that a stdio server always has.
std::string unit_for_session(const std::string& unit)
{
  const auto server = server_of_session(unit);
  return server ? socket_name(*server) : unit;
}

} // namespace

std::string identifier_of(std::string_view unit)
{
  for (const std::string_view suffix : {service_suffix, socket_suffix}) {
    if (unit.ends_with(suffix))
      return std::string(unit.substr(0, unit.size() - suffix.size()));
  }
  return std::string(unit);
}

namespace {

// No match can say "any session of": they are found by their identifier. What others forge of it in
// the system scope does not come from a session's unit, and is told apart by that.
std::vector<JournalMatch> socket_matches(Scope scope, const std::string& unit, unsigned uid)
{
  const std::string identifier = "SYSLOG_IDENTIFIER=" + identifier_of(unit);
  if (scope == Scope::system)
    return {{identifier}, {"UNIT=" + unit, "_PID=1"}};
  const std::string user = "_UID=" + std::to_string(uid);
  return {{identifier, user}, {"USER_UNIT=" + unit, user}};
}

} // namespace

std::vector<JournalMatch> journal_matches(Scope scope, const std::string& unit, unsigned uid,
                                          const UnitUsers& users)
{
  if (is_socket(unit))
    return socket_matches(scope, unit, uid);
  // journald names the unit as an object where it speaks of suppressed lines.
  if (scope == Scope::system) {
    std::vector<JournalMatch> matches = {
        {"_SYSTEMD_UNIT=" + unit},
        {"UNIT=" + unit, "_PID=1"},
        {"OBJECT_SYSTEMD_UNIT=" + unit, "_UID=0"},
    };
    if (const auto user = users.find(unit); user != users.end()) {
      matches.push_back({"SYSLOG_IDENTIFIER=" + identifier_of(unit)});
      if (user->second != any_dynamic_user)
        matches.back().push_back("_UID=" + std::to_string(user->second));
    }
    return matches;
  }
  const std::string user = std::to_string(uid);
  return {
      {"SYSLOG_IDENTIFIER=" + identifier_of(unit), "_UID=" + user},
      {"_SYSTEMD_USER_UNIT=" + unit, "_UID=" + user},
      {"USER_UNIT=" + unit, "_UID=" + user},
      {"OBJECT_SYSTEMD_USER_UNIT=" + unit, "OBJECT_UID=" + user, "_UID=0"},
  };
}

std::string manager_of_user(unsigned uid)
{
  return "user@" + std::to_string(uid) + ".service";
}

std::vector<JournalMatch> dropped_matches(unsigned uid)
{
  return {{"OBJECT_SYSTEMD_UNIT=" + manager_of_user(uid), "_UID=0",
           "MESSAGE_ID=" + std::string(message_of_dropping)}};
}

std::vector<JournalMatch> matches_of_user(unsigned uid)
{
  const std::string user = std::to_string(uid);
  return {{"_UID=" + user}, {"OBJECT_UID=" + user, "_UID=0"}};
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
    message_ = bounded_line(value);
  } else if (field == "PRIORITY") {
    read_number(value, priority_);
  } else if (field == "_UID") {
    read_number(value, uid_);
  } else if (field == "_PID") {
    read_number(value, pid_);
  } else if (field == "_TRANSPORT") {
    is_stream_ = value == "stdout";
  } else if (field == "MESSAGE_ID") {
    is_of_dropping_ = value == message_of_dropping;
  } else if (field == "N_DROPPED") {
    read_number(value, dropped_);
  } else if (field == "SYSLOG_IDENTIFIER") {
    identifier_ = value;
  } else if (field == (user ? "_SYSTEMD_USER_UNIT" : "_SYSTEMD_UNIT")) {
    process_unit_ = value;
  } else if (user && field == "OBJECT_SYSTEMD_UNIT") {
    manager_ = value;
  } else if (field == (user ? "USER_UNIT" : "UNIT")
             || field == (user ? "OBJECT_SYSTEMD_USER_UNIT" : "OBJECT_SYSTEMD_UNIT")) {
    subject_unit_ = value;
  } else if (field == (user ? "USER_INVOCATION_ID" : "INVOCATION_ID")
             || (field == "_SYSTEMD_INVOCATION_ID" && invocation_.empty())) {
    invocation_ = value;
  }
}

// The unit that the identifier names, if the line may be believed to be of it.
std::optional<std::string> JournalEntry::claimed_unit() const
{
  auto unit = unit_of_identifier(identifier_);
  if (scope_ == Scope::user || !unit)
    return unit;
  if (!process_unit_.empty() || users_ == nullptr)
    return std::nullopt;
  const auto user = users_->find(*unit);
  if (user == users_->end())
    return std::nullopt;
  const bool his = user->second == any_dynamic_user
                       ? uid_ >= first_dynamic_user && uid_ <= last_dynamic_user
                       : uid_ == user->second;
  return his ? unit : std::nullopt;
}

// Anybody can send such fields; the manager and journald are known by their numbers. In the user
// scope the user's own programs are believed.
bool JournalEntry::tells_of_unit() const
{
  return !subject_unit_.empty() && (scope_ == Scope::user || pid_ == 1 || uid_ == 0);
}

LogStream JournalEntry::stream() const
{
  if (!is_stream_ || (priority_ != level_of_out && priority_ != level_of_err))
    return LogStream::unknown;
  return priority_ == level_of_out ? LogStream::out : LogStream::err;
}

JournalLine JournalEntry::line() const
{
  JournalLine line{.message = message_, .priority = priority_, .invocation_id = invocation_};
  const bool of_dropping = is_of_dropping_ && uid_ == 0;
  line.from_systemd = tells_of_unit() || of_dropping;
  if (of_dropping)
    line.dropped = std::max<std::uint64_t>(dropped_, 1);
  if (of_dropping && scope_ == Scope::user)
    line.unit = manager_;
  else if (line.from_systemd)
    line.unit = subject_unit_;
  else
    line.unit = claimed_unit().value_or(unit_for_session(process_unit_));
  if (!line.from_systemd) {
    line.stream = stream();
    line.pid = pid_;
  }
  return line;
}

} // namespace mcpctl
