// Which journal entries are a server's, and what a journal entry says. Pure: no journal is opened.
#pragma once

#include "model/scope.hpp"
#include "systemd/journal.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mcpctl {

// Fields that an entry must all have, each as "FIELD=value".
using JournalMatch = std::vector<std::string>;

// An entry is the unit's if one of these matches. In the user scope lines of short-lived processes
// carry no unit, so the identifier counts too, together with the user's id, which journald vouches
// for. In the system scope only what journald or the manager says counts.
[[nodiscard]] std::vector<JournalMatch> journal_matches(Scope scope, const std::string& unit,
                                                        unsigned uid);

// The identifier of a unit's lines: "mcp@web" for "mcp@web.service".
[[nodiscard]] std::string identifier_of(std::string_view unit);

// One entry, read field by field.
class JournalEntry
{
public:
  explicit JournalEntry(Scope scope) : scope_(scope) {}
  // `data` is "FIELD=bytes".
  void add(std::string_view data);
  // The line; its time is left to the caller.
  [[nodiscard]] JournalLine line() const;

private:
  Scope scope_;
  std::string message_;
  std::string identifier_;
  std::string process_unit_; // of the process that wrote it
  std::string subject_unit_; // that the manager or journald speaks of
  std::string invocation_;
  int priority_ = 6;
};

} // namespace mcpctl
