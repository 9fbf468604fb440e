#include "rotate/options.hpp"

#include <algorithm>
#include <charconv>

namespace mcpctl {

namespace {

template <typename Number> bool read_number(std::string_view text, Number& number)
{
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failure == std::errc() && end == text.data() + text.size();
}

bool read_option(std::string_view name, std::string_view value, RotateOptions& options)
{
  if (name == "--writers") {
    options.writers = value;
    return !value.empty();
  }
  if (name == "--keep")
    return read_number(value, options.keeping.keep) && options.keeping.keep > 0;
  if (name == "--size")
    return read_number(value, options.size.emplace());
  if (name == "--max-age") {
    std::int64_t seconds = 0;
    const bool ok = read_number(value, seconds) && seconds > 0;
    options.keeping.max_age = std::chrono::seconds(seconds);
    return ok;
  }
  return false;
}

bool read_word(std::string_view word, RotateOptions& options)
{
  if (word == "--user" || word == "--system") {
    options.system = word == "--system";
    return true;
  }
  if (word == "--compress") {
    options.compress = true;
    return true;
  }
  const std::size_t equals = word.find('=');
  return equals != std::string_view::npos
         && read_option(word.substr(0, equals), word.substr(equals + 1), options);
}

} // namespace

std::optional<RotateOptions> parse_rotate_options(std::span<char* const> words)
{
  RotateOptions options;
  if (words.empty())
    return std::nullopt;
  const std::string_view mode = words.front();
  if (mode != "run" && mode != "thaw")
    return std::nullopt;
  options.thaw = mode == "thaw";
  words = words.subspan(1);
  while (!words.empty() && words.front() != std::string_view("--")) {
    if (!read_word(words.front(), options))
      return std::nullopt;
    words = words.subspan(1);
  }
  for (const std::string_view path : words.subspan(std::min<std::size_t>(1, words.size()))) {
    if (!path.starts_with('/') || path.ends_with('/'))
      return std::nullopt;
    options.files.emplace_back(path);
  }
  if (options.writers.empty() || options.files.empty())
    return std::nullopt;
  return options;
}

} // namespace mcpctl
