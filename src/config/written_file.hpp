// Configuration files that mcpctl itself writes for its user: one server each, a key a line. What
// the user adds to one by hand stays readable; these functions tell what is still ours. Pure.
#pragma once

#include "model/diagnostic.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

struct WrittenKey
{
  std::string key;
  std::string value;  // in TOML, on one line
  std::string option; // what it was given as, for messages: "--memory-max"
};

struct WrittenServer
{
  std::string name;      // without the project
  std::string project;   // that the file names; empty: none
  std::string mcpctl;    // how the caller calls it, "mcpctl --system", and
  std::string full_name; // the server, with its project
  std::vector<WrittenKey> keys;
};

[[nodiscard]] std::string written_text(const WrittenServer& server);

// Whether mcpctl wrote the text, whatever was added to it.
[[nodiscard]] bool is_written_by_us(std::string_view text);
// Whether it tells of no server and nothing else that counts.
[[nodiscard]] bool says_nothing(std::string_view text);
// The keys below [servers], in the order of the text.
[[nodiscard]] std::vector<std::string> servers_in(std::string_view text);

// Where a key of a server stands, or its line would: below the server's own.
struct KeyLine
{
  unsigned line = 0; // 0: the server is not in the text
  bool is_there = false;
  bool in_braces = false; // the server is an inline table, which begins there
};
[[nodiscard]] KeyLine line_of_key(std::string_view text, const std::string& server,
                                  std::string_view key);

// What was found in the text of `server`, which messages show as `file`, told of the options that
// it comes from; what was found elsewhere as it is.
[[nodiscard]] Diagnostics as_options(Diagnostics diagnostics, const WrittenServer& server,
                                     const std::string& file);

} // namespace mcpctl
