#include "config/problems.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace mcpctl {

namespace {

Diagnostic diagnostic_at(Severity severity, const Spot& spot, std::string message, std::string hint)
{
  Diagnostic diagnostic{.severity = severity,
                        .place = {"", spot.line, spot.column, spot.width},
                        .message = std::move(message),
                        .hint = std::move(hint)};
  if (spot.source != nullptr) {
    diagnostic.place.file = spot.source->file().shown;
    diagnostic.source_line = spot.source->line(spot.line);
  }
  return diagnostic;
}

} // namespace

void Problems::error(const Spot& spot, std::string message, std::string hint)
{
  add(spot, diagnostic_at(Severity::error, spot, std::move(message), std::move(hint)));
}

void Problems::warning(const Spot& spot, std::string message, std::string hint)
{
  add(spot, diagnostic_at(Severity::warning, spot, std::move(message), std::move(hint)));
}

void Problems::hide(const Spot& value)
{
  if (value.source != nullptr)
    hidden_.emplace(std::pair(value.source->file().shown, value.line), value);
}

void Problems::mask(Diagnostic& diagnostic) const
{
  const auto [first, last] = hidden_.equal_range({diagnostic.place.file, diagnostic.place.line});
  std::string& line = diagnostic.source_line;
  for (auto hidden = first; hidden != last; ++hidden) {
    const Spot& spot = hidden->second; // its quotes stay
    const std::size_t begin = std::min<std::size_t>(spot.column, line.size());
    const std::size_t width =
        std::min<std::size_t>(std::max(spot.width, 2U) - 2, line.size() - begin);
    line.replace(begin, width, width, '*');
  }
}

void Problems::belongs(const Spot& line, const std::string& server)
{
  if (line.source == nullptr)
    return;
  std::vector<std::string>& servers = servers_[{line.source->order(), line.line}];
  if (servers.empty() || servers.back() != server)
    servers.push_back(server);
}

void Problems::add(const Spot& anchor, Diagnostic diagnostic)
{
  errors_ += diagnostic.severity == Severity::error ? 1 : 0;
  const std::size_t order = anchor.source == nullptr ? 0 : anchor.source->order();
  found_.push_back({order, anchor.line, anchor.column, std::move(diagnostic)});
}

Diagnostics Problems::sorted() const
{
  std::vector<const Found*> in_order;
  in_order.reserve(found_.size());
  for (const Found& found : found_)
    in_order.push_back(&found);
  std::stable_sort(in_order.begin(), in_order.end(), [](const Found* a, const Found* b) {
    return std::tie(a->order, a->line, a->column) < std::tie(b->order, b->line, b->column);
  });
  // Inherited values are checked with each server that inherits them.
  std::set<std::tuple<std::string_view, unsigned, unsigned, std::string_view>> seen;
  Diagnostics diagnostics;
  for (const Found* found : in_order) {
    const Diagnostic& d = found->diagnostic;
    if (!seen.emplace(d.place.file, d.place.line, d.place.column, d.message).second)
      continue;
    mask(diagnostics.emplace_back(d));
    if (const auto stand = servers_.find({found->order, found->line}); stand != servers_.end())
      diagnostics.back().servers = stand->second;
  }
  return diagnostics;
}

} // namespace mcpctl
