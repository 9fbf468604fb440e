#include "model/secret.hpp"

#include <algorithm>

namespace mcpctl {

namespace {

constexpr std::size_t longest_name = 128;

bool is_letter(char c)
{
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

bool is_name_character(char c)
{
  return is_letter(c) || (c >= '0' && c <= '9');
}

Error bad_name(std::string why)
{
  return Error{.code = ExitCode::usage, .what = std::move(why)};
}

} // namespace

Result<SecretName> SecretName::parse(std::string_view text)
{
  if (text.empty())
    return bad_name("is empty");
  if (text.size() > longest_name)
    return bad_name("is longer than 128 characters");
  if (!std::all_of(text.begin(), text.end(), is_name_character))
    return bad_name("holds more than letters, digits and \"_\"");
  if (!is_letter(text.front()))
    return bad_name("begins with a digit");
  return SecretName(std::string(text));
}

std::string value_of_input(std::string input)
{
  if (input.find('\n') + 1 != input.size() || input.empty())
    return input;
  input.pop_back();
  if (input.ends_with('\r'))
    input.pop_back();
  return input;
}

} // namespace mcpctl
