// One server as a client's file holds it: what mcpctl writes there, and how that is told from what
// others wrote.
#pragma once

#include "exchange/client.hpp"
#include "exchange/item.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// A server to be written: a program that connects to it, or where it is reached by http.
struct ExportedServer
{
  std::string name;                 // of the entry
  std::vector<std::string> command; // mcpctl and its arguments; empty: reached by http
  std::string url;
  std::map<std::string, std::string> headers;
};

// The entry's members, in the order of the client's documentation.
[[nodiscard]] Members entry_of(const ExportedServer& server, const ClientProgram& client);

// An entry that is there, as far as it is made of strings, arrays and objects of those; a member
// with any other value has none here.
struct FoundMember
{
  std::string key;
  std::optional<Item> value;
};
struct FoundEntry
{
  std::string key;
  bool is_table = true; // else it is no entry at all, whatever it may be
  std::vector<FoundMember> members;

  [[nodiscard]] const Item* find(std::string_view member) const;
};

// What an entry starts: "command" with "args" behind it, or the array that it is; empty if it
// starts nothing.
[[nodiscard]] std::vector<std::string> command_of(const FoundEntry& entry);
// The address that an entry names, under whatever key; empty if there is none.
[[nodiscard]] std::string url_of(const FoundEntry& entry);

// A command of ours, `.../mcpctl [--system|--user] connect NAME`.
struct ConnectCommand
{
  std::string scope; // "--system", "--user" or, if it says neither, empty
  std::string server;
};
[[nodiscard]] std::optional<ConnectCommand>
connect_command(const std::vector<std::string>& command);

// Whether a member says how a server is started or reached, as opposed to how the client treats it
// (disabled, timeouts, tools that need no question).
[[nodiscard]] bool is_about_the_server(std::string_view member);

// `name` as the client accepts it.
[[nodiscard]] std::string name_for(const ClientProgram& client, std::string_view name);

} // namespace mcpctl
