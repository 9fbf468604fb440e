#include "exchange/export.hpp"

#include "exchange/secret_looks.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace mcpctl {

namespace {

class Exporter
{
public:
  Exporter(const ClientProgram& client, const ExportWorld& world) : client_(client), world_(world)
  {
  }

  void add(const Marker& server)
  {
    switch (server.type) {
    case ServerType::none:
      typeless_.insert(server.id.server.str());
      break;
    case ServerType::stdio:
      add_program(server);
      break;
    case ServerType::http:
      add_http(server);
      break;
    }
  }

  Exported done()
  {
    if (!typeless_.empty())
      remark(fmt::format("left out, for no client can reach a server without a type: {}",
                         fmt::join(typeless_, ", ")));
    if (!unreachable_.empty())
      remark(fmt::format("left out, for {} takes only programs in its file: {}; "
                         "add a url in {}",
                         client_.title, fmt::join(unreachable_, ", "), client_.instead));
    return std::move(exported_);
  }

private:
  void remark(std::string text) { exported_.remarks.push_back(std::move(text)); }

  // The entry's name, told apart from those before it.
  std::string entry_name(const std::string& name)
  {
    const std::string accepted = name_for(client_, name);
    std::string free = accepted;
    for (unsigned i = 2; !names_.insert(free).second; ++i)
      free = fmt::format("{}_{}", accepted, i);
    if (free != name)
      remark(fmt::format("{} is called {} there: {} takes letters, digits, - and _", name, free,
                         client_.title));
    return free;
  }

  void add_program(const Marker& server)
  {
    const std::string& name = server.id.server.str();
    std::vector<std::string> command = {world_.program};
    if (!world_.scope.empty())
      command.push_back(world_.scope);
    command.insert(command.end(), {"connect", name});
    exported_.servers.push_back({.name = entry_name(name), .command = std::move(command)});
  }

  void add_http(const Marker& server)
  {
    const std::string& name = server.id.server.str();
    const bool asked_for = world_.asked_for.contains(server.id);
    if (client_.url_key.empty()) {
      unreachable_.insert(fmt::format("{} ({})", name, server.url));
      return;
    }
    if (server.id.index && !asked_for && !first_instances_.insert(name).second) {
      if (told_of_instances_.insert(name).second)
        remark(fmt::format("{} has several instances, and a client is told of the first; "
                           "{}:2 exports another",
                           name, name));
      return;
    }
    ExportedServer exported{.url = server.url, .headers = public_headers(server)};
    exported.name = entry_name(asked_for ? fmt::format("{}-{}", name, *server.id.index) : name);
    exported_.servers.push_back(std::move(exported));
  }

  Headers public_headers(const Marker& server)
  {
    const std::string& name = server.id.server.str();
    const std::optional<Headers> all = world_.headers(server);
    if (!all) {
      remark(fmt::format("{}: {} cannot be read, so headers that it may set are left out", name,
                         server.origin.file));
      return {};
    }
    Headers headers;
    for (const auto& [header, value] : *all) {
      if (looks_secret_name(header) || looks_secret_value(value)) {
        remark(fmt::format("{}: the header {} looks like a secret and is left out; "
                           "written there by hand, it stays",
                           name, header));
      } else {
        headers.emplace(header, value);
      }
    }
    return headers;
  }

  const ClientProgram& client_;
  const ExportWorld& world_;
  Exported exported_;
  std::set<std::string> names_;
  std::set<std::string> first_instances_;
  std::set<std::string> told_of_instances_;
  std::set<std::string> typeless_;
  std::set<std::string> unreachable_;
};

} // namespace

Exported export_servers(const std::vector<Marker>& chosen, const ClientProgram& client,
                        const ExportWorld& world)
{
  Exporter exporter(client, world);
  for (const Marker& server : chosen)
    exporter.add(server);
  return exporter.done();
}

} // namespace mcpctl
