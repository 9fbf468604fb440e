// A connection to a message bus on which many calls can be under way at once. The one place that
// knows how sdbus-c++ 1.x and 2.x differ; its exceptions end here, messages pass through.
#pragma once

#include "model/result.hpp"
#include "systemd/errors.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace sdbus {
class Message;
class MethodCall;
class MethodReply;
} // namespace sdbus

namespace mcpctl {

// The object and interface that a call goes to.
struct BusTarget
{
  std::string destination;
  std::string path;
  std::string interface;
};

class Bus
{
public:
  using Fill = std::function<void(sdbus::MethodCall& call)>;
  // `error` is null when the call succeeded.
  using Reply = std::function<void(sdbus::MethodReply& reply, const BusError* error)>;
  using Signal = std::function<void(sdbus::Message& signal)>;

  // The error's `what` is the library's reason, not yet words for the user.
  [[nodiscard]] static Result<Bus> open_user(const std::string& socket);
  [[nodiscard]] static Result<Bus> open_system();
  Bus(Bus&&) noexcept;
  Bus& operator=(Bus&&) noexcept;
  ~Bus();

  // Sends a call without waiting for its answer; `reply` is run by finish(), or by a later call()
  // once as many are under way as the bus allows. Zero timeout: the library's, 25 s.
  void call(const BusTarget& target, const std::string& method, const Fill& fill, Reply reply,
            std::chrono::microseconds timeout = {});
  // Asks for one property; `reply` finds the variant unopened.
  void get(const BusTarget& target, const std::string& property, Reply reply);
  // Waits until every call is answered. Fails when the connection is lost, or with the first answer
  // that was not of the form expected.
  [[nodiscard]] Result<Nothing> finish();

  // Runs `signal` for all messages that match, until the bus is closed.
  [[nodiscard]] Result<Nothing> match(const std::string& rule, Signal signal);
  // Handles what has arrived, and waits for more until `done` answers true, the time is up or
  // `wake_fd` is readable (-1: never).
  [[nodiscard]] Result<Nothing> handle_until(std::chrono::steady_clock::time_point end,
                                             const std::function<bool()>& done, int wake_fd = -1);

private:
  struct Impl;
  explicit Bus(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

} // namespace mcpctl
