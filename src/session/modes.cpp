#include "session/modes.hpp"

#include "session/ending.hpp"
#include "session/journal_message.hpp"
#include "session/other_end.hpp"
#include "session/watcher.hpp"

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <syslog.h>
#include <unistd.h>

namespace mcpctl {

namespace {

constexpr int connection = STDIN_FILENO;
constexpr int exec_status = 203; // systemd.exec(5), EXIT_EXEC

std::string_view variable(const char* name)
{
  const char* value = std::getenv(name); // NOLINT(concurrency-mt-unsafe): there are no threads
  return value == nullptr ? std::string_view() : std::string_view(value);
}

JournalMessage message_of_session(std::string_view server, std::string_view event,
                                  const SessionClient& client, int priority)
{
  JournalMessage message;
  message.add("SYSLOG_IDENTIFIER", BoundedText<80>("mcp-") << server);
  message.add("PRIORITY", priority);
  message.add("MCPCTL_EVENT", event);
  message.add("MCPCTL_SERVER", server);
  message.add("MCPCTL_CLIENT", name_of_other_end(connection));
  message.add("MCPCTL_CLIENT_PID", client.program().pid);
  message.add("MCPCTL_CLIENT_UID", client.uid);
  message.add("MCPCTL_INVOCATION_ID", variable("INVOCATION_ID"));
  return message;
}

void tell_opening(std::string_view server)
{
  const auto client = client_of(connection);
  if (!client)
    return;
  const SessionClientText who = describe(*client);
  send_datagram(variable("NOTIFY_SOCKET"), (BoundedText<160>("STATUS=") << who.view()).view());
  JournalMessage message = message_of_session(server, "opened", *client, LOG_INFO);
  message.add("MESSAGE", BoundedText<200>("session opened by ") << who.view());
  message.send(JournalMessage::Then::go_on);
}

// What a program started by inetd, or by a client, would find: nothing of systemd's but the
// descriptors 0, 1 and 2.
void leave_nothing_of_systemd()
{
  for (const char* name : {"NOTIFY_SOCKET", "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES"})
    ::unsetenv(name); // NOLINT(concurrency-mt-unsafe)
  ::close_range(STDERR_FILENO + 1, ~0U, 0);
}

} // namespace

int run_server(std::string_view server, Milliseconds grace, std::span<char*> command)
{
  tell_opening(server);
  leave_nothing_of_systemd();
  if (!start_watcher(connection, grace, command)) {
    std::fprintf(stderr,
                 "<4>mcpctl-session: no watcher could be started: %s; if the server ignores "
                 "the end of its input, the session does not end with its client\n",
                 std::strerror(errno));
  }
  ::execv(command.front(), command.data());
  std::fprintf(stderr, "mcpctl-session: cannot run %s: %s\n", command.front(),
               std::strerror(errno));
  return exec_status;
}

int end_session(Milliseconds limit)
{
  ::shutdown(connection, SHUT_RD);
  const std::string_view text = variable("MAINPID");
  int pid = 0;
  std::from_chars(text.data(), text.data() + text.size(), pid);
  if (pid <= 0) // it has ended by itself
    return 0;
  const int pidfd = static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
  if (pidfd >= 0)
    wait_for_end(pidfd, limit);
  return 0;
}

int tell_ending(std::string_view server)
{
  const auto client = client_of(connection);
  if (!client)
    return 0;
  const std::string_view result = variable("SERVICE_RESULT");
  const std::string_view code = variable("EXIT_CODE");
  const std::string_view status = variable("EXIT_STATUS");
  // journald counts what a unit writes apart by priority: why it failed must not be lost behind
  // what the server has flooded the journal with (journald.conf(5), RateLimitBurst=).
  const int priority = result == "success" ? LOG_INFO : LOG_WARNING;
  JournalMessage message = message_of_session(server, "ended", *client, priority);
  message.add("MCPCTL_RESULT", result);
  message.add("MCPCTL_EXIT_CODE", code);
  message.add("MCPCTL_EXIT_STATUS", status);
  message.add("MESSAGE", BoundedText<320>("session of ")
                             << describe(*client).view()
                             << " ended: " << describe_ending(result, code, status).view());
  message.send(JournalMessage::Then::end);
  return 0;
}

} // namespace mcpctl
