#include "model/name.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace mcpctl {

namespace {

constexpr std::size_t longest_name = 64;
constexpr std::string_view unit_prefix = "mcp@";
constexpr std::string_view unit_ending = ".service";
constexpr std::string_view stdio_prefix = "mcp-";
constexpr std::string_view socket_ending = ".socket";

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

// What stands between the two, if there is anything.
std::optional<std::string_view> between(std::string_view text, std::string_view start,
                                        std::string_view end)
{
  if (text.size() <= start.size() + end.size() || !text.starts_with(start) || !text.ends_with(end))
    return std::nullopt;
  return text.substr(start.size(), text.size() - start.size() - end.size());
}

std::optional<ServerName> server_named(std::string_view text)
{
  const Result<ServerName> name = ServerName::parse(text);
  return name ? std::optional(*name) : std::nullopt;
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

std::string socket_name(const ServerName& server)
{
  return std::string(stdio_prefix) + server.str() + std::string(socket_ending);
}

std::string session_template(const ServerName& server)
{
  return std::string(stdio_prefix) + server.str() + "@" + std::string(unit_ending);
}

std::string sample_session(const ServerName& server)
{
  return std::string(stdio_prefix) + server.str() + "@sample" + std::string(unit_ending);
}

bool is_socket(std::string_view unit)
{
  return unit.ends_with(socket_ending);
}

std::optional<ServerName> server_of_session(std::string_view unit)
{
  const auto name = between(unit, stdio_prefix, unit_ending);
  const std::size_t at = name ? name->find('@') : std::string_view::npos;
  // Without an instance it is the template.
  return at == std::string_view::npos || at + 1 == name->size() ? std::nullopt
                                                                : server_named(name->substr(0, at));
}

std::optional<InstanceId> instance_of_unit(std::string_view unit)
{
  if (const auto name = between(unit, unit_prefix, unit_ending))
    return parse_instance_id(*name);
  const auto name = between(unit, stdio_prefix, socket_ending);
  const std::optional<ServerName> server = name ? server_named(*name) : server_of_session(unit);
  return server ? std::optional(InstanceId{*server, std::nullopt}) : std::nullopt;
}

} // namespace mcpctl
