// Random servers whose bytes are as hard to carry as a configuration allows. The same seed gives
// the same cases.
#pragma once

#include "record.hpp"

#include "model/server.hpp"

#include <map>
#include <string>
#include <vector>

namespace quoting {

struct Case
{
  mcpctl::Server server;
  std::string env_file_text;
  Given expected;
  std::string refused; // what is wrong with it; empty: all of it must be carried
};

struct Cases
{
  std::vector<Case> cases;
  // How many values the why_..._not_carried() functions refused, by their reason; such values are
  // left out of the case.
  std::map<std::string, unsigned> refused;
};

// Everything of case N stands below FOLDER/N: its program, working directory and env_file; it
// records to FOLDER/got/N.
[[nodiscard]] Cases make_cases(const std::string& folder, unsigned seed, unsigned count);

// Cases that the why_..._not_carried() functions refuse, one reason each, numbered from `first`:
// systemd must not carry them, or the refusal is wrong.
[[nodiscard]] std::vector<Case> make_refused_cases(const std::string& folder, unsigned first);

} // namespace quoting
