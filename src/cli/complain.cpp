#include "cli/complain.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace mcpctl {

void complain(const Error& error)
{
  std::fflush(stdout); // what was printed before is read before
  if (!error.what.empty())
    fmt::print(stderr, "mcpctl: {}\n", error.what);
  if (!error.mend.empty())
    fmt::print(stderr, "  try: {}\n", error.mend);
}

void complain(const Diagnostics& diagnostics)
{
  std::fflush(stdout);
  for (const Diagnostic& diagnostic : diagnostics)
    fmt::print(stderr, "{}", format_diagnostic(diagnostic));
}

void warn(const std::string& what)
{
  std::fflush(stdout);
  fmt::print(stderr, "mcpctl: warning: {}\n", what);
}

} // namespace mcpctl
