// Whether the journal files that hold a scope's lines can be read at all: the library passes over
// those that cannot without a word.
#pragma once

#include "model/result.hpp"
#include "model/scope.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace mcpctl {

// Where the system's journal, which holds every line that is in no user's own, is written. Files of
// before may be in the other place still, and do not count.
struct SystemJournal
{
  bool on_disk = false;
  bool in_memory = false;
  bool readable = false; // or what is in the other place
};

// `root` is put before every path; empty but in tests.
[[nodiscard]] SystemJournal look_for_journal(const std::string& root = "");

// Fails with exit code 77 and what would give user `name` the right.
[[nodiscard]] Status judge_journal_access(Scope scope, unsigned uid, const std::string& name,
                                          const SystemJournal& journal);

// How many lines of all services of a user journald takes in its interval, where an administrator
// has said so in a drop-in that is in force.
[[nodiscard]] std::optional<std::uint64_t> stated_line_limit(unsigned uid);

} // namespace mcpctl
