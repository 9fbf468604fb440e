#include "cli/secret_list.hpp"

#include "cli/complain.hpp"
#include "cli/configuration.hpp"
#include "cli/hints.hpp"
#include "cli/observation.hpp"
#include "cli/style.hpp"
#include "report/secret_view.hpp"

#include <fmt/format.h>

#include <map>
#include <set>
#include <utility>

namespace mcpctl {

namespace {

using Key = std::pair<std::string, std::string>; // server and name

struct Listing
{
  std::map<Key, SecretRow> rows;
  std::vector<Error> problems; // what mends those that cannot be used
};

void add_stored(Listing& listing, const std::vector<StoredSecret>& stored, bool judged)
{
  for (const StoredSecret& secret : stored) {
    SecretRow row{.server = secret.server.str(),
                  .name = secret.name.str(),
                  .bytes = secret.bytes,
                  .set_at = secret.set_at};
    if (judged)
      row.used = false;
    listing.rows.emplace(Key(row.server, row.name), std::move(row));
  }
}

void add_listed(Listing& listing, const Server& server, const Secret& secret,
                const SecretStore& store)
{
  const Key key(server.name.str(), secret.name.str());
  const auto [found, missing] =
      listing.rows.try_emplace(key, SecretRow{.server = key.first, .name = key.second});
  SecretRow& row = found->second;
  row.used = true;
  row.delivery = secret.delivery;
  row.source = fmt::format("{}:{}", server.origin.file, server.origin.line);
  row.state = missing ? SecretState::missing : SecretState::set;
  const Result<std::string> usable = store.check(server.name, secret.name, secret.delivery);
  if (usable.ok())
    return;
  listing.problems.push_back(usable.error());
  if (missing)
    return;
  row.state = SecretState::refused;
  row.problem = usable.error().what;
}

void print(const Context& context, const Listing& listing)
{
  std::vector<SecretRow> rows;
  for (const auto& [key, row] : listing.rows)
    rows.push_back(row);
  if (context.options.json) {
    fmt::print("{}", secret_json(context.scope, rows));
    return;
  }
  if (!rows.empty())
    fmt::print("{}", secret_table(rows, style_of(context), now()));
  else if (!context.options.quiet)
    fmt::print("no secrets are kept or needed\n");
  std::set<std::string> told; // a folder's fault is all its secrets' fault
  for (const Error& problem : listing.problems) {
    if (told.insert(problem.what).second)
      complain(problem);
  }
}

} // namespace

Result<ExitCode> list_secrets(const Context& context, const std::optional<ServerName>& server)
{
  const SecretStore store = secret_store(context);
  const Result<std::vector<StoredSecret>> stored = store.list(server);
  if (!stored.ok())
    return stored.error();
  const Result<Installed> installed = read_installed(default_folders(context));
  if (!installed.ok())
    return installed.error();
  const Configured configured = configured_servers(context, *installed);
  Listing listing;
  add_stored(listing, *stored, !configured.not_judged);
  bool known = !stored->empty();
  for (const Server& one : configured.servers) {
    if (server && one.name != *server)
      continue;
    known = true;
    for (const Secret& secret : one.secrets)
      add_listed(listing, one, secret, store);
  }
  if (configured.not_judged)
    complain(as_typed(context, *configured.not_judged));
  if (server && !known && !configured.not_judged) {
    return Error{
        ExitCode::no_such_server,
        fmt::format("no server {} is configured, and no secret of it is kept", server->str()),
        fmt::format("mcpctl{} secret list", options_as_given(context))};
  }
  print(context, listing);
  return ExitCode::done;
}

} // namespace mcpctl
