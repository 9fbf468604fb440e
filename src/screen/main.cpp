// mcpctl-monit: `mcpctl monit`, which mcpctl becomes for that verb.

#include "cli/program.hpp"
#include "screen/run.hpp"

#include <cstdio>
#include <unistd.h>

int main(int argc, char** argv)
{
  const int code = mcpctl::run_program(argc, argv, mcpctl::run_monit);
  // Threads that still wait for an answer of the manager do not hold up the end.
  std::fflush(stdout);
  ::_exit(code);
}
