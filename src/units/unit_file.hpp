// What a rendering consists of: files and links below a unit folder, and the marker by which we
// find ours.
#pragma once

#include "model/server.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// One file or symbolic link of ours, relative to the unit folder
// ("mcp@web.service.d/10-mcpctl.conf").
struct UnitFile
{
  std::string path;
  std::string text;     // content, or the link's target
  unsigned mode = 0644; // meaningless for a link
  bool is_link = false;
  bool operator==(const UnitFile&) const = default;
};

// Paths below the unit folder of everything that a unit may have of us; empty: it has none such.
struct UnitPaths
{
  std::string marked;                  // "mcp@web.service.d/10-mcpctl.conf", "mcp-notes.socket"
  std::string session;                 // "mcp-notes@.service"
  std::string environment;             // "mcp@web.service.d/10-mcpctl.env"
  std::string wants;                   // "mcp.target.wants/mcp@web.service", a link
  std::vector<std::string> companions; // "mcpctl-retry@web.timer.d/10-mcpctl.conf", ...
};
[[nodiscard]] UnitPaths unit_paths(const InstanceId& id, ServerType type);

// Whether the file is one that holds a marker: of each unit one does, and nothing of ours is ever
// without it.
[[nodiscard]] bool holds_marker(std::string_view path);

// PORT in the environment of a unit with these files; nothing if it has none, or no number.
[[nodiscard]] std::optional<unsigned> port_in_environment(const std::vector<UnitFile>& files);

// The first line of each resident server's drop-in and of each stdio server's socket: what status
// and the next apply must know without the configuration.
struct Marker
{
  InstanceId id;
  Origin origin;
  std::string owner;
  std::string profile;
  ServerType type = ServerType::none;
  std::string url; // of this instance
  std::vector<std::string> tags;
  std::string written; // the command line as the configuration writes it
  std::string program; // as written, before the look-up
  std::string search_path;
  std::vector<std::string> argv; // of this instance
  TimeSpan settle{};
  std::string log_date_format; // empty: none; markers of older versions have none
  bool enabled = true;
  bool runtime = false;           // until the next reboot
  std::vector<std::string> after; // names of servers
  std::optional<Command> on_failure;
};

// Comment lines, each ending in a newline; ASCII without control characters whatever the values
// hold. Only a marker that is too long for a line of systemd's takes more than one.
[[nodiscard]] std::string render_marker(const Marker& marker);
// The marker of a drop-in's text; nothing if the file is not ours.
[[nodiscard]] std::optional<Marker> parse_marker(std::string_view drop_in);
// Whether two files are the same, but for the line of the configuration that a marker names: a
// comment written above a server changes nothing about it.
[[nodiscard]] bool same_file(const UnitFile& one, const UnitFile& other);
// The same for all files of a unit, in whatever order.
[[nodiscard]] bool same_files(const std::vector<UnitFile>& some,
                              const std::vector<UnitFile>& others);
// Names of the fields in which two drop-ins' markers differ ("tags").
[[nodiscard]] std::vector<std::string> differing_fields(std::string_view drop_in,
                                                        std::string_view other_drop_in);

} // namespace mcpctl
