#include "systemd/journal_access.hpp"

#include "store/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>

using namespace mcpctl;

namespace {

constexpr SystemJournal none = {};
constexpr SystemJournal on_disk = {.on_disk = true};
constexpr SystemJournal in_memory = {.in_memory = true};
constexpr SystemJournal readable = {.in_memory = true, .readable = true};

constexpr const char* join =
    "sudo usermod -aG systemd-journal ada and log in anew (adm will do as well), or run it with "
    "sudo";

} // namespace

TEST_CASE("look_for_journal: where it was written last")
{
  const TemporaryFolder root;
  const auto write = [&root](const std::string& folder, int seconds) {
    const std::string path = root.path() + folder + "/log/journal/0123/system.journal";
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path) << "1";
    const timespec at[] = {{seconds, 0}, {seconds, 0}};
    REQUIRE(::utimensat(AT_FDCWD, path.c_str(), at, 0) == 0);
  };
  const auto shown = [&root] {
    const SystemJournal journal = look_for_journal(root.path());
    return std::string(journal.on_disk ? "disk" : "") + (journal.in_memory ? "memory" : "");
  };
  CHECK(shown() == "");
  write("/var", 100);
  CHECK(shown() == "disk");
  write("/run", 200); // Storage=volatile since
  CHECK(shown() == "memory");
  write("/var", 300); // and on disk again
  CHECK(shown() == "disk");
}

TEST_CASE("judge_journal_access: who may read has nothing to mend")
{
  CHECK(judge_journal_access(Scope::system, 1000, "ada", readable).ok());
  CHECK(judge_journal_access(Scope::system, 1000, "ada", none).ok());
  CHECK(judge_journal_access(Scope::user, 1000, "ada", on_disk).ok());
}

TEST_CASE("judge_journal_access: the system's lines need a group")
{
  const Status judged = judge_journal_access(Scope::system, 1000, "ada", on_disk);
  REQUIRE_FALSE(judged.ok());
  CHECK(judged.error().code == ExitCode::not_permitted);
  CHECK(judged.error().what == "the journal cannot be read by user ada");
  CHECK(judged.error().mend == join);
  // A system user has no file of its own.
  CHECK(judge_journal_access(Scope::user, 999, "ada", on_disk).error().mend == join);
}

TEST_CASE("judge_journal_access: a journal in memory is not split by user")
{
  CHECK(judge_journal_access(Scope::user, 1000, "ada", in_memory).error().mend
        == "keep the journal on disk, where users can read their own lines: sudo mkdir -p "
           "/var/log/journal && sudo journalctl --flush; or "
               + std::string(join));
}
