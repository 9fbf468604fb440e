#include "config/scalars.hpp"

#include "config/exit_status.hpp"
#include "model/signal.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <csignal>
#include <cstring>

namespace mcpctl {

namespace {

constexpr unsigned largest_port = 65535;
constexpr unsigned largest_quota = 1'000'000;
constexpr int largest_status = 255;

Error bad(std::string why)
{
  return Error{.code = ExitCode::usage, .what = std::move(why)};
}

template <typename T> std::optional<T> parse_whole(std::string_view text)
{
  T number{};
  const char* end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data(), end, number);
  if (text.empty() || failure != std::errc{} || stop != end)
    return std::nullopt;
  return number;
}

Result<TimeSpan> seconds(long double count)
{
  if (std::isnan(count) || count < 0)
    return bad("is negative");
  const long double usec = count * 1'000'000;
  if (usec >= static_cast<long double>(infinite_span.count()))
    return bad("is too long");
  return TimeSpan(static_cast<TimeSpan::rep>(usec));
}

// One status of restart_prevent_exit_status; nothing when it is none.
std::optional<std::string> exit_status(const Value& value)
{
  if (const std::int64_t* number = value.integer()) {
    if (*number < 0 || *number > largest_status)
      return std::nullopt;
    return std::to_string(*number);
  }
  const std::string* text = value.text();
  if (text == nullptr)
    return std::nullopt;
  if (const std::optional<int> number = parse_whole<int>(*text)) {
    if (*number < 0 || *number > largest_status)
      return std::nullopt;
    return *text;
  }
  if (is_exit_status_name(*text))
    return *text;
  const std::optional<int> signal = parse_signal(*text);
  return signal ? std::optional(signal_name(*signal)) : std::nullopt;
}

} // namespace

Result<TimeSpan> read_span(const Value& value)
{
  if (const std::string* text = value.text())
    return parse_time_span(*text);
  if (const std::int64_t* whole = value.integer())
    return seconds(static_cast<long double>(*whole));
  if (const double* number = value.number())
    return seconds(*number);
  return bad("is no span");
}

Result<ByteSize> read_size(const Value& value)
{
  const std::string* text = value.text();
  if (text == nullptr)
    return bad("is no size");
  Result<ByteSize> size = parse_byte_size(*text);
  if (size && size->kind != ByteSize::Kind::infinite && size->amount == 0)
    return bad("is zero");
  return size;
}

Result<unsigned> read_quota(const Value& value)
{
  const std::string* text = value.text();
  if (text == nullptr || !text->ends_with('%'))
    return bad("is no percentage");
  const auto percent = parse_whole<unsigned>(std::string_view(*text).substr(0, text->size() - 1));
  if (!percent)
    return bad("is no percentage");
  if (*percent == 0)
    return bad("is zero");
  if (*percent > largest_quota)
    return bad("is too large");
  return *percent;
}

Result<std::uint64_t> read_tasks(const Value& value)
{
  const std::string* text = value.text();
  if (text != nullptr && *text == "infinity")
    return UINT64_MAX;
  const std::int64_t* number = value.integer();
  if (number == nullptr)
    return bad("is no number of tasks");
  if (*number < 1)
    return bad("is less than 1");
  return static_cast<std::uint64_t>(*number);
}

Result<std::string> read_signal(const Value& value)
{
  const std::string* text = value.text();
  const std::optional<int> signal = text ? parse_signal(*text) : std::nullopt;
  if (!signal)
    return bad("is no signal");
  return signal_name(*signal);
}

Result<std::vector<std::string>> read_exit_statuses(const Value& value)
{
  std::vector<std::string> statuses;
  const Array single = value.array() ? Array{} : Array{value};
  for (const Value& element : value.array() ? *value.array() : single) {
    const std::optional<std::string> status = exit_status(element);
    if (!status)
      return bad("is no exit status (0 to 255), name of one, or signal");
    statuses.push_back(*status);
  }
  return statuses;
}

std::vector<std::string> read_words(const Value& value)
{
  if (const std::string* text = value.text())
    return {*text};
  std::vector<std::string> words;
  if (const Array* array = value.array()) {
    for (const Value& element : *array) {
      if (const std::string* text = element.text())
        words.push_back(*text);
    }
  }
  return words;
}

std::optional<unsigned> read_instances(const Value& value, unsigned cpus)
{
  if (const std::string* text = value.text(); text != nullptr && *text == "max")
    return std::clamp(cpus, 1U, most_instances);
  const std::int64_t* count = value.integer();
  if (count == nullptr || *count < 1 || *count > most_instances)
    return std::nullopt;
  return static_cast<unsigned>(*count);
}

std::optional<unsigned> read_port(const Value& value)
{
  const std::int64_t* port = value.integer();
  if (port == nullptr || *port < 1 || *port > largest_port)
    return std::nullopt;
  return static_cast<unsigned>(*port);
}

} // namespace mcpctl
