// Which journal entries are a server's, and what a journal entry says. Pure: no journal is opened.
#pragma once

#include "model/scope.hpp"
#include "systemd/journal.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mcpctl {

// Fields that an entry must all have, each as "FIELD=value".
using JournalMatch = std::vector<std::string>;

// An entry is the unit's if one of these matches. Lines of short-lived processes carry no unit, so
// the identifier counts too, together with the id of the user that the program runs as (in the user
// scope `uid`), which journald vouches for.
[[nodiscard]] std::vector<JournalMatch> journal_matches(Scope scope, const std::string& unit,
                                                        unsigned uid, const UnitUsers& users = {});

// The unit that journald charges all of a user's services to, "user@1000.service", and what finds
// its words on what it dropped of them.
[[nodiscard]] std::string manager_of_user(unsigned uid);
[[nodiscard]] std::vector<JournalMatch> dropped_matches(unsigned uid);

// What finds more than all the units of a user.
[[nodiscard]] std::vector<JournalMatch> matches_of_user(unsigned uid);

// The identifier of a unit's lines: "mcp@web" for "mcp@web.service".
[[nodiscard]] std::string identifier_of(std::string_view unit);

// One entry, read field by field.
class JournalEntry
{
public:
  // `users` must outlive it; none: only what journald and the manager say counts.
  explicit JournalEntry(Scope scope, const UnitUsers* users = nullptr)
      : scope_(scope), users_(users)
  {
  }
  // `data` is "FIELD=bytes".
  void add(std::string_view data);
  // The line; its time is left to the caller.
  [[nodiscard]] JournalLine line() const;

private:
  [[nodiscard]] std::optional<std::string> claimed_unit() const;
  [[nodiscard]] bool tells_of_unit() const;
  [[nodiscard]] LogStream stream() const;

  Scope scope_;
  const UnitUsers* users_;
  std::string message_;
  std::string identifier_;
  std::string process_unit_; // of the process that wrote it
  std::string subject_unit_; // that the manager or journald speaks of
  std::string invocation_;
  int priority_ = 6;
  unsigned uid_ = UINT_MAX;
  int pid_ = 0;
  bool is_stream_ = false;      // written to a stream, not sent as a message
  bool is_of_dropping_ = false; // journald's word on what it did not keep
  std::string manager_;         // the user's, that journald charges
  std::uint64_t dropped_ = 0;
};

} // namespace mcpctl
