// What is installed → what a client is told of it. Pure.
#pragma once

#include "exchange/client.hpp"
#include "exchange/entry.hpp"
#include "model/scope.hpp"
#include "units/unit_file.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace mcpctl {

using Headers = std::map<std::string, std::string>;

struct ExportWorld
{
  std::string program;            // absolute path of mcpctl
  std::string scope;              // option of `mcpctl connect`; empty: its default is right
  std::set<InstanceId> asked_for; // instances that a selector names, "web:2"
  // The headers that a server's configuration gives it; nothing where that cannot be read.
  std::function<std::optional<Headers>(const Marker&)> headers;
};

struct Exported
{
  std::vector<ExportedServer> servers;
  std::vector<std::string> remarks; // what is not written, and why
};

// Of a server with instances a client gets the first, under the server's name, and each that is
// asked for, as "web-2".
[[nodiscard]] Exported export_servers(const std::vector<Marker>& chosen,
                                      const ClientProgram& client, const ExportWorld& world);

} // namespace mcpctl
