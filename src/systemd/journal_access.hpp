// Whether the journal files that hold a scope's lines can be read at all: the library passes over
// those that cannot without a word.
#pragma once

#include "model/result.hpp"
#include "model/scope.hpp"

#include <string>

namespace mcpctl {

// Where the system's journal, which holds every line that is in no user's own, lies.
struct SystemJournal
{
  bool on_disk = false;
  bool in_memory = false;
  bool readable = false;
};

[[nodiscard]] SystemJournal look_for_journal();

// Fails with exit code 77 and what would give user `name` the right.
[[nodiscard]] Status judge_journal_access(Scope scope, unsigned uid, const std::string& name,
                                          const SystemJournal& journal);

} // namespace mcpctl
