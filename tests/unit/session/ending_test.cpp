#include "session/ending.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace mcpctl;

TEST_CASE("describe_ending: what systemd tells, in words")
{
  struct Row
  {
    std::string result;
    std::string code;
    std::string status;
    std::string words;
  };
  const Row rows[] = {
      {"success", "exited", "0", "exited with status 0"},
      {"exit-code", "exited", "3", "exited with status 3"},
      {"success", "killed", "TERM", "killed by SIGTERM"},
      {"core-dump", "dumped", "SEGV", "killed by SIGSEGV, core dumped"},
      {"oom-kill", "killed", "KILL", "ran out of memory, killed by SIGKILL"},
      {"timeout", "killed", "KILL", "did not stop in time, killed by SIGKILL"},
      {"resources", "", "", "lacked a file or resource that its unit needs"},
      {"start-limit-hit", "", "", "start-limit-hit"},
      {"", "", "", "systemd does not say how"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.words);
    CHECK(describe_ending(row.result, row.code, row.status).view() == row.words);
  }
}
