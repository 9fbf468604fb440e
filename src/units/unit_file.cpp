#include "units/unit_file.hpp"

#include "units/companion.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace mcpctl {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view prefix = "# mcpctl: ";
constexpr std::size_t longest_piece = 500'000; // systemd reads lines below 1 MiB, comments too

constexpr std::array<std::pair<ServerType, std::string_view>, 3> type_names = {{
    {ServerType::none, "none"},
    {ServerType::http, "http"},
    {ServerType::stdio, "stdio"},
}};

std::string_view name_of(ServerType type)
{
  for (const auto& [value, name] : type_names) {
    if (value == type) {
      return name;
    }
  }
  return {};
}

ServerType type_of(std::string_view text)
{
  for (const auto& [value, name] : type_names) {
    if (name == text) {
      return value;
    }
  }
  throw Json::other_error::create(501, "no type of server", nullptr);
}

Json to_json(const Command& command)
{
  return {{"written", command.written},
          {"program", command.program},
          {"path", command.search_path},
          {"argv", command.argv}};
}

std::optional<Command> command_from_json(const Json& json)
{
  return Command{.written = json.at("written"),
                 .program = json.at("program"),
                 .argv = json.at("argv"),
                 .search_path = json.at("path")};
}

Json to_json(const Marker& marker)
{
  Json json = {
      {"name", to_string(marker.id)},
      {"file", marker.origin.file},
      {"line", marker.origin.line},
      {"owner", marker.owner},
      {"profile", marker.profile},
      {"type", name_of(marker.type)},
      {"url", marker.url},
      {"tags", marker.tags},
      {"written", marker.written},
      {"program", marker.program},
      {"path", marker.search_path},
      {"argv", marker.argv},
      {"settle_usec", marker.settle.count()},
      {"enabled", marker.enabled},
      {"runtime", marker.runtime},
  };
  // What few servers have is not in the others' markers, so that these are what they always were.
  if (!marker.log_date_format.empty())
    json["log_date_format"] = marker.log_date_format;
  if (!marker.after.empty())
    json["after"] = marker.after;
  if (marker.on_failure)
    json["on_failure"] = to_json(*marker.on_failure);
  return json;
}

Marker from_json(const Json& json, InstanceId id)
{
  return Marker{
      .id = std::move(id),
      .origin = {.file = json.at("file"), .line = json.at("line")},
      .owner = json.at("owner"),
      .profile = json.at("profile"),
      .type = type_of(json.at("type").get_ref<const std::string&>()),
      .url = json.at("url"),
      .tags = json.at("tags"),
      .written = json.at("written"),
      .program = json.at("program"),
      .search_path = json.at("path"),
      .argv = json.at("argv"),
      .settle = TimeSpan(json.at("settle_usec").get<TimeSpan::rep>()),
      .log_date_format = json.value("log_date_format", ""),
      .enabled = json.at("enabled"),
      .runtime = json.at("runtime"),
      .after = json.value("after", std::vector<std::string>()),
      .on_failure =
          json.contains("on_failure") ? command_from_json(json.at("on_failure")) : std::nullopt,
  };
}

// The JSON text of the marker's lines; empty where the text does not begin with one.
std::string marker_json(std::string_view drop_in)
{
  std::string json;
  while (drop_in.substr(0, prefix.size()) == prefix) {
    const std::size_t end = drop_in.find('\n');
    json += drop_in.substr(0, end).substr(prefix.size());
    drop_in.remove_prefix(end == std::string_view::npos ? drop_in.size() : end + 1);
  }
  return json;
}

Json parse(std::string_view drop_in)
{
  return Json::parse(marker_json(drop_in), nullptr, /*allow_exceptions=*/false);
}

} // namespace

UnitPaths unit_paths(const InstanceId& id, ServerType type)
{
  const std::string unit = unit_of(id, type);
  std::vector<std::string> companions;
  for (const CompanionKind kind : companion_kinds())
    companions.push_back(companion_drop_in(kind, id));
  if (type == ServerType::stdio) {
    const std::string session = session_template(id.server);
    return {.marked = unit,
            .session = session,
            .environment = session + ".d/10-mcpctl.env",
            .wants = "mcp.target.wants/" + unit,
            .companions = std::move(companions)};
  }
  return {.marked = unit + ".d/10-mcpctl.conf",
          .session = {},
          .environment = unit + ".d/10-mcpctl.env",
          .wants = "mcp.target.wants/" + unit,
          .companions = std::move(companions)};
}

bool holds_marker(std::string_view path)
{
  const bool resident = path.starts_with("mcp@") && path.ends_with(".service.d/10-mcpctl.conf");
  return resident || (path.starts_with("mcp-") && path.find('/') == path.npos && is_socket(path));
}

std::string render_marker(const Marker& marker)
{
  std::string json =
      to_json(marker).dump(-1, ' ', /*ensure_ascii=*/true, Json::error_handler_t::replace);
  std::string out;
  for (std::size_t at = 0; at < json.size(); at += longest_piece) {
    out.append(prefix).append(json, at, longest_piece).append("\n");
  }
  return out;
}

std::optional<Marker> parse_marker(std::string_view drop_in)
{
  try {
    const Json json = parse(drop_in);
    std::optional<InstanceId> id = parse_instance_id(json.at("name").get<std::string>());
    return id ? std::optional(from_json(json, *std::move(id))) : std::nullopt;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

std::vector<std::string> differing_fields(std::string_view drop_in, std::string_view other_drop_in)
{
  const Json one = parse(drop_in);
  const Json other = parse(other_drop_in);
  std::vector<std::string> names;
  if (!one.is_object() || !other.is_object())
    return names;
  for (const auto& [name, value] : one.items()) {
    if (!other.contains(name) || other.at(name) != value)
      names.push_back(name);
  }
  for (const auto& [name, value] : other.items()) {
    if (!one.contains(name))
      names.push_back(name);
  }
  return names;
}

std::optional<unsigned> port_in_environment(const std::vector<UnitFile>& files)
{
  constexpr std::string_view key = "PORT=";
  for (const UnitFile& file : files) {
    if (!file.path.ends_with("/10-mcpctl.env"))
      continue;
    std::size_t at = file.text.starts_with(key) ? 0 : file.text.find("\nPORT=");
    if (at == std::string::npos)
      continue;
    at = file.text.find('=', at) + 1;
    at += at < file.text.size() && file.text[at] == '"' ? 1 : 0;
    unsigned port = 0;
    std::from_chars(file.text.data() + at, file.text.data() + file.text.size(), port);
    if (port > 0)
      return port;
  }
  return std::nullopt;
}

bool same_file(const UnitFile& one, const UnitFile& other)
{
  if (one.path != other.path || one.is_link != other.is_link
      || (!one.is_link && one.mode != other.mode))
    return false;
  if (one.text == other.text)
    return true;
  const std::size_t end = one.text.find('\n');
  const std::size_t other_end = other.text.find('\n');
  return one.text.starts_with(prefix) && end != std::string::npos && other_end != std::string::npos
         && one.text.compare(end, std::string::npos, other.text, other_end) == 0
         && differing_fields(one.text, other.text) == std::vector<std::string>{"line"};
}

bool same_files(const std::vector<UnitFile>& some, const std::vector<UnitFile>& others)
{
  return std::is_permutation(some.begin(), some.end(), others.begin(), others.end(), same_file);
}

} // namespace mcpctl
