#include "monit/history.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace mcpctl {

namespace {

using namespace std::string_view_literals;

constexpr std::array blocks = {"▁"sv, "▂"sv, "▃"sv, "▄"sv, "▅"sv, "▆"sv, "▇"sv, "█"sv};

std::string_view block(const std::optional<double>& sample, double full)
{
  if (!sample)
    return " ";
  const double share = full > 0 ? std::clamp(*sample / full, 0.0, 1.0) : 0;
  return blocks[static_cast<std::size_t>(std::lround(share * (blocks.size() - 1)))];
}

} // namespace

void History::add(std::optional<double> sample)
{
  samples_.push_back(sample);
  if (samples_.size() > most)
    samples_.pop_front();
}

double History::peak(std::size_t count) const
{
  double peak = 0;
  for (std::size_t i = samples_.size() - std::min(count, samples_.size()); i < samples_.size(); ++i)
    peak = std::max(peak, samples_[i].value_or(0));
  return peak;
}

std::string History::graph(std::size_t width, double full) const
{
  const std::size_t count = std::min(width, samples_.size());
  std::string graph(width - count, ' ');
  for (std::size_t i = samples_.size() - count; i < samples_.size(); ++i)
    graph += block(samples_[i], full);
  return graph;
}

} // namespace mcpctl
