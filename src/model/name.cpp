#include "model/name.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace mcpctl {

namespace {

constexpr std::size_t longest_name = 64;
constexpr std::string_view unit_prefix = "mcp@";
constexpr std::string_view unit_ending = ".service";

// systemd.unit(5): a name that ends like this would be taken for a unit of that type.
constexpr std::array<std::string_view, 11> unit_suffixes = {
    ".service", ".socket", ".device", ".mount", ".automount", ".swap",
    ".target",  ".path",   ".timer",  ".slice", ".scope",
};

bool is_alphanumeric(char c)
{
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool is_name_character(char c)
{
  return is_alphanumeric(c) || c == '.' || c == '_' || c == '-';
}

Error bad_name(std::string why)
{
  return Error{.code = ExitCode::usage, .what = std::move(why)};
}

// A number as we write it ourselves: no sign, no leading zero.
std::optional<unsigned> parse_index(std::string_view text)
{
  unsigned index = 0;
  const char* end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data(), end, index);
  if (failure != std::errc{} || stop != end || index == 0 || text.front() == '0')
    return std::nullopt;
  return index;
}

} // namespace

Result<ServerName> ServerName::parse(std::string_view text)
{
  if (text.empty())
    return bad_name("is empty");
  if (text == "all")
    return bad_name("is reserved: it means every server");
  if (text.size() > longest_name)
    return bad_name("is longer than 64 characters");
  if (!std::all_of(text.begin(), text.end(), is_name_character))
    return bad_name("holds more than letters, digits, \".\", \"_\" and \"-\"");
  if (!is_alphanumeric(text.front()) || !is_alphanumeric(text.back()))
    return bad_name("does not begin and end with a letter or digit");
  for (const std::string_view suffix : unit_suffixes) {
    if (text.ends_with(suffix))
      return bad_name("ends in the unit suffix \"" + std::string(suffix) + "\"");
  }
  return ServerName(std::string(text));
}

std::string to_string(const InstanceId& id)
{
  return id.index ? id.server.str() + ":" + std::to_string(*id.index) : id.server.str();
}

std::optional<InstanceId> parse_instance_id(std::string_view text)
{
  const std::size_t colon = text.find(':');
  const Result<ServerName> server = ServerName::parse(text.substr(0, colon));
  if (!server)
    return std::nullopt;
  if (colon == std::string_view::npos)
    return InstanceId{*server, std::nullopt};
  const std::optional<unsigned> index = parse_index(text.substr(colon + 1));
  if (!index)
    return std::nullopt;
  return InstanceId{*server, index};
}

std::string unit_name(const InstanceId& id)
{
  return std::string(unit_prefix) + to_string(id) + std::string(unit_ending);
}

std::optional<InstanceId> instance_of_unit(std::string_view unit)
{
  if (!unit.starts_with(unit_prefix) || !unit.ends_with(unit_ending)
      || unit.size() <= unit_prefix.size() + unit_ending.size())
    return std::nullopt;
  unit.remove_prefix(unit_prefix.size());
  unit.remove_suffix(unit_ending.size());
  return parse_instance_id(unit);
}

} // namespace mcpctl
