// Words of the command line that are taken byte for byte, before the library for options sees them:
// it would take "[a,b]" apart and pass over an empty value. Pure.
#pragma once

#include "model/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

struct VerbatimOption
{
  std::vector<std::string> names; // "-e", "--env"; "--user=": only with its value behind the "="
  std::vector<std::string>* values;
};

// An option whose value may be left out: the word behind it is its value where it looks like one.
struct OptionalValue
{
  std::vector<std::string> names; // "-b", "--boot"; the last is a long one
  bool (*is_value)(std::string_view);
};

struct Verbatim
{
  std::vector<VerbatimOption> options;
  std::vector<OptionalValue> optional;
  std::vector<std::string>* rest = nullptr; // all words behind "--"; null: the library's
  bool signed_number = false;               // "-1" is an argument, and no option
};

// Takes these out of the words behind the verb, which is words[verb]; in long names "_" is as good
// as "-". A negative number that stays goes behind "--"; "-b -1" and "-b-1" become "--boot=-1".
[[nodiscard]] Status take_verbatim(std::vector<std::string>& words, std::size_t verb,
                                   const Verbatim& verbatim);

} // namespace mcpctl
