#include "exchange/entry.hpp"

#include <algorithm>
#include <array>

namespace mcpctl {

namespace {

constexpr auto about_the_server = std::to_array<std::string_view>({
    "type",
    "transport",
    "transportType",
    "command",
    "args",
    "env",
    "environment",
    "cwd",
    "envFile",
    "url",
    "httpUrl",
    "serverUrl",
    "headers",
    "http_headers",
    "env_http_headers",
    "env_vars",
    "source",
    "settings",
    "bearer_token_env_var",
    "oauth",
    "auth",
});

char lower(char c)
{
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

void add(Members& members, std::string_view key, std::string_view value)
{
  if (!value.empty())
    members.push_back({std::string(key), Item{std::string(value)}});
}

Members program_entry(const ExportedServer& server, const ClientProgram& client)
{
  Members members;
  add(members, "source", client.source);
  add(members, "type", client.stdio_type);
  if (client.one_command) {
    members.push_back({"command", Item{server.command}});
    return members;
  }
  add(members, "command", server.command.front());
  members.push_back({"args", Item{std::vector(server.command.begin() + 1, server.command.end())}});
  return members;
}

Members http_entry(const ExportedServer& server, const ClientProgram& client)
{
  Members members;
  add(members, "type", client.http_type);
  add(members, client.url_key, server.url);
  Members headers;
  for (const auto& [name, value] : server.headers)
    headers.push_back({name, Item{value}});
  if (!headers.empty())
    members.push_back({std::string(client.headers_key), Item{std::move(headers)}});
  return members;
}

} // namespace

Members entry_of(const ExportedServer& server, const ClientProgram& client)
{
  return server.command.empty() ? http_entry(server, client) : program_entry(server, client);
}

const Item* FoundEntry::find(std::string_view member) const
{
  const auto found = std::find_if(members.begin(), members.end(),
                                  [member](const FoundMember& m) { return m.key == member; });
  return found == members.end() || !found->value ? nullptr : &*found->value;
}

std::vector<std::string> command_of(const FoundEntry& entry)
{
  const Item* command = entry.find("command");
  if (command == nullptr)
    return {};
  if (const auto* words = std::get_if<std::vector<std::string>>(&command->data))
    return *words;
  const auto* program = std::get_if<std::string>(&command->data);
  if (program == nullptr)
    return {};
  std::vector<std::string> words = {*program};
  const Item* arguments = entry.find("args");
  const auto* list =
      arguments == nullptr ? nullptr : std::get_if<std::vector<std::string>>(&arguments->data);
  if (list != nullptr)
    words.insert(words.end(), list->begin(), list->end());
  return words;
}

std::string url_of(const FoundEntry& entry)
{
  for (const std::string_view key : {"url", "httpUrl", "serverUrl"}) {
    const Item* item = entry.find(key);
    if (item != nullptr && std::holds_alternative<std::string>(item->data))
      return std::get<std::string>(item->data);
  }
  return "";
}

std::optional<ConnectCommand> connect_command(const std::vector<std::string>& command)
{
  if (command.empty() || (command[0] != "mcpctl" && !command[0].ends_with("/mcpctl")))
    return std::nullopt;
  ConnectCommand connect;
  std::vector<std::string> words;
  for (std::size_t i = 1; i < command.size(); ++i) {
    if (command[i] == "--system" || command[i] == "--user")
      connect.scope = command[i];
    else
      words.push_back(command[i]);
  }
  if (words.size() != 2 || words[0] != "connect")
    return std::nullopt;
  connect.server = words[1];
  return connect;
}

bool is_about_the_server(std::string_view member)
{
  return std::find(about_the_server.begin(), about_the_server.end(), member)
         != about_the_server.end();
}

std::string name_for(const ClientProgram& client, std::string_view name)
{
  std::string out(name);
  if (!client.only_words)
    return out;
  std::replace_if(
      out.begin(), out.end(),
      [](char c) {
        return !(lower(c) >= 'a' && lower(c) <= 'z') && !(c >= '0' && c <= '9') && c != '-'
               && c != '_';
      },
      '_');
  return out;
}

} // namespace mcpctl
