#include "cli/expected.hpp"

#include "cli/global_options.hpp"
#include "cli/verbs.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <utility>

namespace mcpctl {

namespace {

// The command line up to the word that is being typed.
class Walk
{
public:
  Walk() : app_("", "mcpctl")
  {
    app_.set_help_flag();
    declare_global_options(app_, options_);
    app_.add_flag("-h,--help", help_, "this help, or that of the verb");
    app_.add_flag("--version", help_, "the version");
  }

  void pass(const std::string& word)
  {
    const OptionalValue* optional = std::exchange(optional_, nullptr);
    if (!awaited_.empty()) {
      awaited_.clear();
    } else if (optional != nullptr && optional->is_value(word)) {
      return;
    } else if (word == "--") {
      only_arguments_ = true;
    } else if (is_option(word)) {
      const CLI::Option* option = find_option(word.substr(0, word.find('=')));
      if (option != nullptr && option->get_expected_min() > 0 && word.find('=') == word.npos)
        awaited_ = placeholder_of(*option);
      optional_ = find_optional(word);
    } else if (only_arguments_ && has_rest_) {
      ++rest_;
    } else if (verb_ == nullptr) {
      begin_verb(word);
    } else {
      values_.push_back(word);
    }
  }

  [[nodiscard]] Continuation expected(const std::string& typed) const
  {
    Continuation expected{.verb = verb_ == nullptr ? "" : std::string(verb_->name),
                          .values = values_};
    if (optional_ != nullptr)
      expected.alternative = placeholder_of(*find_option(optional_->names.back()));
    const std::size_t equals = is_option(typed) ? typed.find('=') : typed.npos;
    const CLI::Option* option =
        equals == typed.npos ? nullptr : find_option(typed.substr(0, equals));
    if (!awaited_.empty()) {
      expected.placeholder = awaited_;
    } else if (option != nullptr) {
      expected.placeholder = placeholder_of(*option);
      expected.prefix = typed.substr(0, equals + 1);
    } else if (is_option(typed))
      expected.words = options();
    else if (only_arguments_ && has_rest_)
      expected.placeholder = rest_ == 0 ? "COMMAND" : "FILE";
    else if (verb_ == nullptr)
      expected.words = verbs();
    else
      expected.placeholder = argument();
    return expected;
  }

private:
  [[nodiscard]] bool is_option(const std::string& word) const
  {
    return !only_arguments_ && word.size() > 0 && word.front() == '-';
  }

  void begin_verb(const std::string& word)
  {
    const Verb* verb = find_verb(word);
    if (verb == nullptr || verb->declare == nullptr)
      return;
    verb_ = verb;
    verb_app_ = app_.add_subcommand(std::string(verb->name));
    verb_app_->set_help_flag();
    Options declared(*verb_app_);
    (void)verb->declare(declared);
    has_rest_ = declared.verbatim().rest != nullptr;
    optionals_ = declared.verbatim().optional;
  }

  // "[=BOOT]" is that of a value which may be left out.
  static std::string placeholder_of(const CLI::Option& option)
  {
    const std::string name = option.get_type_name();
    return name.starts_with("[=") ? name.substr(2, name.size() - 3) : name;
  }

  // The option of this very name whose value may be left out, and stand in the next word.
  [[nodiscard]] const OptionalValue* find_optional(const std::string& name) const
  {
    for (const OptionalValue& option : optionals_) {
      if (std::find(option.names.begin(), option.names.end(), name) != option.names.end())
        return &option;
    }
    return nullptr;
  }

  [[nodiscard]] const CLI::Option* find_option(const std::string& name) const
  {
    for (const CLI::App* app : {static_cast<const CLI::App*>(verb_app_), &app_}) {
      if (app == nullptr)
        continue;
      for (const CLI::Option* option : app->get_options()) {
        if (!option->get_positional() && option->check_name(name))
          return option;
      }
    }
    return nullptr;
  }

  [[nodiscard]] std::vector<Candidate> options() const
  {
    std::vector<Candidate> words;
    for (const CLI::App* app : {static_cast<const CLI::App*>(verb_app_), &app_}) {
      if (app == nullptr)
        continue;
      for (const CLI::Option* option : app->get_options()) {
        if (option->get_positional() || option->get_group().empty())
          continue;
        for (const std::string& name : option->get_lnames())
          words.push_back({"--" + name, option->get_description()});
      }
    }
    return words;
  }

  static std::vector<Candidate> verbs()
  {
    std::vector<Candidate> words;
    for (const Verb& verb : all_verbs()) {
      if (verb.declare != nullptr && !verb.group.empty())
        words.push_back({std::string(verb.name), std::string(verb.summary)});
    }
    return words;
  }

  // Of the verb's arguments the next, or the last where that may be given several times.
  [[nodiscard]] std::string argument() const
  {
    std::vector<const CLI::Option*> arguments;
    for (const CLI::Option* option : verb_app_->get_options()) {
      if (option->get_positional())
        arguments.push_back(option);
    }
    if (arguments.empty())
      return "";
    if (values_.size() < arguments.size())
      return arguments[values_.size()]->get_name(true);
    return arguments.back()->get_expected_max() > 1 ? arguments.back()->get_name(true) : "";
  }

  CLI::App app_;
  CLI::App* verb_app_ = nullptr;
  GlobalOptions options_;
  bool help_ = false;
  const Verb* verb_ = nullptr;
  bool only_arguments_ = false;
  bool has_rest_ = false; // what stands behind "--" is a command
  std::size_t rest_ = 0;  // how many words of it are passed
  std::string awaited_;   // the placeholder of an option's value that comes next
  std::vector<OptionalValue> optionals_;
  const OptionalValue* optional_ = nullptr; // whose value may come next
  std::vector<std::string> values_;
};

} // namespace

Continuation expected_at_end(const std::vector<std::string>& words)
{
  if (words.empty())
    return Walk().expected("");
  Walk walk;
  std::for_each(words.begin(), words.end() - 1, [&](const std::string& word) { walk.pass(word); });
  return walk.expected(words.back());
}

} // namespace mcpctl
