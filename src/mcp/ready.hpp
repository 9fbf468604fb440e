// Whether an http server answers yet: one request without side effects, any status line counts.
// Only loopback and literal addresses are asked; nothing is resolved.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace mcpctl {

// Asks all at once and waits at most `limit`; an answer for each url. Urls that cannot be asked
// (https, host names) do not answer.
[[nodiscard]] std::vector<bool> http_answers(const std::vector<std::string>& urls,
                                             std::chrono::milliseconds limit);

// The port of "http://host:port/path", 80 where it names none; 0: not such a url.
[[nodiscard]] unsigned port_of_url(const std::string& url);

} // namespace mcpctl
