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

  JournalEntry suppressed(Scope::system);
  suppressed.add("OBJECT_SYSTEMD_UNIT=mcp@web.service");
  suppressed.add("MESSAGE=Suppressed 12 messages from mcp@web.service");
  CHECK(suppressed.line().unit == "mcp@web.service");
  CHECK(suppressed.line().from_systemd);
}

TEST_CASE("JournalEntry: in the system scope an identifier is believed of the server's user alone")
{
  const UnitUsers users = {{"mcp@web.service", 999}, {"mcp@own.service", any_dynamic_user}};
  const auto unit_of_line = [&](std::vector<std::string> fields) {
    JournalEntry entry(Scope::system, &users);
    for (const std::string& field : fields)
      entry.add(field);
    return entry.line().unit;
  };
  CHECK(unit_of_line({"SYSLOG_IDENTIFIER=mcp@web", "_UID=999"}) == "mcp@web.service");
  CHECK(unit_of_line({"SYSLOG_IDENTIFIER=mcp@own", "_UID=61999"}) == "mcp@own.service");
  CHECK(unit_of_line({"SYSLOG_IDENTIFIER=mcp@web", "_UID=1000"}).empty());
  CHECK(unit_of_line({"SYSLOG_IDENTIFIER=mcp@own", "_UID=1000"}).empty());
  CHECK(unit_of_line({"SYSLOG_IDENTIFIER=mcp@other", "_UID=999"}).empty());
  CHECK(unit_of_line({"SYSLOG_IDENTIFIER=mcp@web", "_UID=999", "_SYSTEMD_UNIT=evil.service"})
        == "evil.service");
}
