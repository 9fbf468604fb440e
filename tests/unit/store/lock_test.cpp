#include "store/lock.hpp"

#include "store/temporary_folder.hpp"

#include <cerrno>
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace mcpctl;

namespace {

const Debt some_debt = {{OwedKind::reload, ""},
                        {OwedKind::stop, "mcp@old.service"},
                        {OwedKind::start, "mcp@new.service"},
                        {OwedKind::restart, "mcp@web.service"}};

constexpr const char* some_text =
    "# mcpctl: what an interrupted apply still owes; the next mcpctl apply pays it\n"
    "boot b1\n"
    "reload\n"
    "stop mcp@old.service\n"
    "start mcp@new.service\n"
    "restart mcp@web.service\n";

} // namespace

TEST_CASE("debt: what is written is read back")
{
  CHECK(render_debt(some_debt, "b1") == some_text);
  CHECK(parse_debt(some_text, "b1") == some_debt);
}

TEST_CASE("debt: after another boot a restart is a start, and nothing waits for a reload")
{
  CHECK(parse_debt(some_text, "b2")
        == Debt{{OwedKind::stop, "mcp@old.service"},
                {OwedKind::start, "mcp@new.service"},
                {OwedKind::start, "mcp@web.service"}});
}

TEST_CASE("debt: lines that are not understood are passed over")
{
  CHECK(parse_debt("boot b1\nrestart\nreload now\nexplode mcp@x.service\nstop a\n", "b1")
        == Debt{{OwedKind::stop, "a"}});
  CHECK(parse_debt("", "b1").empty());
}

TEST_CASE("lock: the file is there while it is held or something is owed")
{
  const TemporaryFolder folder;
  {
    auto lock = Lock::take(folder.path(), "b1", {});
    REQUIRE(lock.ok());
    CHECK(look_at_lock(folder.path(), "b1")->held);
    REQUIRE(lock->record(some_debt).ok());
    CHECK(folder.read(".mcpctl.lock") == some_text);
    CHECK(look_at_lock(folder.path(), "b1")->held);
  }
  CHECK_FALSE(look_at_lock(folder.path(), "b1")->held);
  CHECK(look_at_lock(folder.path(), "b1")->debt == some_debt);
  auto lock = Lock::take(folder.path(), "b1", {});
  REQUIRE(lock.ok());
  CHECK(lock->debt() == some_debt);
  REQUIRE(lock->release({}).ok());
  CHECK(folder.tree().empty());
}

TEST_CASE("lock: looking writes nothing")
{
  const TemporaryFolder folder;
  CHECK(look_at_lock(folder / "missing", "b1")->debt.empty());
  CHECK_FALSE(look_at_lock(folder.path(), "b1")->held);
  CHECK(folder.tree().empty());
}

TEST_CASE("lock: a second process waits, is told for whom, and finds what was recorded last")
{
  const TemporaryFolder folder;
  int locked[2];
  int waits[2];
  REQUIRE(::pipe(locked) == 0);
  REQUIRE(::pipe(waits) == 0);
  const pid_t holder = ::getpid();
  // Before the lock is taken: a descriptor that is inherited would hold it too.
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  char byte = 'x';
  if (child == 0) {
    int told = 0;
    (void)!::read(locked[0], &byte, 1);
    auto second = Lock::take(folder.path(), "b1", [&](int pid) {
      told = pid;
      (void)!::write(waits[1], &byte, 1);
    });
    ::_exit(second.ok() && told == holder && second->debt() == some_debt ? 0 : 1);
  }
  {
    auto lock = Lock::take(folder.path(), "b1", {});
    REQUIRE(lock.ok());
    REQUIRE(::write(locked[1], &byte, 1) == 1);
    REQUIRE(::read(waits[0], &byte, 1) == 1);
    // Replaces the file that the child waits on.
    REQUIRE(lock->record(some_debt).ok());
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  for (const int fd : {locked[0], locked[1], waits[0], waits[1]})
    ::close(fd);
}

TEST_CASE("lock: killed while recording, either the old or the new debt is owed")
{
  const Debt old = {{OwedKind::start, "mcp@a.service"}};
  for (int killing = 0; killing < 12; ++killing) {
    const TemporaryFolder folder;
    {
      auto lock = Lock::take(folder.path(), "b1", {});
      REQUIRE(lock.ok());
      REQUIRE(lock->record(old).ok());
    }
    struct Killed
    {
    };
    int calls = 0;
    try {
      auto lock = Lock::take(folder.path(), "b1", {}, [&](std::string_view, const std::string&) {
        if (calls++ == killing)
          throw Killed();
        return 0;
      });
      const Status status = lock ? lock->record(some_debt) : Status(lock.error());
      CHECK(status.ok());
    } catch (const Killed&) {
    }
    const Debt owed = look_at_lock(folder.path(), "b1")->debt;
    CAPTURE(killing);
    CHECK((owed == old || owed == some_debt));
  }
}

TEST_CASE("lock: a folder that cannot be written is said, and nothing is left")
{
  const TemporaryFolder folder;
  const auto lock = Lock::take(folder.path(), "b1", {},
                               [](std::string_view, const std::string&) { return EROFS; });
  REQUIRE_FALSE(lock.ok());
  CHECK(lock.error().what == folder / ".mcpctl.lock" + ": read-only file system");
  CHECK(folder.tree().empty());
}
