#include "cli/confirmation.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <iostream>
#include <unistd.h>

namespace mcpctl {

bool can_ask()
{
  return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
}

bool confirm(const std::string& question)
{
  std::fflush(stdout);
  fmt::print(stderr, "{} [y/N] ", question);
  std::string answer;
  std::getline(std::cin, answer);
  return answer == "y" || answer == "Y" || answer == "yes";
}

} // namespace mcpctl
