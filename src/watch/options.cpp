#include "watch/options.hpp"

#include <charconv>
#include <string_view>

namespace mcpctl {

namespace {

std::optional<std::chrono::milliseconds> milliseconds_of(std::string_view text)
{
  std::chrono::milliseconds::rep count = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (failure != std::errc() || end != text.data() + text.size() || count < 0)
    return std::nullopt;
  return std::chrono::milliseconds(count);
}

} // namespace

std::optional<WatchOptions> parse_watch_options(std::span<char* const> words)
{
  if (words.size() < 3)
    return std::nullopt;
  const std::string_view scope = words[0];
  const auto delay = milliseconds_of(words[2]);
  if ((scope != "user" && scope != "system") || !delay)
    return std::nullopt;
  WatchOptions options{.is_system = scope == "system", .unit = words[1], .delay = *delay};
  std::size_t at = 3;
  for (; at + 1 < words.size() && words[at] != std::string_view("--"); at += 2) {
    if (words[at] == std::string_view("--ignore"))
      options.ignored.add(words[at + 1]);
    else if (words[at] == std::string_view("--ignore-file"))
      options.ignored.add_file(words[at + 1]);
    else
      return std::nullopt;
  }
  if (at + 1 >= words.size())
    return std::nullopt;
  for (const char* root : words.subspan(at + 1)) {
    if (*root != '/')
      return std::nullopt;
    options.roots.emplace_back(root);
  }
  return options;
}

} // namespace mcpctl
