// Names of signals, as systemd and kill(1) know them (signal(7)).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mcpctl {

// The number of "HUP", "SIGHUP", "1" or "RTMIN+3"; nothing for what is none.
[[nodiscard]] std::optional<int> parse_signal(std::string_view text);

// "SIGHUP", "SIGRTMIN+3"; "signal 99" for what has no name.
[[nodiscard]] std::string signal_name(int signal);

} // namespace mcpctl
