#include "cli/command_line.hpp"

#include "cli/global_options.hpp"
#include "cli/pm2_options.hpp"
#include "cli/pm2_selectors.hpp"
#include "cli/pm2_verbs.hpp"
#include "config/nearest.hpp"
#include "model/text.hpp"
#include "version.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace mcpctl {

namespace {

const char* const selectors_note = "SELECTOR: a name, an instance (web:2), a tag (@work), a glob "
                                   "('web*'), the exact command line,\n"
                                   "or all. See mcpctl(1).";

std::string overview(const CLI::App& app)
{
  std::string text = "mcpctl: MCP servers, run by systemd\n\nUsage: mcpctl [OPTIONS] VERB ...\n";
  std::string_view group;
  for (const Verb& verb : all_verbs()) {
    if (verb.group.empty())
      continue;
    if (verb.group != group)
      text += fmt::format("\n{}:\n", group = verb.group);
    text += fmt::format("  {:<12}{}\n", verb.name, verb.summary);
  }
  text += "\nOptions, before or after the verb:\n";
  for (const CLI::Option* option : app.get_options()) {
    text += fmt::format("  {:<22}{}\n",
                        option->get_name(false, true)
                            + (option->get_type_size() > 0 ? " " + option->get_type_name() : ""),
                        option->get_description());
  }
  return text + "\n" + selectors_note
         + "\nmcpctl VERB --help tells more of a verb; man mcpctl of everything.\n";
}

// CLI11 lists the options of the parent too, since they work after the verb; a verb's help is its
// own.
// What is told of a long name stands below it.
std::string help_line(const std::string& name, const std::string& help)
{
  constexpr std::size_t width = 24;
  if (name.size() < width || help.empty())
    return fmt::format("  {:<{}}{}\n", name, help.empty() ? 0 : width, help);
  return fmt::format("  {}\n  {:<{}}{}\n", name, "", width, help);
}

std::string argument_usage(const CLI::Option& option, bool before_rest)
{
  const std::string name = option.get_name(true);
  if (before_rest)
    return " " + name;
  return (option.get_required() ? " " + name : " [" + name + "]")
         + (option.get_expected_max() > 1 ? "..." : "");
}

std::string verb_help(const CLI::App& app, const Verb& verb, bool has_rest)
{
  std::string usage = fmt::format("{}.\n\nUsage: mcpctl {} [OPTIONS]", verb.summary, verb.name);
  std::string arguments;
  std::string options;
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_group().empty())
      continue;
    if (option->get_positional()) {
      usage += argument_usage(*option, has_rest);
      arguments += help_line(option->get_name(true), option->get_description());
      continue;
    }
    const std::string placeholder =
        option->get_type_size() > 0 ? " " + option->get_type_name() : std::string();
    options += help_line(option->get_name(false, true) + placeholder, option->get_description());
  }
  usage += has_rest ? " -- COMMAND...\n" : "\n";
  if (!arguments.empty())
    usage += "\n" + arguments;
  if (!options.empty())
    usage += "\nOptions:\n" + options;
  if (!app.get_footer().empty())
    usage += "\n" + app.get_footer() + "\n";
  return usage + "\nThe options of mcpctl --help work here too.\n";
}

Error usage_error(std::string what, std::string mend = "mcpctl --help")
{
  return {ExitCode::usage, std::move(what), std::move(mend)};
}

Error no_such_verb(const std::string& word)
{
  std::vector<std::string_view> names;
  for (const Verb& verb : all_verbs()) {
    if (verb.declare != nullptr)
      names.push_back(verb.name);
  }
  const std::string shown = harmless(word);
  if (const auto command = in_place_of_pm2(word))
    return usage_error(fmt::format("no such verb \"{}\", which is PM2's", shown),
                       std::string(*command));
  const auto near = nearest_word(word, names);
  if (!near)
    return usage_error(fmt::format("no such verb \"{}\"", shown));
  return usage_error(fmt::format("no such verb \"{}\"; did you mean \"{}\"?", shown, *near),
                     fmt::format("mcpctl {}", *near));
}

// The first word that is neither an option nor the value of one: the verb.
const std::string* verb_word(const std::vector<std::string>& words)
{
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "-c" || words[i] == "--config")
      ++i;
    else if (!words[i].starts_with('-'))
      return &words[i];
  }
  return nullptr;
}

struct Parser
{
  CLI::App app{"", "mcpctl"};
  CLI::App* verb_app = nullptr;
  bool help = false;
  bool verb_help = false;
  bool version = false;
  std::string hides; // see Verb
  Verbatim verbatim;
};

std::string help_of(const Parser& parser)
{
  const std::string name = parser.verb_app == nullptr ? "" : parser.verb_app->get_name() + " ";
  return fmt::format("mcpctl {}--help", name);
}

// The option that the first unknown one is nearest to, as a question; empty: none is near.
std::string did_you_mean(const Parser& parser)
{
  std::vector<std::string> names;
  for (const CLI::App* app :
       {static_cast<const CLI::App*>(&parser.app), static_cast<const CLI::App*>(parser.verb_app)}) {
    for (const CLI::Option* option : app->get_options()) {
      for (const std::string& name : option->get_lnames())
        names.push_back("--" + name);
    }
  }
  for (const std::string& word : parser.app.remaining(true)) {
    if (!word.starts_with("--"))
      continue;
    const auto near = nearest_word(word.substr(0, word.find('=')), {names.begin(), names.end()});
    return near ? fmt::format("; did you mean \"{}\"?", *near) : "";
  }
  return "";
}

// An option of PM2's among the unknown words, with what takes its place.
std::optional<Error> habit_of_pm2(const Parser& parser, const std::vector<std::string>& words)
{
  const std::vector<std::string> unknown = parser.app.remaining(true);
  const auto option = std::find_if(unknown.begin(), unknown.end(),
                                   [](const std::string& word) { return word.starts_with('-'); });
  if (option == unknown.end())
    return std::nullopt;
  std::optional<std::string> command = in_place_of_pm2_option(*option, parser.verb_app->get_name());
  if (!command)
    return std::nullopt;
  const auto file = std::find_if(words.begin(), words.end(), is_file_of_pm2);
  if (file != words.end())
    command = in_place_of_pm2_selector(*file);
  return usage_error(fmt::format("no such option \"{}\", which is PM2's", harmless(*option)),
                     std::move(*command));
}

Result<Nothing> parse_words(Parser& parser, const std::vector<std::string>& words)
{
  try {
    parser.app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::Success&) {
    return Nothing{};
  } catch (const CLI::RequiredError& error) {
    return usage_error(error.what(), help_of(parser));
  } catch (const CLI::ConversionError& error) {
    if (!parser.hides.empty())
      return usage_error(parser.hides, help_of(parser));
    // Numbers are the only values that are converted.
    return usage_error(
        std::string(error.what()).substr(std::string_view("Could not convert: ").size())
            + ": not a number",
        help_of(parser));
  } catch (const CLI::ParseError& error) {
    if (!parser.hides.empty())
      return usage_error(parser.hides, help_of(parser));
    std::string what = error.what();
    if (what.size() > 1 && std::islower(static_cast<unsigned char>(what[1])) != 0)
      what.front() = static_cast<char>(std::tolower(what.front()));
    const bool is_unknown = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr;
    if (auto habit = is_unknown ? habit_of_pm2(parser, words) : std::nullopt)
      return std::move(*habit);
    return usage_error(is_unknown ? what + did_you_mean(parser) : what, help_of(parser));
  }
  return Nothing{};
}

// `verb`: one of the words, or none.
Status parse_all(Parser& parser, const std::vector<std::string>& words, const std::string* verb)
{
  if (verb == nullptr)
    return parse_words(parser, words);
  std::vector<std::string> left = words;
  const Status taken =
      take_verbatim(left, static_cast<std::size_t>(verb - words.data()), parser.verbatim);
  return taken.ok() ? parse_words(parser, left)
                    : Status(usage_error(taken.error().what, help_of(parser)));
}

Run declare_verb(Parser& parser, const Verb& verb)
{
  parser.verb_app = parser.app.add_subcommand(std::string(verb.name));
  parser.verb_app->fallthrough();
  parser.verb_app->set_help_flag();
  parser.hides = verb.hides;
  for (const std::string_view alias : verb.aliases)
    parser.verb_app->alias(std::string(alias));
  Options options(*parser.verb_app);
  Run run = verb.declare(options);
  parser.verbatim = options.verbatim();
  return run;
}

} // namespace

Result<Parsed> parse_command_line(const std::vector<std::string>& words)
{
  Parsed parsed;
  Parser parser;
  parser.app.set_help_flag();
  declare_global_options(parser.app, parsed.options);
  parser.app.add_flag("-h,--help", parser.help, "this help, or that of the verb");
  parser.app.add_flag("--version", parser.version, "the version");

  const std::string* word = verb_word(words);
  const Verb* verb = find_verb(word == nullptr ? "status" : *word);
  if (verb == nullptr)
    return no_such_verb(*word);
  if (verb->declare == nullptr)
    return usage_error(fmt::format("{} is not supported yet", verb->name));
  parsed.run = declare_verb(parser, *verb);
  if (const Status status = parse_all(parser, words, word); !status.ok() && !parser.help)
    return status.error();

  const bool has_rest = parser.verbatim.rest != nullptr;
  if (parser.help)
    parsed.text =
        word == nullptr ? overview(parser.app) : verb_help(*parser.verb_app, *verb, has_rest);
  else if (parser.version)
    parsed.text = fmt::format("mcpctl {}\n", version);
  if (!parsed.text.empty())
    parsed.run = nullptr;
  else if (parsed.options.json && !verb->json)
    return usage_error(fmt::format("{} --json is not supported yet", verb->name),
                       fmt::format("mcpctl {}", verb->name));
  return parsed;
}

} // namespace mcpctl
