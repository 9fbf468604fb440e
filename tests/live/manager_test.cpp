// What src/systemd promises, tried on a real service manager: run inside the box, one test case at
// a time, by manager_user_test.sh and manager_system_test.sh. Units are runtime ones of a template
// of its own making.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include "systemd/control_group.hpp"
#include "systemd/journal.hpp"
#include "systemd/linger.hpp"
#include "systemd/manager.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <systemd/sd-journal.h>
#include <thread>
#include <unistd.h>

using namespace mcpctl;
using namespace std::chrono_literals;

namespace {

const Scope scope = getuid() == 0 ? Scope::system : Scope::user;

std::string runtime_dir()
{
  return "/run/user/" + std::to_string(getuid());
}

std::string unit_folder()
{
  return scope == Scope::system ? "/run/systemd/system" : runtime_dir() + "/systemd/user";
}

template <typename T> T value_of(Result<T> result)
{
  if (!result.ok())
    throw std::runtime_error(result.error().what);
  return std::move(*result);
}

std::string unit_of(const std::string& name)
{
  return "mcp@" + name + ".service";
}

std::vector<std::string> numbered(const std::string& name, int count)
{
  std::vector<std::string> units;
  units.reserve(static_cast<std::size_t>(count));
  for (int i = 1; i <= count; ++i)
    units.push_back(unit_of(name + std::to_string(i)));
  return units;
}

// A manager and runtime units mcp@NAME.service, gone at the end of a test case.
struct Fixture
{
  Fixture() : manager(value_of(Manager::connect(scope, runtime_dir()))) {}
  Fixture(const Fixture&) = delete;
  Fixture& operator=(const Fixture&) = delete;
  ~Fixture()
  {
    try {
      clean_up();
    } catch (const std::exception& failed) {
      WARN_MESSAGE(false, failed.what());
    }
  }

  void clean_up()
  {
    std::vector<JobRequest> stops;
    if (const auto units = manager.list({"mcp@*", "mcptest*"}); units.ok())
      for (const UnitSummary& unit : *units)
        stops.push_back({unit.unit, JobKind::stop});
    (void)manager.run_jobs(stops);
    for (const std::string& file : files)
      std::filesystem::remove_all(file);
    (void)manager.reload();
  }

  // `text` is the rest of the template's [Service].
  void use_template(const std::string& text)
  {
    write("mcp@.service",
          "[Service]\nType=exec\nSyslogIdentifier=mcp@%i\nTimeoutStopSec=5s\n" + text);
    (void)value_of(manager.reload());
  }
  void write(const std::string& name, const std::string& text)
  {
    const auto path = std::filesystem::path(unit_folder()) / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text;
    files.push_back(path.string());
  }
  std::vector<JobOutcome> run(JobKind kind, const std::vector<std::string>& units)
  {
    std::vector<JobRequest> jobs;
    jobs.reserve(units.size());
    for (const std::string& unit : units)
      jobs.push_back({unit, kind});
    return value_of(manager.run_jobs(jobs));
  }
  UnitState state(const std::string& unit) { return value_of(manager.states({unit})).front(); }

  Manager manager;
  std::vector<std::string> files;
};

// Lines of these units so far, asked again until there are `count` or five seconds are over.
std::vector<JournalLine> lines_of(const std::vector<std::string>& units, std::size_t count,
                                  unsigned each)
{
  std::vector<JournalLine> lines;
  for (int i = 0; i < 50 && lines.size() < count; ++i) {
    lines.clear();
    const auto keep = [&](const JournalLine& line) {
      if (!line.from_systemd)
        lines.push_back(line);
      return true;
    };
    const Status read =
        read_journal({.scope = scope, .units = units, .lines_each = each}, -1, keep);
    REQUIRE(read.ok());
    if (lines.size() < count)
      std::this_thread::sleep_for(100ms);
  }
  return lines;
}

RealTime now()
{
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

} // namespace

TEST_CASE_FIXTURE(Fixture, "it is systemd, and says where units lie")
{
  CHECK(value_of(manager.version()) >= 252);
  const auto path = value_of(manager.unit_path());
  CHECK(std::find(path.begin(), path.end(), unit_folder()) != path.end());
  const std::string group = value_of(manager.control_group());
  CHECK(group.starts_with("/"));
  CHECK((group.find("/user@") != std::string::npos) == (scope == Scope::user));
}

TEST_CASE_FIXTURE(Fixture, "a hundred jobs at once are all waited for")
{
  use_template("ExecStart=/bin/sleep 1000\n");
  const auto units = numbered("many", 150);
  for (const JobOutcome& outcome : run(JobKind::start, units))
    CHECK_MESSAGE(outcome.result == "done", outcome.unit);
  for (const UnitState& state : value_of(manager.states(units))) {
    CHECK(state.summary.sub_state == "running");
    CHECK(state.main_pid > 1);
    CHECK(state.invocation_id.size() == 32);
    CHECK(state.control_group.ends_with("/" + state.summary.unit));
    CHECK(kill(state.main_pid, 0) == 0);
  }
  for (const JobOutcome& outcome : run(JobKind::stop, units))
    CHECK_MESSAGE(outcome.result == "done", outcome.unit);
}

TEST_CASE_FIXTURE(Fixture, "each job has an error of its own")
{
  use_template("ExecStart=/bin/sleep 1000\n");
  write("mcp@missing.service.d/10-test.conf", "[Service]\nExecStart=\nExecStart=/nonexistent\n");
  (void)value_of(manager.reload());
  const auto outcomes =
      run(JobKind::start, {unit_of("good"), unit_of("missing"), "mcptest-none.service"});
  CHECK(outcomes[0].result == "done");
  CHECK(outcomes[1].result == "failed");
  CHECK(outcomes[2].error.what == "mcptest-none.service: systemd does not know this unit");
  const UnitState failed = state(unit_of("missing"));
  CHECK(failed.summary.active_state == "failed");
  CHECK(failed.exit_status == 203);
  CHECK(run(JobKind::reload, {unit_of("good")})[0].error.mend
        == "set reload_signal in the configuration, or restart it");
  CHECK(manager.reset_failed({unit_of("missing"), "mcptest-none.service"}).ok());
  CHECK(state(unit_of("missing")).summary.active_state == "inactive");
}

TEST_CASE_FIXTURE(Fixture, "a killed server is seen to be another run")
{
  use_template("ExecStart=/bin/sleep 1000\nRestart=always\nRestartSec=100ms\n");
  run(JobKind::start, {unit_of("phoenix")});
  const UnitState before = state(unit_of("phoenix"));
  int heard = 0;
  REQUIRE(manager.watch(0ms, [](const std::string&) { return true; }).ok());
  REQUIRE(manager.kill(unit_of("phoenix"), SIGKILL).ok());
  REQUIRE(manager
              .watch(2000ms,
                     [&](const std::string& unit) {
                       heard += unit == unit_of("phoenix") ? 1 : 0;
                       return heard < 3;
                     })
              .ok());
  CHECK(heard == 3);
  std::this_thread::sleep_for(300ms);
  const UnitState after = state(unit_of("phoenix"));
  CHECK(after.restarts == 1);
  CHECK(after.main_pid != before.main_pid);
  CHECK(after.invocation_id != before.invocation_id);
  CHECK(after.main_started > before.main_started);
}

TEST_CASE_FIXTURE(Fixture, "children count")
{
  use_template("ExecStart=/bin/sh -c 'setsid /bin/sleep 1000 & /bin/sleep 1000 & wait'\n");
  run(JobKind::start, {unit_of("family")});
  std::this_thread::sleep_for(200ms);
  const ControlGroups groups = ControlGroups::find();
  const std::string group = state(unit_of("family")).control_group;
  CHECK(groups.processes(group).size() == 3);
  const Usage usage = groups.usage(group);
  CHECK(usage.tasks == 3);
  CHECK(usage.memory_bytes.value_or(0) > 0);
  CHECK(usage.cpu_usec.has_value());
}

TEST_CASE_FIXTURE(Fixture, "what systemd understood is told, bad files too")
{
  write("mcp@.service", "[Service]\nType=exec\n");
  write("mcp@whole.service.d/10-test.conf",
        "[Service]\nExecStart=:/bin/echo \"two words\" \"100%%\" \"\"\n");
  (void)value_of(manager.reload());
  const auto loaded = value_of(manager.loaded({unit_of("whole"), unit_of("empty")}));
  CHECK(loaded[0].load_state == "loaded");
  CHECK(loaded[0].argv == std::vector<std::string>{"/bin/echo", "two words", "100%", ""});
  CHECK(loaded[0].drop_in_paths
        == std::vector<std::string>{unit_folder() + "/mcp@whole.service.d/10-test.conf"});
  CHECK_FALSE(loaded[0].need_daemon_reload);
  CHECK(loaded[1].load_state == "bad-setting");
  CHECK(loaded[1].argv.empty());
  CHECK_FALSE(loaded[1].load_error.empty());
}

TEST_CASE_FIXTURE(Fixture, "a timer's next time, from both clocks")
{
  write("mcptest-retry.timer", "[Timer]\nOnActiveSec=1000s\nUnit=mcptest-retry.service\n");
  write("mcptest-day.timer", "[Timer]\nOnCalendar=*-*-* 00:00:00\nUnit=mcptest-retry.service\n");
  write("mcptest-retry.service", "[Service]\nExecStart=/bin/true\n");
  (void)value_of(manager.reload());
  CHECK(value_of(manager.next_elapse({"mcptest-retry.timer"})).front() == RealTime{});
  run(JobKind::start, {"mcptest-retry.timer", "mcptest-day.timer"});
  const auto next = value_of(manager.next_elapse({"mcptest-retry.timer", "mcptest-day.timer"}));
  CHECK(next[0] > now() + 990s);
  CHECK(next[0] < now() + 1010s);
  CHECK(next[1] > now());
  CHECK(next[1] < now() + 25h);
}

TEST_CASE_FIXTURE(Fixture, "no line of a short-lived program is lost")
{
  use_template("ExecStart=/bin/echo hello from %i\n");
  // In the system scope lines count by unit only, and of programs that end at once journald does
  // not always learn the unit.
  if (scope == Scope::system)
    use_template("ExecStart=/bin/sh -c 'echo hello from %i; sleep 0.5'\n");
  const auto units = numbered("echo", 200);
  run(JobKind::start, units);
  const auto lines = lines_of(units, 200, 15);
  std::map<std::string, int> found;
  for (const JournalLine& line : lines) {
    ++found[line.unit];
    CHECK("mcp@" + line.message.substr(line.message.rfind(' ') + 1) + ".service" == line.unit);
  }
  CHECK(found.size() == 200);
  CHECK(std::is_sorted(lines.begin(), lines.end(),
                       [](const auto& a, const auto& b) { return a.at < b.at; }));
}

TEST_CASE_FIXTURE(Fixture, "lines that follow are neither lost nor told twice")
{
  use_template("ExecStart=/bin/sh -c 'i=0; while [ $$i -lt 4000 ]; do i=$$((i+1)); echo $$i; done; "
               "sleep 1000'\n");
  // Its number goes on while the first lines are read, and differs from earlier runs of the test.
  const std::string unit = unit_of("count" + std::to_string(getpid()));
  run(JobKind::start, {unit});
  int last = 0;
  int told = 0;
  const Status read =
      read_journal({.scope = scope, .units = {unit}, .lines_each = 5, .follow = true}, -1,
                   [&](const JournalLine& line) {
                     if (line.from_systemd)
                       return true;
                     const int number = std::atoi(line.message.c_str());
                     if (told > 0)
                       CHECK(number == last + 1);
                     last = number;
                     ++told;
                     return last < 4000;
                   });
  CHECK(read.ok());
  CHECK(last == 4000);
}

TEST_CASE_FIXTURE(Fixture, "following ends with the descriptor that says so")
{
  int ends[2] = {};
  REQUIRE(pipe(ends) == 0);
  REQUIRE(::write(ends[1], "x", 1) == 1);
  const Status read =
      read_journal({.scope = scope, .units = numbered("none", 20), .lines_each = 5, .follow = true},
                   ends[0], [](const JournalLine&) { return true; });
  CHECK(read.ok());
  close(ends[0]);
  close(ends[1]);
}

TEST_CASE_FIXTURE(Fixture, "user scope: a message comes whole, with its priority")
{
  const std::string name = "mcp@multi" + std::to_string(getpid());
  const std::string text = "MESSAGE=one\ntwo\x01" + std::string(100'000, 'x');
  const std::string identifier = "SYSLOG_IDENTIFIER=" + name;
  const iovec fields[] = {
      {const_cast<char*>(text.data()), text.size()},
      {const_cast<char*>(identifier.data()), identifier.size()},
      {const_cast<char*>("PRIORITY=3"), 10},
  };
  REQUIRE(sd_journal_sendv(fields, 3) == 0);
  const auto lines = lines_of({name + ".service"}, 1, 15);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].message == text.substr(8));
  CHECK(lines[0].priority == 3);
  CHECK(lines[0].unit == name + ".service");
}

TEST_CASE_FIXTURE(Fixture, "the last words of a server that failed are there at once")
{
  use_template("ExecStart=/bin/sh -c 'echo starting; echo cannot open %i >&2; exit 3'\n");
  if (scope == Scope::system)
    use_template("ExecStart=/bin/sh -c 'echo starting; echo cannot open %i >&2; sleep 0.3; exit "
                 "3'\n");
  for (int i = 0; i < 50; ++i) {
    const std::string name = "crash" + std::to_string(getpid()) + "-" + std::to_string(i);
    const RealTime since = now();
    run(JobKind::start, {unit_of(name)});
    const auto lines = value_of(
        tail_of_unit({.scope = scope, .units = {unit_of(name)}, .lines_each = 20, .since = since}));
    const auto own = std::find_if(lines.rbegin(), lines.rend(),
                                  [](const JournalLine& line) { return !line.from_systemd; });
    REQUIRE(own != lines.rend());
    CHECK(own->message == "cannot open " + name);
  }
}

TEST_CASE_FIXTURE(Fixture, "the box's users linger, root does not")
{
  CHECK(value_of(linger_enabled(getuid())) == (scope == Scope::user));
}
