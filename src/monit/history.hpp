// What a server used over the last minutes, and how that looks as a graph of one line.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>

namespace mcpctl {

// The last samples, one a second; nothing where there was nothing to measure.
class History
{
public:
  static constexpr std::size_t most = 240;

  void add(std::optional<double> sample);
  [[nodiscard]] std::size_t size() const { return samples_.size(); }
  // Of the last `count` samples; zero without any.
  [[nodiscard]] double peak(std::size_t count) const;
  // The last `width` samples as blocks, the newest to the right, from nothing to `full`; blank
  // where there is none.
  [[nodiscard]] std::string graph(std::size_t width, double full) const;

private:
  std::deque<std::optional<double>> samples_; // the newest at the end
};

} // namespace mcpctl
