// The files that a unit's output goes to, read back from what is installed.
#pragma once

#include "store/store.hpp"

#include <string>
#include <vector>

namespace mcpctl {

struct LogFile
{
  std::string path; // absolute
  bool out = false; // holds standard output
  bool err = false; // holds standard error; both where one file takes both
  bool operator==(const LogFile&) const = default;
};

// None for a unit that writes to the journal alone, or to nowhere. The file of standard output is
// first. Whether they are there is not looked at.
[[nodiscard]] std::vector<LogFile> log_files(const InstalledUnit& unit);
// The same with whom they belong to, as they are made where they are missing.
[[nodiscard]] std::vector<LogPlace> log_places(const InstalledUnit& unit);
// Whether anything of the unit's output goes to the journal.
[[nodiscard]] bool writes_to_journal(const InstalledUnit& unit);

} // namespace mcpctl
