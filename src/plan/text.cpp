#include "plan/text.hpp"

#include "model/text.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace mcpctl {

namespace {

struct Look
{
  ActionKind kind;
  char symbol;
  std::string_view colour; // of ECMA-48's SGR
};

constexpr std::array<Look, 7> looks = {{
    {ActionKind::create, '+', "32"},
    {ActionKind::start, '+', "32"},
    {ActionKind::update, '~', "33"},
    {ActionKind::restart, '~', "33"},
    {ActionKind::stop, '-', "31"},
    {ActionKind::remove, '-', "31"},
    {ActionKind::keep, '=', "2"},
}};

const Look& look_of(ActionKind kind)
{
  return *std::find_if(looks.begin(), looks.end(),
                       [&](const Look& look) { return look.kind == kind; });
}

std::string shown_name(const Action& action)
{
  const auto id = instance_of_unit(action.unit);
  return id ? to_string(*id) : action.server.str();
}

bool is_shown(const Action& action)
{
  return action.kind != ActionKind::keep || !action.why.empty();
}

std::string summary(const Plan& plan)
{
  std::vector<std::string> parts;
  for (const Look& look : looks) {
    const auto count = std::count_if(plan.actions.begin(), plan.actions.end(),
                                     [&](const Action& a) { return a.kind == look.kind; });
    if (count > 0)
      parts.push_back(look.kind == ActionKind::keep
                          ? fmt::format("{} unchanged", count)
                          : fmt::format("{} to {}", count, to_string(look.kind)));
  }
  return parts.empty() ? "nothing to do" : fmt::format("{}", fmt::join(parts, ", "));
}

std::string programs(const Plan& plan)
{
  std::string text;
  for (const auto& [word, path] : plan.programs)
    text += fmt::format("in PATH: {} is {}\n", harmless(word), harmless(path));
  return text;
}

} // namespace

std::string format_plan(const Plan& plan, bool colour)
{
  std::size_t width = 0;
  for (const Action& action : plan.actions) {
    if (is_shown(action))
      width = std::max(width, shown_name(action).size());
  }
  std::string text;
  for (const Action& action : plan.actions) {
    if (!is_shown(action))
      continue;
    const Look& look = look_of(action.kind);
    const std::string line = fmt::format("{} {:<{}}  {:<7}  {}", look.symbol, shown_name(action),
                                         width, to_string(action.kind), action.why);
    text += colour ? fmt::format("\033[{}m{}\033[0m\n", look.colour, line) : line + "\n";
  }
  return text + summary(plan) + "\n" + programs(plan);
}

} // namespace mcpctl
