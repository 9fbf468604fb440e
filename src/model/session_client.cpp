#include "model/session_client.hpp"

#include <charconv>

namespace mcpctl {

namespace {

SessionClientText& append(SessionClientText& text, const ClientProcess& process)
{
  text << "PID " << process.pid;
  if (!process.name.view().empty())
    text << " (" << process.name.view() << ")";
  return text;
}

bool take(std::string_view& text, std::string_view expected)
{
  if (!text.starts_with(expected))
    return false;
  text.remove_prefix(expected.size());
  return true;
}

template <typename Number> bool take_number(std::string_view& text, Number& number)
{
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || text.front() == '-')
    return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

bool take_process(std::string_view& text, ClientProcess& process)
{
  if (!take(text, "PID ") || !take_number(text, process.pid))
    return false;
  if (!take(text, " ("))
    return true;
  const std::size_t end = text.find(')');
  if (end == std::string_view::npos)
    return false;
  process.name = CommandName({text.data(), end});
  text.remove_prefix(end + 1);
  return true;
}

} // namespace

CommandName::CommandName(std::string_view comm)
{
  for (const char c : comm) {
    const bool plain = c >= ' ' && c <= '~' && c != '(' && c != ')';
    text_ << std::string_view(plain ? &c : "_", 1);
  }
}

SessionClientText describe(const SessionClient& client)
{
  SessionClientText text("client ");
  append(text, client.peer);
  if (client.parent) {
    text << " of ";
    append(text, *client.parent);
  }
  text << ", UID " << client.uid;
  return text;
}

std::optional<SessionClient> parse_session_client(std::string_view text)
{
  SessionClient client;
  if (!take(text, "client ") || !take_process(text, client.peer))
    return std::nullopt;
  if (take(text, " of ") && !take_process(text, client.parent.emplace()))
    return std::nullopt;
  if (!take(text, ", UID ") || !take_number(text, client.uid) || !text.empty())
    return std::nullopt;
  return client;
}

} // namespace mcpctl
