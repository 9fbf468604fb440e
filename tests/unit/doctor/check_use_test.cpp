#include "doctor/sound.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

constexpr std::uint64_t mib = 1ULL << 20U;

} // namespace

TEST_CASE_FIXTURE(WebServer, "memory: near its limit, above memory_high, killed, or without end")
{
  state.memory_bytes = 100 * mib;
  CHECK(told(check_memory(facts)) == "ok no server is near its limit\n");
  detail.memory_max.amount = 200 * mib;
  CHECK(told(check_memory(facts)) == "ok no server is near its limit\n");
  state.memory_bytes = 185 * mib;
  const std::string raise = "  edit: /home/ann/.config/mcp/mcp.toml:7: memory_max = \"400M\"\n"
                            "  mend: mcpctl apply\n";
  CHECK(told(check_memory(facts))
        == "warning web: it uses 185.0M of the 200.0M that it may\n"
           "  why: above that it is killed and restarted\n"
               + raise);
  state.ending = {"out of memory (limit 200M)", "ran out of memory (limit 200M)"};
  CHECK(told(check_memory(facts))
        == "problem web: it was killed: out of memory (limit 200M)\n"
           "  why: all its processes together used more than they may\n"
               + raise);
  state.ending = {};
  detail.last_exit = EarlierEnding{.ending = {"out of memory", ""}};
  CHECK(check_memory(facts)[0].gravity == Gravity::problem);
  detail.last_exit = EarlierEnding{.ending = {"SIGKILL", "killed by SIGKILL"}};
  CHECK(check_memory(facts)[0].gravity == Gravity::warning);
  detail.memory_max.kills_are_told = false;
  CHECK(check_memory(facts)[0].what == "it was killed, most likely for its memory_max (200.0M)");
  detail.memory_max.kills_are_told = true;
  detail.last_exit = {};
  detail.memory_high.amount = 150 * mib;
  detail.memory_max.amount = {};
  CHECK(told(check_memory(facts))
        == "warning web: it uses 185.0M, its memory_high is 150.0M\n"
           "  why: above that the kernel slows it down\n"
           "  edit: /home/ann/.config/mcp/mcp.toml:7: memory_high = \"300M\"\n"
           "  mend: mcpctl apply\n");
  detail.memory_high.amount = {};
  state.memory_bytes = 1500 * mib;
  CHECK(told(check_memory(facts))
        == "note web: it uses 1.5G, and has no memory_max\n"
           "  why: if it grows without end, it takes all that the machine has\n"
           "  edit: /home/ann/.config/mcp/mcp.toml:7: memory_max = \"3002M\"\n"
           "  mend: mcpctl apply\n");
}

TEST_CASE_FIXTURE(WebServer, "memory: what files left in it is given up before anything is killed")
{
  detail.memory_max.amount = 200 * mib;
  state.memory_bytes = 199 * mib;
  detail.memory = MemoryAccount{.kills = 0, .peak = 200 * mib, .reclaimable = 100 * mib};
  CHECK(told(check_memory(facts)) == "ok no server is near its limit\n");
  detail.memory->reclaimable = mib;
  CHECK(told(check_memory(facts))
        == "warning web: it uses 198.0M of the 200.0M that it may\n"
           "  why: above that it is killed and restarted; it has used 200.0M at most so far\n"
           "  edit: /home/ann/.config/mcp/mcp.toml:7: memory_max = \"400M\"\n"
           "  mend: mcpctl apply\n");
}

TEST_CASE_FIXTURE(WebServer, "memory: a process was killed, and the others run on")
{
  detail.memory_max.amount = 200 * mib;
  detail.memory = MemoryAccount{.kills = 1};
  CHECK(told(check_memory(facts))
        == "warning web: 1 process of it was killed for want of memory since its start\n"
           "  why: the others run on; all together may use 200.0M\n"
           "  edit: /home/ann/.config/mcp/mcp.toml:7: memory_max = \"400M\"\n"
           "  mend: mcpctl apply\n");
  detail.memory->kills = 3;
  detail.memory_max.amount = {};
  CHECK(told(check_memory(facts))
        == "warning web: 3 processes of it were killed for want of memory since its start\n"
           "  why: the others run on; the machine, or the group around it, had none\n"
           "  mend: mcpctl status\n"
           "  mend: ps -eo rss,pid,user,args --sort=-rss | head\n");
}

TEST_CASE("machine-memory: less than a tenth")
{
  Facts facts = sound_facts();
  CHECK(told(check_machine_memory(facts)) == "ok 4.0G of 8.0G memory is available\n");
  facts.machine.memory_available = 500 * mib;
  CHECK(told(check_machine_memory(facts))
        == "warning 500.0M of 8.0G memory is available\n"
           "  why: the kernel kills what it finds when there is none\n"
           "  mend: mcpctl status\n"
           "  mend: ps -eo rss,pid,user,args --sort=-rss | head\n");
  facts.machine.memory_available = 100 * mib;
  CHECK(check_machine_memory(facts)[0].gravity == Gravity::problem);
  facts.machine.memory = 0;
  CHECK(check_machine_memory(facts).empty());
}

TEST_CASE_FIXTURE(WebServer, "log-files: large without rotation")
{
  CHECK(check_log_files(facts).empty());
  detail.log_files = {{.path = "/srv/web.log", .bytes = 99 * mib}};
  CHECK(told(check_log_files(facts)) == "ok no log file has grown large without rotation\n");
  detail.log_files[0].bytes = 150 * mib;
  CHECK(told(check_log_files(facts))
        == "warning web: /srv/web.log has 150.0M, and is not rotated\n"
           "  why: it grows until the disk is full\n"
           "  mend: mcpctl flush web\n"
           "  edit: /home/ann/.config/mcp/mcp.toml:7: log_rotate_size = \"10M\"\n"
           "  mend: mcpctl apply\n");
  detail.log_files[0].bytes = 1024 * mib;
  CHECK(check_log_files(facts)[0].gravity == Gravity::problem);
  server.rotates = true;
  CHECK(told(check_log_files(facts)) == "ok no log file has grown large without rotation\n");
}

TEST_CASE("disk: little room, or no more files")
{
  Facts facts = sound_facts();
  CHECK(check_disk(facts).empty());
  const DiskFacts disk{.path = "/home",
                       .for_what = "units",
                       .bytes = 100'000 * mib,
                       .available = 1000 * mib,
                       .files = 100'000,
                       .files_available = 50'000};
  facts.machine.disks = {disk};
  CHECK(told(check_disk(facts)) == "ok there is room where units, logs and configuration are\n");
  facts.machine.disks[0].available = 150 * mib;
  const std::string rest = "  why: it is the one for units\n"
                           "  mend: du -xh --max-depth=1 /home\n"
                           "  mend: sudo journalctl --vacuum-size=200M\n";
  CHECK(told(check_disk(facts)) == "warning the disk of /home has 150.0M left\n" + rest);
  facts.machine.disks[0].available = mib;
  CHECK(check_disk(facts)[0].gravity == Gravity::problem);
  facts.machine.disks[0] = disk;
  facts.machine.disks[0].files_available = 7;
  CHECK(told(check_disk(facts)) == "warning the disk of /home can take only 7 more files\n" + rest);
  // A small disk that is nearly empty has room.
  facts.machine.disks[0] = {
      .path = "/x", .for_what = "logs", .bytes = 64 * mib, .available = 60 * mib};
  CHECK(check_disk(facts)[0].gravity == Gravity::ok);
}
