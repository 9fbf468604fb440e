#include "cli/hints.hpp"

#include "cli/configuration.hpp"
#include "cli/verbs.hpp"

#include <algorithm>
#include <array>

namespace mcpctl {

namespace {

constexpr std::string_view program = "mcpctl ";
constexpr std::array<std::string_view, 5> of_the_files = {"apply", "check", "config", "down",
                                                          "edit"};

// The word that `text` begins with; a comma or a full stop behind it is not part of it.
std::string_view first_word(std::string_view text)
{
  return text.substr(0, text.find_first_not_of("abcdefghijklmnopqrstuvwxyz-"));
}

std::string options_for(const Context& context, std::string_view verb)
{
  const bool reads_files =
      std::find(of_the_files.begin(), of_the_files.end(), verb) != of_the_files.end();
  return reads_files ? options_as_given(context) : scope_as_given(context);
}

} // namespace

std::string as_typed(const Context& context, std::string_view text)
{
  std::string typed;
  while (true) {
    const std::size_t at = text.find(program);
    if (at == std::string_view::npos)
      return typed.append(text);
    const std::size_t behind = at + program.size();
    const std::string_view verb = first_word(text.substr(behind));
    typed.append(text.substr(0, behind - 1));
    if (find_verb(verb) != nullptr)
      typed += options_for(context, verb);
    typed += ' ';
    text.remove_prefix(behind);
  }
}

Error as_typed(const Context& context, Error error)
{
  error.what = as_typed(context, std::string_view(error.what));
  error.mend = as_typed(context, std::string_view(error.mend));
  return error;
}

Diagnostics as_typed(const Context& context, Diagnostics diagnostics)
{
  for (Diagnostic& diagnostic : diagnostics)
    diagnostic.hint = as_typed(context, std::string_view(diagnostic.hint));
  return diagnostics;
}

} // namespace mcpctl
