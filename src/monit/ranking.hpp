// Which servers are shown, and in which order.
#pragma once

#include "observe/server_state.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace mcpctl {

enum class Rank { name, state, pid, uptime, restarts, cpu, memory };
inline constexpr Rank ranks[] = {Rank::name,     Rank::state, Rank::pid,   Rank::uptime,
                                 Rank::restarts, Rank::cpu,   Rank::memory};

struct Ranking
{
  Rank by = Rank::name;
  bool reversed = false;

  // As a press on a column's heading does: first by it, then the other way round.
  void choose(Rank column);
};

// Places in `servers` of those that the filter lets through, in order. Names and states come in
// their own order, figures with the highest first; what is not known is last either way, and equals
// stand by name.
[[nodiscard]] std::vector<std::size_t> ranked(const std::vector<ServerState>& servers,
                                              const std::string& filter, const Ranking& ranking);

// Whether each word of the filter is found, in whatever case, in the server's name, state, command
// or a tag ("@work").
[[nodiscard]] bool passes(const ServerState& server, const std::string& filter);

// Whether `text` has `part` in it, ASCII letters of either case being the same.
[[nodiscard]] bool has_part(std::string_view text, std::string_view part);

} // namespace mcpctl
