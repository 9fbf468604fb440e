// sd-journal(3) with our matches and our lines, for what reads the journal in this folder.
// Functions answer as the library's do: negative is an error's number.
#pragma once

#include "model/result.hpp"
#include "systemd/journal.hpp"
#include "systemd/open_journal.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace mcpctl {

class JournalReader
{
public:
  // Takes scope, users and boot from the query. With `follow` changes make fd() readable.
  [[nodiscard]] static Result<JournalReader> open(const JournalQuery& query);

  // Of more units than the query has.
  void know(const UnitUsers& users) { users_->insert(users.begin(), users.end()); }

  // From now on only entries of this unit count, and no other boot's.
  int match(const std::string& unit);
  // Of these units, and what is said to be dropped. Of many units more entries than theirs count,
  // since the library looks each match up in each file for each line.
  int match_all_of(const std::vector<std::string>& units);
  // Only what journald says that it dropped of this user's services.
  int match_dropped();
  int match_everything();

  int seek_head();
  int seek_tail();
  int seek_time(RealTime at);
  int seek_cursor(const std::string& cursor);
  // 1 if there is one; a session is told as its server's socket.
  int next();
  int previous();
  int read(JournalLine& line);
  [[nodiscard]] bool is_at(const std::string& cursor) const;
  // The newest of all entries, or "". Forgets the matches.
  int newest(std::string& cursor);

  [[nodiscard]] int fd() const;
  [[nodiscard]] short events() const;
  [[nodiscard]] bool often() const;
  int process();
  void wait(std::chrono::milliseconds limit); // for a change

private:
  JournalReader(OpenJournal journal, const JournalQuery& query);
  int match_any(const FieldMatches& matches);

  OpenJournal journal_;
  Scope scope_;
  std::unique_ptr<UnitUsers> users_; // where it stays when this moves
  std::string boot_;
};

} // namespace mcpctl
