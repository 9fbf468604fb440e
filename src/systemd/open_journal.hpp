// The journal's files, opened once it is known that they can be read.
#pragma once

#include "model/real_time.hpp"
#include "model/result.hpp"
#include "model/scope.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct sd_journal;

namespace mcpctl {

struct CloseJournal
{
  void operator()(sd_journal* journal) const;
};
using OpenJournal = std::unique_ptr<sd_journal, CloseJournal>;

// No permission: exit code 77 and the group to join.
[[nodiscard]] Result<OpenJournal> open_journal(Scope scope);

// What the library's negative answers mean.
[[nodiscard]] Error journal_error(int number);

// Entries that have all fields of one of these, each "FIELD=value".
using FieldMatches = std::vector<std::vector<std::string>>;

// From now on only those count. Negative: the number of an error.
[[nodiscard]] int match_fields(sd_journal* journal, const FieldMatches& matches);

// Tells the fields of the entry that the journal is at, each as "FIELD=bytes"; answers with when it
// was written.
RealTime read_fields(sd_journal* journal, const std::function<void(std::string_view data)>& field);

} // namespace mcpctl
