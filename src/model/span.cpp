#include "model/span.hpp"

#include <array>
#include <charconv>
#include <limits>
#include <optional>

namespace mcpctl {

namespace {

struct Unit
{
  std::string_view name;
  std::uint64_t factor;
};

constexpr std::uint64_t usec_per_sec = 1'000'000;
constexpr std::uint64_t usec_per_min = 60 * usec_per_sec;
constexpr std::uint64_t usec_per_hour = 60 * usec_per_min;
constexpr std::uint64_t usec_per_day = 24 * usec_per_hour;
constexpr std::uint64_t usec_per_week = 7 * usec_per_day;
constexpr std::uint64_t usec_per_month = 2'629'800 * usec_per_sec;
constexpr std::uint64_t usec_per_year = 31'557'600 * usec_per_sec;

constexpr std::array time_units = std::to_array<Unit>({
    {"seconds", usec_per_sec},
    {"second", usec_per_sec},
    {"sec", usec_per_sec},
    {"s", usec_per_sec},
    {"", usec_per_sec},
    {"minutes", usec_per_min},
    {"minute", usec_per_min},
    {"min", usec_per_min},
    {"m", usec_per_min},
    {"months", usec_per_month},
    {"month", usec_per_month},
    {"M", usec_per_month},
    {"msec", 1000},
    {"ms", 1000},
    {"hours", usec_per_hour},
    {"hour", usec_per_hour},
    {"hr", usec_per_hour},
    {"h", usec_per_hour},
    {"days", usec_per_day},
    {"day", usec_per_day},
    {"d", usec_per_day},
    {"weeks", usec_per_week},
    {"week", usec_per_week},
    {"w", usec_per_week},
    {"years", usec_per_year},
    {"year", usec_per_year},
    {"y", usec_per_year},
    {"usec", 1},
    {"us", 1},
    {"\u03bcs", 1}, // Greek letter mu
    {"\u00b5s", 1}, // micro sign
});

// Largest first, each in the spelling that systemd itself prints.
constexpr std::array printed_units = std::to_array<Unit>({
    {"y", usec_per_year},
    {"month", usec_per_month},
    {"w", usec_per_week},
    {"d", usec_per_day},
    {"h", usec_per_hour},
    {"min", usec_per_min},
    {"s", usec_per_sec},
    {"ms", 1000},
    {"us", 1},
});

constexpr std::array size_units = std::to_array<Unit>({
    {"E", std::uint64_t{1} << 60},
    {"P", std::uint64_t{1} << 50},
    {"T", std::uint64_t{1} << 40},
    {"G", std::uint64_t{1} << 30},
    {"M", std::uint64_t{1} << 20},
    {"K", std::uint64_t{1} << 10},
    {"B", 1},
    {"", 1},
});

constexpr std::uint64_t longest_span = static_cast<std::uint64_t>(infinite_span.count()) - 1;
constexpr std::uint64_t largest_size = std::numeric_limits<std::uint64_t>::max() - 1;

Error bad(std::string why)
{
  return Error{.code = ExitCode::usage, .what = std::move(why)};
}

bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

bool is_space(char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void skip_space(std::string_view& rest)
{
  while (!rest.empty() && is_space(rest.front()))
    rest.remove_prefix(1);
}

std::string_view take_while(std::string_view& rest, bool (*belongs)(char))
{
  std::size_t length = 0;
  while (length < rest.size() && belongs(rest[length]))
    ++length;
  const std::string_view taken = rest.substr(0, length);
  rest.remove_prefix(length);
  return taken;
}

// A decimal number, as its digits before and after the point.
struct Number
{
  std::uint64_t whole = 0;
  std::string_view fraction;
};

Result<Number> take_number(std::string_view& rest)
{
  if (!rest.empty() && rest.front() == '-')
    return bad("is negative");
  const std::string_view digits = take_while(rest, is_digit);
  Number number;
  if (!rest.empty() && rest.front() == '.') {
    rest.remove_prefix(1);
    number.fraction = take_while(rest, is_digit);
    if (number.fraction.empty())
      return bad("has no digit behind the point");
  }
  if (digits.empty() && number.fraction.empty())
    return bad("does not begin with a number");
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), number.whole);
  if (!digits.empty() && parsed.ec != std::errc{})
    return bad("is too large");
  return number;
}

// number × factor, fractions cut off below one; nothing when it exceeds `largest`.
std::optional<std::uint64_t> scale(const Number& number, std::uint64_t factor,
                                   std::uint64_t largest)
{
  std::uint64_t sum = 0;
  if (__builtin_mul_overflow(number.whole, factor, &sum))
    return std::nullopt;
  std::uint64_t step = factor;
  for (const char digit : number.fraction) {
    step /= 10;
    if (__builtin_add_overflow(sum, step * static_cast<std::uint64_t>(digit - '0'), &sum))
      return std::nullopt;
  }
  if (sum > largest)
    return std::nullopt;
  return sum;
}

// The same for sizes, whose factors are no multiples of ten (systemd computes in floating point,
// too).
std::optional<std::uint64_t> scale_size(const Number& number, std::uint64_t factor)
{
  long double fraction = 0;
  long double step = 1;
  for (const char digit : number.fraction) {
    step /= 10;
    fraction += step * static_cast<long double>(digit - '0');
  }
  const auto part = static_cast<std::uint64_t>(fraction * static_cast<long double>(factor));
  std::uint64_t sum = 0;
  if (__builtin_mul_overflow(number.whole, factor, &sum) || __builtin_add_overflow(sum, part, &sum)
      || sum > largest_size)
    return std::nullopt;
  return sum;
}

template <std::size_t N>
const Unit* find_unit(const std::array<Unit, N>& units, std::string_view name)
{
  for (const Unit& unit : units) {
    if (unit.name == name)
      return &unit;
  }
  return nullptr;
}

bool belongs_to_unit(char c)
{
  return !is_digit(c) && !is_space(c) && c != '.' && c != '-';
}

// One "5min" of a span, in microseconds.
Result<std::uint64_t> take_part(std::string_view& rest)
{
  const Result<Number> number = take_number(rest);
  if (!number)
    return number.error();
  skip_space(rest);
  const std::string_view name = take_while(rest, belongs_to_unit);
  const Unit* unit = find_unit(time_units, name);
  if (unit == nullptr)
    return bad("has the unknown unit \"" + std::string(name) + "\"");
  const std::optional<std::uint64_t> usec = scale(*number, unit->factor, longest_span);
  if (!usec)
    return bad("is too long");
  return *usec;
}

// "40%" in hundredths of a percent.
Result<ByteSize> parse_percentage(std::string_view text)
{
  const Result<Number> number = take_number(text);
  if (!number)
    return number.error();
  if (text != "%")
    return bad("is no percentage");
  if (number->fraction.size() > 2)
    return bad("has more than two digits behind the point");
  const std::optional<std::uint64_t> hundredths = scale(*number, 100, 10'000);
  if (!hundredths)
    return bad("is more than 100%");
  return ByteSize{ByteSize::Kind::percent, *hundredths};
}

std::string format_percentage(std::uint64_t hundredths)
{
  std::string text = std::to_string(hundredths / 100);
  if (const std::uint64_t rest = hundredths % 100; rest != 0) {
    text += '.';
    text += static_cast<char>('0' + rest / 10);
    if (rest % 10 != 0)
      text += static_cast<char>('0' + rest % 10);
  }
  return text + "%";
}

} // namespace

Result<TimeSpan> parse_time_span(std::string_view text)
{
  std::string_view rest = text;
  skip_space(rest);
  if (rest.starts_with("infinity")) {
    rest.remove_prefix(std::string_view("infinity").size());
    skip_space(rest);
    if (rest.empty())
      return infinite_span;
    return bad("has more behind \"infinity\"");
  }
  if (rest.empty())
    return bad("is empty");
  std::uint64_t sum = 0;
  while (!rest.empty()) {
    const Result<std::uint64_t> part = take_part(rest);
    if (!part)
      return part.error();
    sum += *part; // both below 2^63: no overflow
    if (sum > longest_span)
      return bad("is too long");
    skip_space(rest);
  }
  return TimeSpan(static_cast<TimeSpan::rep>(sum));
}

std::string format_time_span(TimeSpan span)
{
  if (span == infinite_span)
    return "infinity";
  if (span.count() <= 0)
    return "0";
  std::string text;
  auto rest = static_cast<std::uint64_t>(span.count());
  for (const Unit& unit : printed_units) {
    const std::uint64_t count = rest / unit.factor;
    if (count == 0)
      continue;
    rest %= unit.factor;
    if (!text.empty())
      text += ' ';
    text += std::to_string(count);
    text += unit.name;
  }
  return text;
}

Result<ByteSize> parse_byte_size(std::string_view text)
{
  if (text.empty())
    return bad("is empty");
  if (text == "infinity")
    return ByteSize{ByteSize::Kind::infinite, 0};
  if (text.ends_with('%'))
    return parse_percentage(text);
  const Result<Number> number = take_number(text);
  if (!number)
    return number.error();
  skip_space(text);
  const Unit* unit = find_unit(size_units, text);
  if (unit == nullptr)
    return bad("has the unknown unit \"" + std::string(text) + "\"");
  const std::optional<std::uint64_t> bytes = scale_size(*number, unit->factor);
  if (!bytes)
    return bad("is too large");
  return ByteSize{ByteSize::Kind::bytes, *bytes};
}

std::string format_byte_size(const ByteSize& size)
{
  if (size.kind == ByteSize::Kind::infinite)
    return "infinity";
  if (size.kind == ByteSize::Kind::percent)
    return format_percentage(size.amount);
  for (const Unit& unit : size_units) {
    if (size.amount != 0 && unit.factor > 1 && size.amount % unit.factor == 0)
      return std::to_string(size.amount / unit.factor) + std::string(unit.name);
  }
  return std::to_string(size.amount);
}

} // namespace mcpctl
