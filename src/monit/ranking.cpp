#include "monit/ranking.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <sstream>

namespace mcpctl {

namespace {

bool same_letter(char a, char b)
{
  return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
}

bool has_word(const ServerState& server, const std::string& word)
{
  if (has_part(to_string(server.id), word) || has_part(to_string(server.state), word))
    return true;
  if (server.stale.value_or(false) && has_part("stale", word))
    return true;
  return std::any_of(server.tags.begin(), server.tags.end(),
                     [&](const std::string& tag) { return has_part("@" + tag, word); })
         || std::any_of(server.argv.begin(), server.argv.end(),
                        [&](const std::string& argument) { return has_part(argument, word); });
}

// What needs a look comes first.
int urgency(RunState state)
{
  switch (state) {
  case RunState::failed:
    return 0;
  case RunState::restarting:
    return 1;
  case RunState::starting:
  case RunState::stopping:
    return 2;
  case RunState::not_applied:
    return 3;
  case RunState::running:
  case RunState::listening:
    return 4;
  case RunState::exited:
  case RunState::stopped:
    break;
  }
  return 5;
}

// What a figure ranks by; the order of names and states is one of small numbers first.
std::optional<double> figure(const ServerState& server, Rank by)
{
  const auto number = [](const auto& value) {
    return value ? std::optional(static_cast<double>(*value)) : std::nullopt;
  };
  switch (by) {
  case Rank::name:
    break;
  case Rank::state:
    return -urgency(server.state);
  case Rank::pid:
    return number(server.pid);
  case Rank::uptime:
    return server.started_at
               ? std::optional(-static_cast<double>(server.started_at->time_since_epoch().count()))
               : std::nullopt;
  case Rank::restarts:
    return number(server.restarts);
  case Rank::cpu:
    return server.cpu_percent;
  case Rank::memory:
    return number(server.memory_bytes);
  }
  return 0;
}

bool comes_first(const ServerState& a, const ServerState& b, const Ranking& ranking)
{
  const auto figure_a = figure(a, ranking.by);
  const auto figure_b = figure(b, ranking.by);
  if (figure_a.has_value() != figure_b.has_value())
    return figure_a.has_value();
  if (figure_a && *figure_a != *figure_b)
    return (*figure_a > *figure_b) != ranking.reversed;
  return ranking.by == Rank::name && ranking.reversed ? b.id < a.id : a.id < b.id;
}

} // namespace

void Ranking::choose(Rank column)
{
  reversed = column == by && !reversed;
  by = column;
}

bool has_part(std::string_view text, std::string_view part)
{
  return std::search(text.begin(), text.end(), part.begin(), part.end(), same_letter) != text.end();
}

bool passes(const ServerState& server, const std::string& filter)
{
  std::istringstream words(filter);
  for (std::string word; words >> word;) {
    if (!has_word(server, word))
      return false;
  }
  return true;
}

std::vector<std::size_t> ranked(const std::vector<ServerState>& servers, const std::string& filter,
                                const Ranking& ranking)
{
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < servers.size(); ++i) {
    if (passes(servers[i], filter))
      places.push_back(i);
  }
  std::stable_sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) {
    return comes_first(servers[a], servers[b], ranking);
  });
  return places;
}

} // namespace mcpctl
