// secret: values that stand in no configuration.

#include "cli/configuration.hpp"
#include "cli/secret_list.hpp"
#include "cli/secret_use.hpp"
#include "cli/secret_value.hpp"
#include "cli/verbs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace mcpctl {

namespace {

struct Request
{
  std::string action;
  std::optional<std::string> server;
  std::optional<std::string> name;
  bool restart = false;
};

Error usage(std::string what)
{
  return {ExitCode::usage, std::move(what), "mcpctl secret --help"};
}

Result<std::optional<ServerName>> server_of(const Request& request)
{
  if (!request.server)
    return std::optional<ServerName>();
  const Result<ServerName> name = ServerName::parse(*request.server);
  if (!name.ok())
    return usage("the server's name " + name.error().what);
  return std::optional(*name);
}

Result<ChangedSecret> secret_of(const Request& request)
{
  const Result<std::optional<ServerName>> server = server_of(request);
  if (!server.ok())
    return server.error();
  if (!*server || !request.name)
    return usage(fmt::format("secret {} needs a server and a name", request.action));
  // What stands behind "=" is the value: it is not repeated.
  if (request.name->find('=') != std::string::npos)
    return usage("secret takes no value on the command line, where others could read it");
  const Result<SecretName> name = SecretName::parse(*request.name);
  if (!name.ok())
    return usage("the name of a secret " + name.error().what);
  return ChangedSecret{**server, *name, {}};
}

Result<ExitCode> set(const Context& context, const Request& request)
{
  Result<ChangedSecret> secret = secret_of(request);
  if (!secret.ok())
    return secret.error();
  const auto& files = context.options.files;
  if (std::find(files.begin(), files.end(), "-") != files.end())
    return usage("standard input cannot be both the configuration and the value");
  const std::string which = fmt::format("{} of {}", secret->name.str(), secret->server.str());
  const SecretStore store = secret_store(context);
  const Result<std::string> value =
      read_secret_value(fmt::format("value of {} (not shown): ", which),
                        store.set_command(secret->server, secret->name));
  if (!value.ok())
    return value.error();
  const Result<bool> changed = store.set(secret->server, secret->name, *value);
  if (!changed.ok())
    return changed.error();
  if (!context.options.quiet)
    fmt::print("{} {} ({} byte{})\n", *changed ? "set" : "unchanged:", which, value->size(),
               value->size() == 1 ? "" : "s");
  secret->only_as_file = why_no_environment(secret->name, *value);
  return follow_set(context, *secret, request.restart);
}

Result<ExitCode> remove(const Context& context, const Request& request)
{
  const Result<ChangedSecret> secret = secret_of(request);
  if (!secret.ok())
    return secret.error();
  const std::string which = fmt::format("{} of {}", secret->name.str(), secret->server.str());
  const Result<bool> removed = secret_store(context).remove(secret->server, secret->name);
  if (!removed.ok())
    return removed.error();
  if (!*removed)
    return Error{ExitCode::failed, fmt::format("secret {} is not set", which),
                 fmt::format("mcpctl{} secret list", options_as_given(context))};
  if (!context.options.quiet)
    fmt::print("removed {}\n", which);
  mention_need(context, *secret);
  return ExitCode::done;
}

Result<ExitCode> list(const Context& context, const Request& request)
{
  if (request.name)
    return usage("secret list takes at most the name of a server");
  const Result<std::optional<ServerName>> server = server_of(request);
  return server.ok() ? list_secrets(context, *server) : server.error();
}

// The request as it was written, where it names a secret.
std::string words_of(const Request& request)
{
  const Result<ChangedSecret> secret = secret_of(request);
  return secret.ok()
             ? fmt::format("{} {} {}", request.action, secret->server.str(), secret->name.str())
             : request.action;
}

Result<ExitCode> run(const Context& context, const Request& request)
{
  const bool lists = request.action == "list";
  if (!lists && request.action != "set" && request.action != "rm")
    return usage("secret can set, list or rm");
  if (!lists && context.options.json)
    return usage(fmt::format("secret {} --json is not supported yet", request.action));
  if (request.restart && request.action != "set")
    return usage("--restart is for secret set");
  if (context.scope == Scope::system && context.environment.uid != 0)
    return Error{
        ExitCode::not_permitted, "only root keeps the secrets of the system scope",
        fmt::format("sudo mcpctl{} secret {}", options_as_given(context), words_of(request))};
  if (lists)
    return list(context, request);
  return request.action == "set" ? set(context, request) : remove(context, request);
}

} // namespace

Run declare_secret(Options& options)
{
  auto request = std::make_shared<Request>();
  options.argument("ACTION", request->action, "set, list or rm");
  options.optional_argument("NAME", request->server, "the server");
  options.optional_argument("KEY", request->name, "the name of the secret");
  options.flag("--restart", request->restart, "with set: restart what runs, without asking");
  options.note("set reads the value from standard input; on a terminal it asks for it and does\n"
               "not show what is typed. The configuration names it: secrets = [\"KEY\"].");
  return [request](Context& context) { return run(context, *request); };
}

} // namespace mcpctl
