#include "systemd/bus.hpp"

#include <sdbus-c++/IConnection.h>
#include <sdbus-c++/IProxy.h>
#include <sdbus-c++/Message.h>
#include <sdbus-c++/Types.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <poll.h>
#include <unordered_map>
#include <utility>

namespace mcpctl {
namespace {

// A system bus drops calls of a connection that has 128 unanswered
// (dbus-daemon(1), max_replies_per_connection).
constexpr std::size_t most_under_way = 100;

BusError bus_error(const sdbus::Error& error)
{
  return {error.getName(), error.getMessage()};
}

// What differs between the two generations of the library.
#if MCPCTL_SDBUS_MAJOR >= 2

std::unique_ptr<sdbus::IProxy> make_proxy(sdbus::IConnection& bus, const BusTarget& target)
{
  return sdbus::createProxy(bus, sdbus::ServiceName(target.destination),
                            sdbus::ObjectPath(target.path));
}

sdbus::MethodCall make_call(sdbus::IProxy& proxy, const std::string& interface,
                            const std::string& method)
{
  return proxy.createMethodCall(sdbus::InterfaceName(interface), sdbus::MethodName(method));
}

void send_call(sdbus::IProxy& proxy, const sdbus::MethodCall& call, std::uint64_t timeout,
               std::function<void(sdbus::MethodReply&, const sdbus::Error*)> reply)
{
  const auto handler = [reply = std::move(reply)](sdbus::MethodReply message,
                                                  std::optional<sdbus::Error> error) {
    reply(message, error ? &*error : nullptr);
  };
  proxy.callMethodAsync(call, handler, timeout);
}

void add_match(sdbus::IConnection& bus, const std::string& rule, Bus::Signal signal)
{
  bus.addMatch(
      rule, [signal = std::move(signal)](sdbus::Message message) { signal(message); },
      sdbus::floating_slot);
}

bool process_one(sdbus::IConnection& bus)
{
  return bus.processPendingEvent();
}

#else

std::unique_ptr<sdbus::IProxy> make_proxy(sdbus::IConnection& bus, const BusTarget& target)
{
  return sdbus::createProxy(bus, target.destination, target.path);
}

sdbus::MethodCall make_call(sdbus::IProxy& proxy, const std::string& interface,
                            const std::string& method)
{
  return proxy.createMethodCall(interface, method);
}

void send_call(sdbus::IProxy& proxy, const sdbus::MethodCall& call, std::uint64_t timeout,
               std::function<void(sdbus::MethodReply&, const sdbus::Error*)> reply)
{
  proxy.callMethod(call, std::move(reply), timeout);
}

void add_match(sdbus::IConnection& bus, const std::string& rule, Bus::Signal signal)
{
  bus.addMatch(rule, std::move(signal), sdbus::floating_slot);
}

bool process_one(sdbus::IConnection& bus)
{
  return bus.processPendingRequest();
}

#endif

// The value of an address: every byte that the D-Bus specification does not list as plain is
// escaped (D-Bus specification, Server Addresses).
std::string escape_address(std::string_view path)
{
  constexpr std::string_view plain = "-_/.*";
  constexpr std::string_view digits = "0123456789abcdef";
  std::string escaped;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 128 && std::isalnum(byte) != 0) || plain.find(c) != std::string_view::npos) {
      escaped += c;
    } else {
      escaped += '%';
      escaped += digits[byte / 16];
      escaped += digits[byte % 16];
    }
  }
  return escaped;
}

// Milliseconds that poll(2) may sleep, rounded up.
int poll_milliseconds(std::chrono::steady_clock::time_point end, int library_limit)
{
  if (end == std::chrono::steady_clock::time_point::max())
    return library_limit;
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
  const auto bounded = std::clamp<std::int64_t>(left.count(), 0, 60'000);
  return library_limit < 0 ? static_cast<int>(bounded)
                           : std::min(library_limit, static_cast<int>(bounded));
}

} // namespace

struct Bus::Impl
{
  std::unique_ptr<sdbus::IConnection> connection;
  // Proxies cost no traffic; each must outlive its calls.
  std::unordered_map<std::string, std::unique_ptr<sdbus::IProxy>> proxies;
  std::size_t under_way = 0;
  std::optional<BusError> broken; // the first failure that is no one call's

  sdbus::IProxy& proxy(const BusTarget& target);
  void send(const BusTarget& target, const std::string& method, const Fill& fill, Reply reply,
            std::chrono::microseconds timeout);
  void answer(const Reply& reply, sdbus::MethodReply& message, const BusError* error);
  // Handles one message, or sleeps until there may be one; true if `wake_fd` ended the sleep.
  bool step(std::chrono::steady_clock::time_point end, int wake_fd = -1);
  [[nodiscard]] Result<Nothing> outcome();
};

sdbus::IProxy& Bus::Impl::proxy(const BusTarget& target)
{
  auto& found = proxies[target.destination + target.path];
  if (!found)
    found = make_proxy(*connection, target);
  return *found;
}

void Bus::Impl::answer(const Reply& reply, sdbus::MethodReply& message, const BusError* error)
{
  try {
    reply(message, error);
  } catch (const sdbus::Error& mismatch) {
    if (!broken)
      broken = bus_error(mismatch);
  }
}

void Bus::Impl::send(const BusTarget& target, const std::string& method, const Fill& fill,
                     Reply reply, std::chrono::microseconds timeout)
{
  sdbus::IProxy& object = proxy(target);
  sdbus::MethodCall message = make_call(object, target.interface, method);
  if (fill)
    fill(message);
  const auto limit = static_cast<std::uint64_t>(timeout.count());
  send_call(
      object, message, limit,
      [this, reply = std::move(reply)](sdbus::MethodReply& answered, const sdbus::Error* error) {
        --under_way;
        const BusError plain = error != nullptr ? bus_error(*error) : BusError{};
        answer(reply, answered, error != nullptr ? &plain : nullptr);
      });
  ++under_way;
}

bool Bus::Impl::step(std::chrono::steady_clock::time_point end, int wake_fd)
{
  try {
    if (process_one(*connection))
      return false;
    const auto data = connection->getEventLoopPollData();
    pollfd waiting[] = {{.fd = data.fd, .events = data.events, .revents = 0},
                        {.fd = wake_fd, .events = POLLIN, .revents = 0}};
    if (poll(waiting, 2, poll_milliseconds(end, data.getPollTimeout())) < 0 && errno != EINTR)
      broken = BusError{"org.freedesktop.DBus.Error.Disconnected", ""};
    return waiting[1].revents != 0;
  } catch (const sdbus::Error& error) {
    broken = bus_error(error);
    return false;
  }
}

Result<Nothing> Bus::Impl::outcome()
{
  if (!broken)
    return Nothing{};
  return explain(*broken, {});
}

Bus::Bus(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Bus::Bus(Bus&&) noexcept = default;
Bus& Bus::operator=(Bus&&) noexcept = default;
Bus::~Bus() = default;

Result<Bus> Bus::open_user(const std::string& socket)
{
  try {
    auto impl = std::make_unique<Impl>();
    impl->connection =
        sdbus::createSessionBusConnectionWithAddress("unix:path=" + escape_address(socket));
    return Bus(std::move(impl));
  } catch (const sdbus::Error& error) {
    return Error{ExitCode::no_manager, as_clause(error.getMessage()), ""};
  }
}

Result<Bus> Bus::open_system()
{
  try {
    auto impl = std::make_unique<Impl>();
    impl->connection = sdbus::createSystemBusConnection();
    return Bus(std::move(impl));
  } catch (const sdbus::Error& error) {
    return Error{ExitCode::no_manager, as_clause(error.getMessage()), ""};
  }
}

void Bus::call(const BusTarget& target, const std::string& method, const Fill& fill, Reply reply,
               std::chrono::microseconds timeout)
{
  while (impl_->under_way >= most_under_way && !impl_->broken)
    impl_->step(std::chrono::steady_clock::time_point::max());
  if (impl_->broken)
    return;
  try {
    impl_->send(target, method, fill, std::move(reply), timeout);
  } catch (const sdbus::Error& error) {
    impl_->broken = bus_error(error);
  }
}

void Bus::get(const BusTarget& target, const std::string& property, Reply reply)
{
  const BusTarget properties{target.destination, target.path, "org.freedesktop.DBus.Properties"};
  call(
      properties, "Get",
      [&](sdbus::MethodCall& message) { message << target.interface << property; },
      std::move(reply));
}

Result<Nothing> Bus::finish()
{
  while (impl_->under_way > 0 && !impl_->broken)
    impl_->step(std::chrono::steady_clock::time_point::max());
  impl_->proxies.clear();
  impl_->under_way = 0;
  return impl_->outcome();
}

Result<Nothing> Bus::match(const std::string& rule, Signal signal)
{
  try {
    add_match(*impl_->connection, rule,
              [impl = impl_.get(), signal = std::move(signal)](sdbus::Message& message) {
                try {
                  signal(message);
                } catch (const sdbus::Error& mismatch) {
                  impl->broken = bus_error(mismatch);
                }
              });
    return Nothing{};
  } catch (const sdbus::Error& error) {
    return explain(bus_error(error), {});
  }
}

Result<Nothing> Bus::handle_until(std::chrono::steady_clock::time_point end,
                                  const std::function<bool()>& done, int wake_fd)
{
  bool woken = false;
  while (!impl_->broken && !woken && !done() && std::chrono::steady_clock::now() < end)
    woken = impl_->step(end, wake_fd);
  return impl_->outcome();
}

} // namespace mcpctl
