// Single values of the configuration as the model's types. Errors are phrases to follow the key:
// "is negative".
#pragma once

#include "config/value.hpp"
#include "model/span.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

// A string as systemd writes spans, or a number of seconds.
[[nodiscard]] Result<TimeSpan> read_span(const Value& value);
// A limit of memory; none of zero bytes.
[[nodiscard]] Result<ByteSize> read_size(const Value& value);
// "50%" as 50; more than 100 means several CPUs.
[[nodiscard]] Result<unsigned> read_quota(const Value& value);
// UINT64_MAX: "infinity".
[[nodiscard]] Result<std::uint64_t> read_tasks(const Value& value);
// "SIGTERM", "TERM" or "15" as "SIGTERM"; real-time signals as "SIGRTMIN+3".
[[nodiscard]] Result<std::string> read_signal(const Value& value);
// Numbers, names of statuses (systemd.exec(5), PROCESS EXIT CODES) and of signals; one or several.
[[nodiscard]] Result<std::vector<std::string>> read_exit_statuses(const Value& value);
// A string, or the strings of an array; what is no string is left out.
[[nodiscard]] std::vector<std::string> read_words(const Value& value);

inline constexpr unsigned most_instances = 1024;
// An integer from 1 to most_instances, or "max" for `cpus`.
[[nodiscard]] std::optional<unsigned> read_instances(const Value& value, unsigned cpus);
[[nodiscard]] std::optional<unsigned> read_port(const Value& value);

} // namespace mcpctl
