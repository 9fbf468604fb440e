// Two commands side by side: runs them in turn, A B A B ..., and prints the median of each one's
// wall time, processor time and peak memory, and the median of the ratios pair by pair.
//
//   measure RUNS [--before COMMAND] [--before-a COMMAND] [--before-b COMMAND] A [B]
//
// Each COMMAND is a line for sh; A and B are run as `sh -c 'exec ...'`, so that what is measured is
// the program. A --before is run, unmeasured, before each run. This program stays small on purpose:
// a child's peak memory starts at that of the process that started it.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

struct Sample
{
  double wall_ms = 0;
  double cpu_ms = 0;
  double peak_mb = 0;
};

struct Plan
{
  int runs = 10;
  std::string before, before_a, before_b;
  std::vector<std::string> commands;
};

double milliseconds(const timeval& time)
{
  return 1e3 * static_cast<double>(time.tv_sec) + 1e-3 * static_cast<double>(time.tv_usec);
}

Sample run_once(const std::string& command, bool must_succeed)
{
  const std::string line = must_succeed ? "exec " + command : command;
  const char* words[] = {"sh", "-c", line.c_str(), nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t pid = 0;
  const auto start = std::chrono::steady_clock::now();
  if (posix_spawn(&pid, "/bin/sh", &actions, nullptr, const_cast<char**>(words), environ) != 0)
    std::abort();
  posix_spawn_file_actions_destroy(&actions);
  int status = 0;
  rusage usage = {};
  wait4(pid, &status, 0, &usage);
  const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - start;
  if (must_succeed && status != 0) {
    std::fprintf(stderr, "measure: \"%s\" ended with wait status %d\n", command.c_str(), status);
    std::exit(1);
  }
  return {wall.count(), milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime),
          static_cast<double>(usage.ru_maxrss) / 1024};
}

double median(std::vector<double> values)
{
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

void print_medians(const char* label, const std::vector<Sample>& samples)
{
  std::vector<double> wall, cpu, peak;
  for (const Sample& sample : samples) {
    wall.push_back(sample.wall_ms);
    cpu.push_back(sample.cpu_ms);
    peak.push_back(sample.peak_mb);
  }
  std::printf("%s wall_ms=%.1f min=%.1f max=%.1f cpu_ms=%.1f peak_mb=%.1f\n", label, median(wall),
              *std::min_element(wall.begin(), wall.end()),
              *std::max_element(wall.begin(), wall.end()), median(cpu), median(peak));
}

Plan read_plan(int argc, char** argv)
{
  Plan plan;
  plan.runs = argc > 1 ? std::atoi(argv[1]) : 0;
  for (int i = 2; i < argc; ++i) {
    const bool more = i + 1 < argc;
    if (more && std::strcmp(argv[i], "--before") == 0)
      plan.before = argv[++i];
    else if (more && std::strcmp(argv[i], "--before-a") == 0)
      plan.before_a = argv[++i];
    else if (more && std::strcmp(argv[i], "--before-b") == 0)
      plan.before_b = argv[++i];
    else
      plan.commands.emplace_back(argv[i]);
  }
  return plan;
}

} // namespace

int main(int argc, char** argv)
{
  const Plan plan = read_plan(argc, argv);
  if (plan.runs < 1 || plan.commands.empty() || plan.commands.size() > 2) {
    std::fputs("usage: measure RUNS [--before CMD] [--before-a CMD] [--before-b CMD] A [B]\n",
               stderr);
    return 2;
  }
  std::vector<Sample> samples[2];
  std::vector<double> ratios;
  for (int run = -1; run < plan.runs; ++run) { // the first, not counted, warms the caches
    for (std::size_t which = 0; which < plan.commands.size(); ++which) {
      for (const std::string& before : {plan.before, which == 0 ? plan.before_a : plan.before_b}) {
        if (!before.empty())
          run_once(before, false);
      }
      const Sample sample = run_once(plan.commands[which], true);
      if (run >= 0)
        samples[which].push_back(sample);
    }
    if (run >= 0 && plan.commands.size() == 2)
      ratios.push_back(samples[0].back().wall_ms / samples[1].back().wall_ms);
  }
  print_medians("A", samples[0]);
  if (plan.commands.size() == 2) {
    print_medians("B", samples[1]);
    std::printf("ratio %.2f\n", median(ratios));
  }
  return 0;
}
