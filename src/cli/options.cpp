#include "cli/options.hpp"

#include <CLI/CLI.hpp>

#include <sstream>

namespace mcpctl {

namespace {

std::vector<std::string> names_in(const std::string& list)
{
  std::vector<std::string> names;
  std::istringstream each(list);
  for (std::string name; std::getline(each, name, ',');)
    names.push_back(name);
  return names;
}

} // namespace

void Options::flag(const std::string& names, bool& target, const std::string& help)
{
  app_.add_flag(names, target, help);
}

void Options::value(const std::string& names, const std::string& placeholder,
                    std::optional<std::string>& target, const std::string& help)
{
  app_.add_option(names, target, help)->type_name(placeholder);
}

void Options::number(const std::string& names, const std::string& placeholder, unsigned& target,
                     const std::string& help)
{
  app_.add_option(names, target, help)->type_name(placeholder)->capture_default_str();
}

void Options::number(const std::string& names, const std::string& placeholder,
                     std::optional<unsigned>& target, const std::string& help)
{
  app_.add_option(names, target, help)->type_name(placeholder);
}

void Options::flag_with_value(const std::string& names, const OptionalWord& word,
                              std::optional<std::string>& target, const std::string& help)
{
  verbatim_.optional.push_back({.names = names_in(names), .is_value = word.is_value});
  // To the library a flag without a value has the value "true".
  app_.add_flag(names, target, help)
      ->type_name("[=" + word.placeholder + "]")
      ->transform([usual = word.usual](const std::string& value) {
        return value == "true" ? usual : value;
      });
}

void Options::values(const std::string& names, const std::string& placeholder,
                     std::vector<std::string>& target, const std::string& help)
{
  app_.add_option(names, target, help)
      ->type_name(placeholder)
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void Options::verbatim(const std::string& names, const std::string& placeholder,
                       std::vector<std::string>& target, const std::string& help)
{
  verbatim_.options.push_back({.names = names_in(names), .values = &target});
  if (!names.ends_with('='))
    values(names, placeholder, target, help);
}

void Options::argument(const std::string& placeholder, std::string& target, const std::string& help)
{
  app_.add_option(placeholder, target, help)->type_name("")->required();
}

void Options::optional_argument(const std::string& placeholder, std::optional<std::string>& target,
                                const std::string& help)
{
  app_.add_option(placeholder, target, help)->type_name("");
}

void Options::arguments(const std::string& placeholder, std::vector<std::string>& target,
                        const std::string& help, bool required)
{
  app_.add_option(placeholder, target, help)->type_name("")->required(required);
}

void Options::exclude(const std::string& first, const std::string& second)
{
  app_.get_option(first)->excludes(app_.get_option(second));
}

void Options::hidden(const std::string& names, std::optional<std::string>& target)
{
  app_.add_option(names, target)->group("");
}

void Options::note(const std::string& text)
{
  app_.footer(text);
}

} // namespace mcpctl
