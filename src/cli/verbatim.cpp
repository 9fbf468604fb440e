#include "cli/verbatim.hpp"

#include "model/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace mcpctl {

namespace {

// An option as it stands in a word: "--memory_max=200M" is "--memory-max" with "200M".
struct Word
{
  std::string name;
  std::optional<std::string> value;
};

std::optional<Word> option_in(const std::string& word)
{
  if (word.size() < 2 || word.front() != '-')
    return std::nullopt;
  if (word[1] != '-')
    return Word{.name = word.substr(0, 2),
                .value = word.size() > 2 ? std::optional(word.substr(2)) : std::nullopt};
  const std::size_t equals = word.find('=');
  Word option{.name = word.substr(0, equals), .value = {}};
  if (equals != std::string::npos)
    option.value = word.substr(equals + 1);
  std::replace(option.name.begin(), option.name.end(), '_', '-');
  return option;
}

const VerbatimOption* find_option(const Verbatim& verbatim, const Word& word)
{
  for (const VerbatimOption& option : verbatim.options) {
    for (const std::string& name : option.names) {
      if (name == word.name || (word.value && name == word.name + "="))
        return &option;
    }
  }
  return nullptr;
}

bool is_negative_number(const std::string& word)
{
  return word.size() > 1 && word.front() == '-'
         && std::all_of(word.begin() + 1, word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

Status take_verbatim(std::vector<std::string>& words, std::size_t verb, const Verbatim& verbatim)
{
  std::vector<std::string> left(words.begin(), words.begin() + static_cast<long>(verb) + 1);
  std::vector<std::string> numbers;
  auto word = words.begin() + static_cast<long>(verb) + 1;
  for (; word != words.end() && *word != "--"; ++word) {
    const std::optional<Word> option = option_in(*word);
    const VerbatimOption* found = option ? find_option(verbatim, *option) : nullptr;
    if (found == nullptr) {
      (verbatim.signed_number && is_negative_number(*word) ? numbers : left).push_back(*word);
      continue;
    }
    if (option->value) {
      found->values->push_back(*option->value);
      continue;
    }
    if (word + 1 == words.end() || *(word + 1) == "--")
      return Error{ExitCode::usage, fmt::format("{} wants a value", harmless(*word)), ""};
    found->values->push_back(*++word);
  }
  if (word != words.end() && verbatim.rest != nullptr) {
    verbatim.rest->assign(word + 1, words.end());
    word = words.end();
  }
  if (word == words.end() && !numbers.empty())
    left.emplace_back("--");
  left.insert(left.end(), word, words.end());
  left.insert(left.end(), numbers.begin(), numbers.end());
  words = std::move(left);
  return Nothing{};
}

} // namespace mcpctl
