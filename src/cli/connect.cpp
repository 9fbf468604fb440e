// connect, as far as it is not done by the small program (src/connect/main.cpp): help, wrong words,
// servers of given files, and why there is no session.

#include "cli/complain.hpp"
#include "cli/hints.hpp"
#include "cli/own_programs.hpp"
#include "cli/selection.hpp"
#include "cli/unreachable.hpp"
#include "cli/verbs.hpp"
#include "model/text.hpp"
#include "observe/session_failure.hpp"
#include "report/rpc_error.hpp"
#include "systemd/session_journal.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <memory>
#include <unistd.h>

namespace mcpctl {

namespace {

struct Request
{
  std::string server;
  std::optional<std::string> error;  // errno of a connection that could not be made
  std::optional<std::string> client; // of a session that has ended
  std::optional<std::string> since;
};

const char* scope_option(const Context& context)
{
  return context.scope == Scope::system ? "--system" : "--user";
}

std::int64_t number_in(const std::optional<std::string>& text)
{
  std::int64_t number = 0;
  if (text)
    std::from_chars(text->data(), text->data() + text->size(), number);
  return number;
}

Result<ServerName> server_of(const Request& request)
{
  Result<ServerName> name = ServerName::parse(request.server);
  if (!name.ok()) {
    return Error{ExitCode::usage,
                 fmt::format("\"{}\" is no server's name: it {}", harmless(request.server),
                             name.error().what),
                 "mcpctl status"};
  }
  return name;
}

// A client names the scope always; in hints it stands where it is not the usual one.
Context as_usual(Context context)
{
  if ((context.scope == Scope::system) == (context.environment.uid == 0))
    context.options.user = context.options.system = false;
  return context;
}

SessionFailure find_out(const Context& context, const ServerName& server, const Request& request)
{
  if (request.error) {
    return describe_error(
        server.str(),
        as_typed(as_usual(context),
                 why_unreachable(context, server, static_cast<int>(number_in(request.error)))));
  }
  const std::string logs = command_about(context, "logs", server);
  const auto end =
      read_session_end({.scope = context.scope,
                        .server = server.str(),
                        .client = request.client.value_or(""),
                        .since = RealTime(std::chrono::microseconds(number_in(request.since)))});
  if (!end.ok()) {
    return describe_error(server.str(),
                          {ExitCode::failed,
                           fmt::format("{}: the session has ended; why is in the journal, but {}",
                                       server.str(), end.error().what),
                           end.error().mend});
  }
  return describe_end(server, *end, logs);
}

// Words for a person on standard error, for the client on standard output.
ExitCode tell(const SessionFailure& failure)
{
  fmt::print(stderr, "mcpctl: {}\n", failure.what);
  for (const std::string& line : {failure.last_line, failure.hint})
    if (!line.empty())
      fmt::print(stderr, "  {}\n", line);
  fmt::print("{}\n", rpc_error(failure));
  return failure.code;
}

Result<ExitCode> become_small_program(const Context& context, const ServerName& server)
{
  if (!context.options.files.empty()) {
    const auto units = units_chosen(context, default_folders(context), {server.str()});
    if (!units.ok())
      return units.error();
  }
  const std::string program = mcpctl_program();
  ::execl(program.c_str(), "mcpctl", scope_option(context), "connect", server.str().c_str(),
          static_cast<char*>(nullptr));
  return Error{ExitCode::failed, fmt::format("cannot run {}: {}", program, std::strerror(errno)),
               "install mcpctl anew: meson install"};
}

Result<ExitCode> connect_client(const Context& context, const Request& request)
{
  const Result<ServerName> server = server_of(request);
  if (request.error || request.client)
    return tell(server.ok() ? find_out(context, *server, request)
                            : describe_error(request.server, server.error()));
  if (!server.ok())
    return server.error();
  return become_small_program(context, *server);
}

} // namespace

Run declare_connect(Options& options)
{
  auto request = std::make_shared<Request>();
  options.argument("NAME", request->server, "a server of type stdio");
  options.hidden("--explain-error", request->error);
  options.hidden("--explain-client", request->client);
  options.hidden("--explain-since", request->since);
  options.note(
      "Standard input and output are connected with a new session of the server, which ends\n"
      "with the connection: what an MCP client calls. See mcpctl(1).");
  return [request](Context& context) { return connect_client(context, *request); };
}

} // namespace mcpctl
