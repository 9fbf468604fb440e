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

const OptionalValue* find_optional(const Verbatim& verbatim, const std::string& name)
{
  for (const OptionalValue& option : verbatim.optional) {
    if (std::find(option.names.begin(), option.names.end(), name) != option.names.end())
      return &option;
  }
  return nullptr;
}

// "--boot=-1" for "-b-1" and for "-b" that `next` follows, where these are values; else none.
std::optional<std::string> with_optional_value(const Verbatim& verbatim, const std::string& word,
                                               const std::string* next)
{
  const std::optional<Word> option = option_in(word);
  const OptionalValue* found = option ? find_optional(verbatim, option->name) : nullptr;
  if (found == nullptr || (option->value && word.starts_with("--")))
    return std::nullopt;
  const std::string* value = option->value ? &*option->value : next;
  if (value == nullptr || !found->is_value(*value))
    return std::nullopt;
  return found->names.back() + "=" + *value;
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
      const std::string* next = word + 1 == words.end() ? nullptr : &*(word + 1);
      if (const auto joined = with_optional_value(verbatim, *word, next)) {
        word += option->value ? 0 : 1;
        left.push_back(*joined);
        continue;
      }
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
