#include "cli/pm2_selectors.hpp"

#include "report/shell_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace mcpctl {

namespace {

constexpr auto of_apps = std::to_array<std::string_view>(
    {".config.js", ".config.cjs", ".config.mjs", ".json", ".json5", ".yml", ".yaml"});

struct Script
{
  std::string_view extension;
  std::string_view interpreter;
};

constexpr auto scripts = std::to_array<Script>({
    {".js", "node"},
    {".cjs", "node"},
    {".mjs", "node"},
    {".py", "python3"},
    {".sh", "bash"},
});

// A command line is no file, whatever it ends with.
bool is_name_of_file(std::string_view word)
{
  return !word.empty() && word.find_first_of(" \t\n*?[") == std::string_view::npos
         && !word.starts_with('-') && !word.starts_with('@');
}

bool is_number(std::string_view word)
{
  return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

} // namespace

bool is_file_of_pm2(std::string_view word)
{
  return is_name_of_file(word)
         && std::any_of(of_apps.begin(), of_apps.end(),
                        [word](std::string_view ending) { return word.ends_with(ending); });
}

std::optional<std::string> in_place_of_pm2_selector(std::string_view word)
{
  if (is_file_of_pm2(word))
    return "mcpctl import --apply " + shell_word(word);
  if (is_number(word))
    return "mcpctl status: servers have names and no numbers";
  const auto script = std::find_if(scripts.begin(), scripts.end(), [word](const Script& each) {
    return word.ends_with(each.extension);
  });
  if (script == scripts.end() || !is_name_of_file(word))
    return std::nullopt;
  return fmt::format("mcpctl add NAME -- {} {}", script->interpreter, shell_word(word));
}

} // namespace mcpctl
