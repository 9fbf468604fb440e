// What goes out of the screen and what comes back: something to be done, and what came of it.
#pragma once

#include <string>
#include <vector>

namespace mcpctl {

// What a press asks the program to do beyond showing something else.
struct Deed
{
  enum class Kind { none, quit, suspend, redraw, control };
  Kind kind = Kind::none;
  std::string verb;   // control: "start", "stop", "restart", "reset"
  std::string server; // and of which: "web:2"
};

// Something that happened, told in the last line; what went wrong stays until it was read.
struct Tiding
{
  std::vector<std::string> lines;
  bool bad = false;
};

} // namespace mcpctl
