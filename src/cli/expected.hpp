// What the grammar of the command line lets stand at its end. Pure.
#pragma once

#include <string>
#include <vector>

namespace mcpctl {

struct Candidate
{
  std::string word;
  std::string help; // a few words; may be empty
};

struct Continuation
{
  std::vector<Candidate> words;    // verbs or options
  std::string placeholder;         // as in --help: "SELECTOR", "FILE"; empty: no value is expected
  std::string alternative;         // of a value that may stand there too: "BOOT" behind "-b"
  std::string prefix;              // what stands before the value in its word: "--for="
  std::string verb;                // its name; empty: none yet
  std::vector<std::string> values; // of the verb's arguments so far
};

// `words` are those behind "mcpctl", the last of which is being typed and may be empty. Candidates
// are not yet narrowed down to what it begins with.
[[nodiscard]] Continuation expected_at_end(const std::vector<std::string>& words);

} // namespace mcpctl
