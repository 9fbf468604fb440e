// What `pm2 jlist` prints besides its list: "[PM2] Spawning PM2 daemon with pm2_home=…", or that
// the one in memory is out of date.
#pragma once

#include <string>
#include <string_view>

namespace mcpctl {

// How many lines stand before the one that begins an array of JSON; 0 where there is no such
// line, or nothing before it but space and comments.
[[nodiscard]] unsigned lines_before_list(std::string_view text);

// `text` with its first lines blank, so that everything else stands where it stood.
[[nodiscard]] std::string with_blank_lines(std::string text, unsigned lines);

} // namespace mcpctl
