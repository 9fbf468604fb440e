// Names of servers and of the units made from them (CONTRACT:
// `[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9])?`, no unit suffix, not "all").
#pragma once

#include "model/result.hpp"

#include <compare>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace mcpctl {

// A valid server name, project prefix included ("blog.filesystem").
class ServerName
{
public:
  // Fails with why the text cannot be a name; the message does not repeat the text.
  [[nodiscard]] static Result<ServerName> parse(std::string_view text);

  [[nodiscard]] const std::string& str() const { return text_; }
  auto operator<=>(const ServerName&) const = default;

private:
  explicit ServerName(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// One resident unit of a server: the whole server, or instance `index` (from 1) of a server that
// has an `instances` key.
struct InstanceId
{
  ServerName server;
  std::optional<unsigned> index;
  auto operator<=>(const InstanceId&) const = default;
};

// "web" or "web:2".
[[nodiscard]] std::string to_string(const InstanceId& id);
[[nodiscard]] std::optional<InstanceId> parse_instance_id(std::string_view text);

// The service of a resident server: "mcp@web.service", "mcp@web:2.service".
[[nodiscard]] std::string unit_name(const InstanceId& id);

// A stdio server has a socket, "mcp-notes.socket", and a template of which each connection to it
// starts an instance, "mcp-notes@.service". How systemd names the instances is its own affair.
[[nodiscard]] std::string socket_name(const ServerName& server);
[[nodiscard]] std::string session_template(const ServerName& server);
// A session that is never started, by which systemd tells what it understood of the template.
[[nodiscard]] std::string sample_session(const ServerName& server);
[[nodiscard]] bool is_socket(std::string_view unit);
// A glob for the sessions of all stdio servers, and whose session a unit is.
inline constexpr std::string_view all_sessions = "mcp-*@*.service";
[[nodiscard]] std::optional<ServerName> server_of_session(std::string_view unit);

// Whose unit it is: a resident service, a socket or a session. Nothing for units that are not ours.
[[nodiscard]] std::optional<InstanceId> instance_of_unit(std::string_view unit);

} // namespace mcpctl

template <> struct std::hash<mcpctl::ServerName>
{
  std::size_t operator()(const mcpctl::ServerName& name) const noexcept
  {
    return std::hash<std::string>{}(name.str());
  }
};
