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

// The first line of each drop-in: what status and the next apply must know without the
// configuration.
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
  std::vector<std::string> argv;
  TimeSpan settle{};
  bool enabled = true;
  bool runtime = false; // until the next reboot
};

// One comment line ending in a newline; UTF-8, no control characters whatever the values hold.
[[nodiscard]] std::string render_marker(const Marker& marker);
// The marker of a drop-in's text; nothing if the file is not ours.
[[nodiscard]] std::optional<Marker> parse_marker(std::string_view drop_in);

} // namespace mcpctl
