// What servers use, and what the machine has left.

#include "doctor/checks.hpp"
#include "doctor/words.hpp"
#include "report/duration.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mcpctl {

namespace {

constexpr std::uint64_t mebibyte = 1ULL << 20U;
constexpr std::uint64_t much_memory = 1024 * mebibyte; // of a server that has no limit
constexpr std::uint64_t large_log = 100 * mebibyte;
constexpr std::uint64_t huge_log = 1024 * mebibyte;
constexpr std::uint64_t little_room = 200 * mebibyte;
constexpr std::uint64_t no_room = 20 * mebibyte;
constexpr std::uint64_t little_percent = 5;

std::string limit_twice(std::uint64_t bytes)
{
  return format_byte_size({.kind = ByteSize::Kind::bytes, .amount = bytes * 2});
}

// A tenth more than is used now, in whole mebibytes, and twice that: room to breathe.
std::string fitting_limit(std::uint64_t used)
{
  return limit_twice((used / mebibyte + 1) * mebibyte);
}

// "out of memory (limit 200M)", of its last end; empty: it had another.
std::string death_by_memory(const ServerDetail& server)
{
  const std::string last = server.last_exit ? server.last_exit->ending.brief : "";
  for (const std::string& brief : {server.state.ending.brief, last}) {
    if (brief.starts_with("out of memory"))
      return brief;
  }
  return {};
}

// A kernel that does not tell systemd why it killed leaves only the signal.
bool may_have_died_of_memory(const ServerDetail& server)
{
  constexpr std::string_view brief = "SIGKILL";
  const LimitDetail& limit = server.memory_max;
  return limit.amount && limit.enforced && !limit.kills_are_told
         && (server.state.ending.brief == brief
             || (server.last_exit && server.last_exit->ending.brief == brief));
}

Findings about_memory(const Facts& facts, const ServerDetail& server, const std::string& name)
{
  const std::uint64_t used = server.state.memory_bytes.value_or(0);
  const auto& most = server.memory_max.amount;
  const auto raise = [&](std::uint64_t bytes) {
    return change_in_file(facts, server.state,
                          fmt::format("memory_max = \"{}\"", limit_twice(bytes)));
  };
  if (const std::string death = death_by_memory(server); !death.empty()) {
    return {{.gravity = Gravity::problem,
             .subject = name,
             .what = "it was killed: " + death,
             .why = "all its processes together used more than they may",
             .mend = raise(most.value_or(std::max(used, mebibyte)))}};
  }
  if (may_have_died_of_memory(server)) {
    return {{.gravity = Gravity::problem,
             .subject = name,
             .what = fmt::format("it was killed, most likely for its memory_max ({})",
                                 format_size(*most)),
             .why = "systemd is told of the signal alone on a legacy hierarchy of control groups",
             .mend = raise(*most)}};
  }
  if (most && used >= *most / 10 * 9) {
    return {{.gravity = Gravity::warning,
             .subject = name,
             .what = fmt::format("it uses {} of the {} that it may", format_size(used),
                                 format_size(*most)),
             .why = "above that it is killed and restarted",
             .mend = raise(*most)}};
  }
  const auto& high = server.memory_high.amount;
  if (high && used >= *high) {
    return {{.gravity = Gravity::warning,
             .subject = name,
             .what = fmt::format("it uses {}, its memory_high is {}", format_size(used),
                                 format_size(*high)),
             .why = "above that the kernel slows it down",
             .mend = change_in_file(facts, server.state,
                                    fmt::format("memory_high = \"{}\"", limit_twice(*high)))}};
  }
  if (!most && used > much_memory) {
    return {{.gravity = Gravity::note,
             .subject = name,
             .what = fmt::format("it uses {}, and has no memory_max", format_size(used)),
             .why = "if it grows without end, it takes all that the machine has",
             .mend = change_in_file(facts, server.state,
                                    fmt::format("memory_max = \"{}\"", fitting_limit(used)))}};
  }
  return {};
}

Finding grown_log(const Facts& facts, const ServerFacts& server, const WrittenFile& file)
{
  const std::uint64_t bytes = file.bytes.value_or(0);
  Finding finding{.gravity = bytes >= huge_log ? Gravity::problem : Gravity::warning,
                  .subject = name_of(server),
                  .what =
                      fmt::format("{} has {}, and is not rotated", file.path, format_size(bytes)),
                  .why = "it grows until the disk is full",
                  .mend = {mcpctl_command(facts, "flush " + name_of(server))}};
  for (Step& step : change_in_file(facts, server.detail.state, "log_rotate_size = \"10M\""))
    finding.mend.push_back(std::move(step));
  return finding;
}

Finding full_disk(const DiskFacts& disk, bool files)
{
  const std::uint64_t left = files ? disk.files_available : disk.available;
  const bool none = files ? left == 0 : left < no_room;
  return {.gravity = none ? Gravity::problem : Gravity::warning,
          .what = files ? fmt::format("the disk of {} can take only {} more files", disk.path, left)
                        : fmt::format("the disk of {} has {} left", disk.path, format_size(left)),
          .why = "it is the one for " + disk.for_what,
          .mend = {command("du -xh --max-depth=1 " + disk.path),
                   command("sudo journalctl --vacuum-size=200M")}};
}

} // namespace

Findings check_memory(const Facts& facts)
{
  if (facts.servers.empty() || facts.manager.unreachable)
    return {};
  Findings findings;
  for (const ServerFacts& server : facts.servers) {
    for (Finding& finding : about_memory(facts, server.detail, name_of(server)))
      findings.push_back(std::move(finding));
  }
  return or_all_well(std::move(findings), "no server is near its limit");
}

Findings check_machine_memory(const Facts& facts)
{
  const MachineFacts& machine = facts.machine;
  if (machine.memory == 0)
    return {};
  const std::string what =
      fmt::format("{} of {} memory is available", format_size(machine.memory_available),
                  format_size(machine.memory));
  if (machine.memory_available >= machine.memory / 10)
    return all_well(what);
  return {{.gravity =
               machine.memory_available < machine.memory / 50 ? Gravity::problem : Gravity::warning,
           .what = what,
           .why = "the kernel kills what it finds when there is none",
           .mend = {mcpctl_command(facts, "status"),
                    command("ps -eo rss,pid,user,args --sort=-rss | head")}}};
}

Findings check_log_files(const Facts& facts)
{
  Findings findings;
  bool any = false;
  for (const ServerFacts& server : facts.servers) {
    for (const WrittenFile& file : server.detail.log_files) {
      any = true;
      if (!server.rotates && file.bytes.value_or(0) >= large_log)
        findings.push_back(grown_log(facts, server, file));
    }
  }
  if (!any)
    return {};
  return or_all_well(std::move(findings), "no log file has grown large without rotation");
}

Findings check_disk(const Facts& facts)
{
  if (facts.machine.disks.empty())
    return {};
  Findings findings;
  for (const DiskFacts& disk : facts.machine.disks) {
    if (disk.available < std::min(little_room, disk.bytes / 100 * little_percent))
      findings.push_back(full_disk(disk, false));
    else if (disk.files > 0 && disk.files_available < disk.files / 1000)
      findings.push_back(full_disk(disk, true));
  }
  return or_all_well(std::move(findings), "there is room where units, logs and configuration are");
}

} // namespace mcpctl
