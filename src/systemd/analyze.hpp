// systemd-analyze(1), which answers what no library of systemd's does: whether it understands a
// unit file, and what moment a text means.
#pragma once

#include "model/real_time.hpp"
#include "model/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// What it wrote until it ended.
struct Analysis
{
  std::string out;
  std::string err;
  bool success = false; // exit status 0
};

// Runs "systemd-analyze ARGUMENT...". `settings`, each "NAME=value", come before the environment of
// this process; messages are in English and without colours.
[[nodiscard]] Result<Analysis> analyze(const std::vector<std::string>& arguments,
                                       std::vector<std::string> settings = {});

// The moment that `text` means in systemd's syntax, systemd.time(7): "2026-02-03 12:04",
// "yesterday",
// "-5min", "@1770120247". The error does not say where the text stood.
[[nodiscard]] Result<RealTime> parse_moment(const std::string& text);

// The moment in what "systemd-analyze timestamp" printed. Pure.
[[nodiscard]] Result<RealTime> moment_in(std::string_view output);

} // namespace mcpctl
