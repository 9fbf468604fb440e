// Secrets of servers, as everything but their store knows them: by name, never by value.
#pragma once

#include "model/result.hpp"

#include <compare>
#include <string>
#include <string_view>

namespace mcpctl {

// A name that is good for an environment variable, a credential of systemd's and a file:
// `[A-Za-z_][A-Za-z0-9_]{0,127}`.
class SecretName
{
public:
  // Fails with why the text cannot be one; the message does not repeat the text, which may be a
  // value in the wrong place.
  [[nodiscard]] static Result<SecretName> parse(std::string_view text);

  [[nodiscard]] const std::string& str() const { return text_; }
  auto operator<=>(const SecretName&) const = default;

private:
  explicit SecretName(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// What a whole standard input says: a single line is the value without the newline that ends it, a
// longer text is kept as it is.
[[nodiscard]] std::string value_of_input(std::string input);

// How the value reaches the program: as the variable NAME, or as a file whose path NAME holds.
enum class Delivery { environment, file };

// A secret that a server's configuration lists.
struct Secret
{
  SecretName name;
  Delivery delivery = Delivery::environment;
  std::string path;  // absolute, of what systemd reads: an assignment, or the value alone
  std::string stamp; // changes with each time it is set and tells nothing of it; empty: not set
};

} // namespace mcpctl
