// How this process may write: colours and width of its terminal, and the time it is.
#pragma once

#include "cli/context.hpp"
#include "model/real_time.hpp"
#include "report/style.hpp"

#include <chrono>

namespace mcpctl {

[[nodiscard]] inline Style style_of(const Context& context)
{
  Style style{.colour = context.colour()};
  if (context.environment.columns > 0)
    style.width = context.environment.columns;
  return style;
}

[[nodiscard]] inline RealTime now()
{
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

} // namespace mcpctl
