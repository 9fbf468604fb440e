// The full mcpctl: every verb but `connect`, which the small one does, and `monit`, which
// mcpctl-monit does.

#include "cli/program.hpp"

int main(int argc, char** argv)
{
  return mcpctl::run_program(argc, argv);
}
