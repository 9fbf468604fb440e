// Ports, instances and how clients reach a server.
#include "config/build.hpp"
#include "config/scalars.hpp"

namespace mcpctl {

namespace {

constexpr std::string_view port_reference = "{port}";
constexpr unsigned largest_port = 65535;

void check_last_port(const Server& server, const Value& port, Problems& problems)
{
  const unsigned last = *server.port + server.instances.value_or(1) - 1;
  if (last > largest_port)
    problems.error(port.spot, "port " + std::to_string(*server.port) + " and "
                                  + std::to_string(*server.instances)
                                  + " instances go beyond port 65535");
}

} // namespace

void check_port_reference(const Value& value, std::string_view what, const Draft& draft,
                          Problems& problems)
{
  const std::string* text = value.text();
  const std::size_t at = text == nullptr ? std::string::npos : text->find(port_reference);
  if (at != std::string::npos && draft.settings.find("port") == nullptr)
    problems.error(within(value, at, port_reference.size()),
                   "{port} in " + std::string(what) + " of a server without a port",
                   "add port = NUMBER");
}

void build_network(const Draft& draft, Server& server, BuildContext& context)
{
  const Settings& settings = draft.settings;
  if (const Value* instances = settings.get("instances"))
    server.instances = read_instances(*instances, context.read.cpus);
  if (const Value* port = settings.get("port")) {
    server.port = read_port(*port);
    check_last_port(server, *port, context.problems);
  }
  server.headers = settings.merged("headers");
  if (const Value* url = settings.get("url")) {
    server.url = *url->text();
    check_port_reference(*url, "url", draft, context.problems);
  }
  if (server.type != ServerType::http)
    return;
  if (settings.find("port") == nullptr)
    context.problems.error(settings.find("type")->spot,
                           header_of(draft) + " is of type \"http\" and has no port",
                           "add port = NUMBER");
  if (server.url.empty())
    server.url = "http://127.0.0.1:{port}/mcp";
}

} // namespace mcpctl
