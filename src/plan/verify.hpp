// The escape hatch is checked by systemd itself before anything is touched.
#pragma once

#include "plan/plan.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// One line of systemd-analyze about a file of ours.
struct Complaint
{
  std::string path; // below the stage
  unsigned line = 0;
  std::string words;
};

// "STAGE/PATH:LINE: WORDS" lines; all others are about other files.
[[nodiscard]] std::vector<Complaint> parse_complaints(std::string_view output,
                                                      const std::string& stage);

// Puts the units into a folder of their own and has systemd-analyze(1) verify them there. An error
// for each line that systemd does not understand, naming the server and its key.
[[nodiscard]] Result<std::vector<Error>> verify_escape_hatch(const std::vector<WantedUnit>& units,
                                                             const std::vector<UnitFile>& shared,
                                                             Scope scope);

} // namespace mcpctl
