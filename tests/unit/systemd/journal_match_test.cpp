#include "systemd/journal_match.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("journal_matches: a user's lines by identifier or unit, only with the user's id")
{
  const std::vector<JournalMatch> expected = {
      {"SYSLOG_IDENTIFIER=mcp@web:1", "_UID=1000"},
      {"_SYSTEMD_USER_UNIT=mcp@web:1.service", "_UID=1000"},
      {"USER_UNIT=mcp@web:1.service", "_UID=1000"},
      {"OBJECT_SYSTEMD_USER_UNIT=mcp@web:1.service", "OBJECT_UID=1000", "_UID=0"},
  };
  CHECK(journal_matches(Scope::user, "mcp@web:1.service", 1000) == expected);
}

TEST_CASE("journal_matches: in the system scope by identifier only with the server's user")
{
  std::vector<JournalMatch> expected = {
      {"_SYSTEMD_UNIT=mcp@web.service"},
      {"UNIT=mcp@web.service", "_PID=1"},
      {"OBJECT_SYSTEMD_UNIT=mcp@web.service", "_UID=0"},
  };
  CHECK(journal_matches(Scope::system, "mcp@web.service", 0) == expected);
  expected.push_back({"SYSLOG_IDENTIFIER=mcp@web", "_UID=999"});
  const UnitUsers users = {{"mcp@web.service", 999}, {"mcp@own.service", any_dynamic_user}};
  CHECK(journal_matches(Scope::system, "mcp@web.service", 0, users) == expected);
  CHECK(journal_matches(Scope::system, "mcp@own.service", 0, users).back()
        == JournalMatch{"SYSLOG_IDENTIFIER=mcp@own"});
}

TEST_CASE("JournalEntry: a program's line, whole")
{
  JournalEntry entry(Scope::user);
  for (const char* data :
       {"PRIORITY=3", "SYSLOG_IDENTIFIER=mcp@web", "_UID=1000",
        "_SYSTEMD_USER_UNIT=mcp@web.service", "_SYSTEMD_INVOCATION_ID=abc", "MESSAGE=a=b\nc"})
    entry.add(data);
  const JournalLine line = entry.line();
  CHECK(line.unit == "mcp@web.service");
  CHECK(line.message == "a=b\nc");
  CHECK(line.priority == 3);
  CHECK(line.invocation_id == "abc");
  CHECK_FALSE(line.from_systemd);
}

TEST_CASE("JournalEntry: the unit is known by what field there is")
{
  JournalEntry short_lived(Scope::user);
  short_lived.add("SYSLOG_IDENTIFIER=mcp@web:2");
  CHECK(short_lived.line().unit == "mcp@web:2.service");

  JournalEntry other_identifier(Scope::user);
  other_identifier.add("SYSLOG_IDENTIFIER=node");
  other_identifier.add("_SYSTEMD_USER_UNIT=mcp@web.service");
  CHECK(other_identifier.line().unit == "mcp@web.service");

  JournalEntry claimed(Scope::system);
  claimed.add("SYSLOG_IDENTIFIER=mcp@web");
  claimed.add("_SYSTEMD_UNIT=evil.service");
  CHECK(claimed.line().unit == "evil.service");
}

TEST_CASE("JournalEntry: what the manager and journald say of a unit")
{
  JournalEntry manager(Scope::user);
  for (const char* data :
       {"SYSLOG_IDENTIFIER=systemd", "USER_UNIT=mcp@web.service", "_SYSTEMD_USER_UNIT=init.scope",
        "_SYSTEMD_INVOCATION_ID=manager", "USER_INVOCATION_ID=run", "MESSAGE=Main process exited"})
    manager.add(data);
  CHECK(manager.line().unit == "mcp@web.service");
  CHECK(manager.line().from_systemd);
  CHECK(manager.line().invocation_id == "run");

  JournalEntry claimed(Scope::system);
  for (const char* data : {"UNIT=mcp@web.service", "_UID=1000", "_PID=77", "MESSAGE=Stopped"})
    claimed.add(data);
  CHECK(claimed.line().unit.empty());
}

namespace {

JournalLine line_of(Scope scope, std::initializer_list<const char*> fields)
{
  JournalEntry entry(scope);
  for (const char* field : fields)
    entry.add(field);
  return entry.line();
}

} // namespace

TEST_CASE("JournalEntry: messages that journald dropped, believed of journald alone")
{
  constexpr const char* id = "MESSAGE_ID=a596d6fe7bfa4994828e72309e95d61e";
  const JournalLine of_unit =
      line_of(Scope::system, {"_UID=0", "_PID=109", id, "N_DROPPED=12",
                              "OBJECT_SYSTEMD_UNIT=mcp@web.service", "MESSAGE=Suppressed 12"});
  CHECK(of_unit.unit == "mcp@web.service");
  CHECK(of_unit.from_systemd);
  CHECK(of_unit.dropped == 12);
  // Which of a user's services wrote too much is not known.
  const JournalLine of_user =
      line_of(Scope::user, {"_UID=0", id, "N_DROPPED=12", "OBJECT_SYSTEMD_UNIT=user@1000.service",
                            "OBJECT_SYSTEMD_USER_UNIT=mcp@web.service"});
  CHECK(of_user.unit == manager_of_user(1000));
  CHECK(of_user.dropped == 12);
  const JournalLine forged =
      line_of(Scope::user, {"_UID=1000", id, "N_DROPPED=12", "SYSLOG_IDENTIFIER=mcp@web"});
  CHECK(forged.dropped == 0);
  CHECK_FALSE(forged.from_systemd);
}

TEST_CASE("JournalEntry: the two streams by their level, and nothing else by it")
{
  const auto stream = [](const char* transport, const char* priority) {
    return line_of(Scope::user, {"SYSLOG_IDENTIFIER=mcp@web", transport, priority}).stream;
  };
  CHECK(stream("_TRANSPORT=stdout", "PRIORITY=6") == LogStream::out);
  CHECK(stream("_TRANSPORT=stdout", "PRIORITY=4") == LogStream::err);
  CHECK(stream("_TRANSPORT=stdout", "PRIORITY=3") == LogStream::unknown);
  CHECK(stream("_TRANSPORT=journal", "PRIORITY=4") == LogStream::unknown);
  CHECK(line_of(Scope::user,
                {"USER_UNIT=mcp@web.service", "_TRANSPORT=journal", "PRIORITY=6", "_PID=9"})
            .pid
        == 0);
}

TEST_CASE("JournalEntry: a message that would take all memory")
{
  JournalEntry entry(Scope::user);
  entry.add("MESSAGE=" + std::string(longest_line + 10, 'x'));
  CHECK(entry.line().message == std::string(longest_line, 'x') + " [cut after 4 MiB]");
}
