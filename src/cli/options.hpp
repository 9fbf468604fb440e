// How a verb declares its options and arguments: the few forms that mcpctl uses, so that CLI11's
// large header is read in one file only.
#pragma once

#include "cli/verbatim.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
} // namespace CLI

namespace mcpctl {

// A value that may be left out.
struct OptionalWord
{
  std::string placeholder;
  std::string usual;
  bool (*is_value)(std::string_view);
};

// Names are written as on the command line: "-n,--lines". Targets must outlive parsing.
class Options
{
public:
  explicit Options(CLI::App& app) : app_(app) {}

  void flag(const std::string& names, bool& target, const std::string& help);
  void value(const std::string& names, const std::string& placeholder,
             std::optional<std::string>& target, const std::string& help);
  void number(const std::string& names, const std::string& placeholder, unsigned& target,
              const std::string& help);
  // None without the option.
  void number(const std::string& names, const std::string& placeholder,
              std::optional<unsigned>& target, const std::string& help);
  // "-n,--name" alone stands for "--name=USUAL"; the word after it is its value if it looks like
  // one.
  void flag_with_value(const std::string& names, const OptionalWord& word,
                       std::optional<std::string>& target, const std::string& help);
  // May be given several times.
  void values(const std::string& names, const std::string& placeholder,
              std::vector<std::string>& target, const std::string& help);
  // The same, byte for byte; a name that ends in "=" is in no --help.
  void verbatim(const std::string& names, const std::string& placeholder,
                std::vector<std::string>& target, const std::string& help);
  // All words behind "--", as they are.
  void rest(std::vector<std::string>& target) { verbatim_.rest = &target; }
  // A number with a minus is an argument, and no option.
  void signed_numbers() { verbatim_.signed_number = true; }
  void argument(const std::string& placeholder, std::string& target, const std::string& help);
  void optional_argument(const std::string& placeholder, std::optional<std::string>& target,
                         const std::string& help);
  void arguments(const std::string& placeholder, std::vector<std::string>& target,
                 const std::string& help, bool required = true);
  // `first` and `second` cannot be given together.
  void exclude(const std::string& first, const std::string& second);
  // For mcpctl's own use, and in no --help.
  void hidden(const std::string& names, std::optional<std::string>& target);
  // A paragraph below the options in --help.
  void note(const std::string& text);

  [[nodiscard]] const Verbatim& verbatim() const { return verbatim_; }

private:
  CLI::App& app_;
  Verbatim verbatim_;
};

} // namespace mcpctl
