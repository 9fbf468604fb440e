// Foreseeable failure as a value. A Result<T> holds either a T or the Error that explains why there
// is none; exceptions are left to bugs and to the libraries, and never leave the file that calls
// those.
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace mcpctl {

// What the process tells the shell; the numbers are fixed by mcpctl(1), EXIT STATUS.
enum class ExitCode {
  done = 0,
  failed = 1,
  usage = 2,
  not_in_state = 3,
  no_such_server = 4,
  no_manager = 5,
  not_permitted = 77,
};

// One failure, ready for the user. Lower case, no final full stop: the object first, then what went
// wrong.
struct Error
{
  ExitCode code = ExitCode::failed;
  std::string what; // "mcp@web.service: unit folder is read-only"
  std::string mend; // the command or change that mends it; empty when there is none
};

struct Nothing
{
};

template <typename T> class [[nodiscard]] Result
{
public:
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool ok() const { return held_.index() == 0; }
  explicit operator bool() const { return ok(); }

  [[nodiscard]] T& value() { return std::get<0>(held_); }
  [[nodiscard]] const T& value() const { return std::get<0>(held_); }
  [[nodiscard]] const Error& error() const { return std::get<1>(held_); }

  T& operator*() { return value(); }
  const T& operator*() const { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

private:
  std::variant<T, Error> held_;
};

// For what only succeeds or fails.
using Status = Result<Nothing>;

} // namespace mcpctl
