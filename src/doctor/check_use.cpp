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

// What was killed in its group while the others run on.
std::uint64_t kills_in(const ServerDetail& server)
{
  return server.memory ? server.memory->kills.value_or(0) : 0;
}

// Without the files that the kernel gives up before it kills.
std::uint64_t needed_by(const ServerDetail& server)
{
  const std::uint64_t used = server.state.memory_bytes.value_or(0);
  return used - std::min(used, server.memory ? server.memory->reclaimable : 0);
}

// "; it has used 98.0M at most so far"
std::string peak_clause(const ServerDetail& server)
{
  return server.memory && server.memory->peak
             ? fmt::format("; it has used {} at most so far", format_size(*server.memory->peak))
             : "";
}

Steps raising_limit(const Facts& facts, const ServerDetail& server, std::uint64_t bytes)
{
  return change_in_file(facts, server.state,
                        fmt::format("memory_max = \"{}\"", limit_twice(bytes)));
}

Steps seeing_who_uses_memory(const Facts& facts)
{
  return {mcpctl_command(facts, "status"), command("ps -eo rss,pid,user,args --sort=-rss | head")};
}

// It, or a process of it, was killed for want of memory.
std::optional<Finding> killed(const Facts& facts, const ServerDetail& server)
{
  const auto& most = server.memory_max.amount;
  if (const std::string death = death_by_memory(server); !death.empty()) {
    return Finding{
        .gravity = Gravity::problem,
        .what = "it was killed: " + death,
        .why = "all its processes together used more than they may",
        .mend = raising_limit(facts, server, most.value_or(std::max(needed_by(server), mebibyte)))};
  }
  if (may_have_died_of_memory(server)) {
    return Finding{
        .gravity = Gravity::problem,
        .what =
            fmt::format("it was killed, most likely for its memory_max ({})", format_size(*most)),
        .why = "systemd is told of the signal alone on a legacy hierarchy of control groups",
        .mend = raising_limit(facts, server, *most)};
  }
  if (const std::uint64_t kills = kills_in(server); kills > 0) {
    return Finding{
        .gravity = Gravity::warning,
        .what = fmt::format("{} killed for want of memory since its start",
                            kills == 1 ? "1 process of it was"
                                       : fmt::format("{} processes of it were", kills)),
        .why = most ? fmt::format("the others run on; all together may use {}", format_size(*most))
                    : "the others run on; the machine, or the group around it, had none",
        .mend = most ? raising_limit(facts, server, *most) : seeing_who_uses_memory(facts)};
  }
  return std::nullopt;
}

std::optional<Finding> near_limit(const Facts& facts, const ServerDetail& server)
{
  const std::uint64_t used = needed_by(server);
  const auto& most = server.memory_max.amount;
  const auto& high = server.memory_high.amount;
  if (most && used >= *most / 10 * 9) {
    return Finding{.gravity = Gravity::warning,
                   .what = fmt::format("it uses {} of the {} that it may", format_size(used),
                                       format_size(*most)),
                   .why = "above that it is killed and restarted" + peak_clause(server),
                   .mend = raising_limit(facts, server, *most)};
  }
  if (high && used >= *high / 10 * 9) {
    return Finding{.gravity = Gravity::warning,
                   .what = fmt::format("it uses {}, its memory_high is {}", format_size(used),
                                       format_size(*high)),
                   .why = "above that the kernel slows it down" + peak_clause(server),
                   .mend = change_in_file(facts, server.state,
                                          fmt::format("memory_high = \"{}\"", limit_twice(*high)))};
  }
  if (!most && used > much_memory) {
    return Finding{.gravity = Gravity::note,
                   .what = fmt::format("it uses {}, and has no memory_max", format_size(used)),
                   .why = "if it grows without end, it takes all that the machine has",
                   .mend = change_in_file(facts, server.state,
                                          fmt::format("memory_max = \"{}\"", fitting_limit(used)))};
  }
  return std::nullopt;
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
          .what = files ? fmt::format("the disk of {} can take only {}", disk.path,
                                      count_of(left, "more file"))
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
    auto finding = killed(facts, server.detail);
    if (!finding)
      finding = near_limit(facts, server.detail);
    if (!finding)
      continue;
    finding->subject = name_of(server);
    findings.push_back(std::move(*finding));
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
           .mend = seeing_who_uses_memory(facts)}};
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
