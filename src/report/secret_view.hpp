// What `mcpctl secret list` tells: never a value.
#pragma once

#include "model/real_time.hpp"
#include "model/scope.hpp"
#include "model/secret.hpp"
#include "report/style.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

enum class SecretState { set, missing, refused };

// A secret that is kept, or that a configuration lists, or both.
struct SecretRow
{
  std::string server;
  std::string name;
  SecretState state = SecretState::set;
  std::optional<Delivery> delivery; // as the configuration lists it
  std::optional<bool> used;         // whether one lists it; unknown where one could not be read
  std::optional<std::uint64_t> bytes;
  std::optional<RealTime> set_at;
  std::string problem; // why it is refused
  std::string source;  // "file:line" of the server
};

[[nodiscard]] std::string secret_table(const std::vector<SecretRow>& rows, const Style& style,
                                       RealTime now);
// {"scope": …, "secrets": [ … ]}
[[nodiscard]] std::string secret_json(Scope scope, const std::vector<SecretRow>& rows);

// "set", "missing", "refused": the words of both.
[[nodiscard]] const char* to_string(SecretState state);
[[nodiscard]] const char* to_string(Delivery delivery);

} // namespace mcpctl
