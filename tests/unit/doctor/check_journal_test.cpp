#include "doctor/sound.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("journal-access: what judges it has the words")
{
  Facts facts = sound_facts();
  CHECK(told(check_journal_access(facts)) == "ok the journal can be read\n");
  facts.journal.unreadable =
      Error{ExitCode::not_permitted, "the journal cannot be read by user ann",
            "sudo usermod -aG systemd-journal ann"};
  CHECK(told(check_journal_access(facts))
        == "warning the journal cannot be read by user ann\n"
           "  why: logs shows nothing, and a failure tells no reason; it counts from the next "
           "login on\n"
           "  mend: sudo usermod -aG systemd-journal ann\n");
}

TEST_CASE("journal-storage: memory is forgotten at the next boot")
{
  Facts facts = sound_facts();
  CHECK(told(check_journal_storage(facts)) == "ok it is kept on disk\n");
  facts.journal.system = {.on_disk = false, .in_memory = true, .readable = true};
  CHECK(told(check_journal_storage(facts))
        == "warning it is kept in memory\n"
           "  why: what servers wrote is gone at the next boot\n"
           "  mend: sudo mkdir -p /var/log/journal\n"
           "  mend: sudo systemctl restart systemd-journald\n"
           "  mend: sudo journalctl --flush\n");
  facts.journal.storage = "volatile";
  CHECK(told(check_journal_storage(facts))
        == "warning it is kept in memory\n"
           "  why: what servers wrote is gone at the next boot; journald.conf(5) has "
           "Storage=volatile\n"
           "  mend: sudo mkdir -p /var/log/journal\n"
           "  mend: sudo mkdir -p /etc/systemd/journald.conf.d\n"
           "  mend: printf '[Journal]\\nStorage=persistent\\n' | sudo tee "
           "/etc/systemd/journald.conf.d/99-mcpctl.conf\n"
           "  mend: sudo systemctl restart systemd-journald\n"
           "  mend: sudo journalctl --flush\n");
  CHECK(check_journal_size(facts).empty());
  facts.journal.system = {};
  facts.journal.storage = "";
  CHECK(check_journal_storage(facts)[0].what == "there is none");
  CHECK(check_journal_storage(facts)[0].why == "what servers write is lost");
}

TEST_CASE("journal-limit: of a user only an administrator lifts it")
{
  Facts facts = sound_facts();
  CHECK(told(check_journal_limit(facts))
        == "ok an administrator has set how many lines it takes\n");
  const std::string restart =
      "  mend: sudo systemctl restart user@1000.service   # ends all that you run\n";
  facts.journal.limit_in_force = false;
  CHECK(told(check_journal_limit(facts))
        == "note its limit of lines is lifted from the next start of user@1000.service on\n"
           "  why: until then it drops lines beyond the limit\n"
               + restart);
  facts.journal.limit_lifted = false;
  CHECK(told(check_journal_limit(facts))
        == "note it takes at least 10,000 lines in 30 s of all your services together\n"
           "  why: and drops the others; what lifts that holds from the next boot on, or at once "
           "with the last command\n"
           "  mend: lift it\n"
               + restart);
  facts.scope = Scope::system;
  CHECK(told(check_journal_limit(facts)) == "ok nothing of the servers' lines is dropped\n");
}

TEST_CASE("journal-size: more than it is meant to take")
{
  struct Row
  {
    std::uint64_t bytes, disk;
    std::optional<std::uint64_t> limit;
    const char* told;
  };
  constexpr std::uint64_t gib = 1ULL << 30U;
  const Row rows[] = {
      {gib, 100 * gib, {}, "ok it takes 1.0G\n"},
      {5 * gib,
       100 * gib,
       {},
       "warning it takes 5.0G\n  why: more than the 4.0G that it is meant to\n"
       "  mend: sudo journalctl --vacuum-size=1G\n"},
      {2 * gib,
       10 * gib,
       {},
       "warning it takes 2.0G\n  why: more than the 1.5G that it is meant to\n"
       "  mend: sudo journalctl --vacuum-size=1G\n"},
      {5 * gib, 100 * gib, 8 * gib, "ok it takes 5.0G\n"},
  };
  for (const Row& row : rows) {
    Facts facts = sound_facts();
    facts.journal.bytes = row.bytes;
    facts.journal.disk = row.disk;
    facts.journal.limit = row.limit;
    CHECK(told(check_journal_size(facts)) == row.told);
  }
  Facts facts = sound_facts();
  facts.journal.system.on_disk = false;
  CHECK(check_journal_size(facts).empty());
}
