#include "connect/relay.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>

namespace mcpctl {

namespace {

// How long a server that has read the end of its input, and owes no answer, is waited for while it
// says nothing. Leaving ends the session (session/watcher.hpp).
constexpr int farewell = 10'000; // milliseconds

constexpr std::size_t worth_splicing = std::size_t(32) * 1024; // bytes
constexpr int splices_at_once = 16;

} // namespace

Relay::Relay(ClientSide& client, int socket) : client_(client), session_(socket, O_RDWR) {}

RelayEnd Relay::run()
{
  while (!session_ended_ || !down_.empty()) {
    if (!wait())
      return RelayEnd::finished;
    carry();
    if (client_gone_)
      return RelayEnd::client_gone;
  }
  return owes_nothing() ? RelayEnd::finished : RelayEnd::server_gone;
}

bool Relay::wants_input() const
{
  return up_.empty() && !client_.said_all;
}

bool Relay::owes_nothing() const
{
  return client_.said_all && client_.pending().empty();
}

bool Relay::client_is_behind() const
{
  return !down_.empty() || seen_ > 0;
}

int Relay::time_limit() const
{
  return half_closed_ && !client_is_behind() && owes_nothing() ? farewell : -1;
}

// Descriptors that nothing is wanted of are left out: poll(2) would tell of their end for ever. The
// client's output is always watched, for its reader's end.
bool Relay::wait()
{
  short wanted = 0;
  if (!client_is_behind() && !session_ended_)
    wanted |= POLLIN;
  if (!up_.empty())
    wanted |= POLLOUT;
  pollfd watched[] = {
      {.fd = wanted != 0 ? session_.fd() : -1, .events = wanted, .revents = 0},
      {.fd = wants_input() ? client_.input().fd() : -1, .events = POLLIN, .revents = 0},
      {.fd = client_.output().fd(),
       .events = static_cast<short>(client_is_behind() ? POLLOUT : 0),
       .revents = 0},
  };
  const int found = ::poll(watched, 3, time_limit());
  session_events_ = watched[0].revents;
  input_events_ = watched[1].revents;
  output_events_ = watched[2].revents;
  client_gone_ = found > 0 && (output_events_ & (POLLERR | POLLHUP | POLLNVAL)) != 0;
  return found != 0;
}

void Relay::carry()
{
  if (client_gone_)
    return;
  if (!client_is_behind())
    carry_down();
  else if (output_events_ != 0 && seen_ > 0)
    splice_down();
  else if (output_events_ != 0)
    deliver_down();
  if (up_.empty())
    carry_up();
  else if (session_events_ != 0)
    deliver_up();
  pass_on_end();
}

void Relay::carry_down()
{
  if ((session_events_ & (POLLIN | POLLHUP | POLLERR)) == 0 || session_ended_)
    return;
  if (in_bulk_)
    return splice_down();
  const Transfer transfer = session_.read(down_.bytes.data(), Load::capacity);
  session_ended_ = transfer.ended;
  in_bulk_ = transfer.bytes >= worth_splicing && client_.output().can_take();
  down_.begin = 0;
  down_.end = transfer.bytes;
  const std::string_view received = down_.view();
  deliver_down();
  client_.saw_received(received);
}

// Looks at the bytes that are to be spliced next; whether there are any.
bool Relay::look_ahead()
{
  const Transfer peeked = session_.peek(down_.bytes.data(), Load::capacity);
  seen_ = peeked.bytes;
  if (seen_ > 0 || peeked.ended)
    in_bulk_ = seen_ >= worth_splicing;
  client_.saw_received({down_.bytes.data(), seen_});
  return seen_ > 0;
}

// Each byte is looked at once, with the one copy that this takes, and then moved by the kernel. The
// other direction has its turn after a megabyte or so.
void Relay::splice_down()
{
  for (int turn = 0; turn < splices_at_once; ++turn) {
    if (seen_ == 0 && !look_ahead())
      return;
    const Transfer transfer = client_.output().take_from(session_, seen_);
    seen_ -= transfer.bytes;
    client_gone_ = transfer.ended;
    output_error_ = transfer.error;
    if (transfer.bytes == 0)
      return;
  }
}

void Relay::carry_up()
{
  if (input_events_ == 0 || !wants_input())
    return;
  const Transfer transfer = client_.input().read(up_.bytes.data(), Load::capacity);
  client_.said_all = transfer.ended;
  up_.begin = 0;
  up_.end = transfer.bytes;
  const std::string_view sent = up_.view();
  deliver_up();
  client_.saw_sent(sent);
}

void Relay::deliver_down()
{
  if (down_.empty())
    return;
  const Transfer transfer = client_.output().write(down_.view());
  down_.begin += transfer.bytes;
  client_gone_ = transfer.ended;
  output_error_ = transfer.error;
  if (client_gone_)
    down_.begin = down_.end;
}

void Relay::deliver_up()
{
  if (up_.empty())
    return;
  const Transfer transfer = session_.write(up_.view());
  up_.begin += transfer.bytes;
  if (transfer.ended) // it takes no more input; the client may have more to say, or leave
    up_.begin = up_.end;
}

void Relay::pass_on_end()
{
  if (!client_.said_all || !up_.empty() || half_closed_)
    return;
  ::shutdown(session_.fd(), SHUT_WR);
  half_closed_ = true;
}

} // namespace mcpctl
