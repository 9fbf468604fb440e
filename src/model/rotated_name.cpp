#include "model/rotated_name.hpp"

#include <charconv>

namespace mcpctl {

namespace {

constexpr std::string_view compressed_suffix = ".gz";

} // namespace

std::string rotated_name(std::string_view file, const RotatedName& name)
{
  std::string text(file);
  text += '.';
  text += std::to_string(name.number);
  if (name.compressed)
    text += compressed_suffix;
  return text;
}

std::optional<RotatedName> parse_rotated_name(std::string_view file, std::string_view name)
{
  if (!name.starts_with(file) || name.substr(file.size(), 1) != ".")
    return std::nullopt;
  RotatedName rotated;
  std::string_view digits = name.substr(file.size() + 1);
  if (digits.ends_with(compressed_suffix)) {
    rotated.compressed = true;
    digits.remove_suffix(compressed_suffix.size());
  }
  const auto [end, failure] =
      std::from_chars(digits.data(), digits.data() + digits.size(), rotated.number);
  const bool is_number = failure == std::errc() && end == digits.data() + digits.size();
  if (!is_number || rotated.number == 0 || digits.front() == '0')
    return std::nullopt;
  return rotated;
}

std::string unfinished_copy_name(std::string_view file)
{
  return std::string(file) + ".rotating";
}

std::string finished_copy_name(std::string_view file)
{
  return std::string(file) + ".rotated";
}

} // namespace mcpctl
