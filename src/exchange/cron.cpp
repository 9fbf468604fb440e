#include "exchange/cron.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>
#include <vector>

namespace mcpctl {

namespace {

struct Field
{
  std::string_view what;
  unsigned lowest;
  unsigned highest;
};

constexpr Field second_field{"second", 0, 59};
constexpr Field minute_field{"minute", 0, 59};
constexpr Field hour_field{"hour", 0, 23};
constexpr Field day_field{"day of the month", 1, 31};
constexpr Field month_field{"month", 1, 12};
constexpr Field weekday_field{"day of the week", 0, 7};

constexpr auto months = std::to_array<std::string_view>(
    {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"});
constexpr auto weekdays =
    std::to_array<std::string_view>({"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"});

struct Nickname
{
  std::string_view name;
  std::string_view event;
};
constexpr auto nicknames = std::to_array<Nickname>({
    {"@hourly", "hourly"},
    {"@daily", "daily"},
    {"@midnight", "daily"},
    {"@weekly", "Sun *-*-* 00:00:00"}, // systemd's own weekly is Monday
    {"@monthly", "monthly"},
    {"@yearly", "yearly"},
    {"@annually", "yearly"},
});

using Numbers = std::set<unsigned>;

Error bad(std::string what)
{
  return {ExitCode::usage, std::move(what), ""};
}

std::string lowercase(std::string_view text)
{
  std::string lower(text);
  for (char& c : lower)
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return lower;
}

std::vector<std::string_view> split(std::string_view text, std::string_view separators)
{
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(separators, at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

std::vector<std::string_view> words_of(std::string_view text)
{
  std::vector<std::string_view> words = split(text, " \t\n\r");
  std::erase(words, "");
  return words;
}

// A number, or the name of a month or a weekday.
std::optional<unsigned> number_of(std::string_view text, const Field& field)
{
  const std::string lower = lowercase(text);
  for (unsigned i = 0; field.lowest == 1 && field.highest == 12 && i < months.size(); ++i) {
    if (lower == months[i])
      return i + 1;
  }
  for (unsigned i = 0; field.highest == 7 && i < weekdays.size(); ++i) {
    if (lower == lowercase(weekdays[i]))
      return i;
  }
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < field.lowest
      || number > field.highest)
    return std::nullopt;
  return number;
}

// "5", "1-5", "*/2", "1-9/3" or "10/5", added to `numbers`.
Status add_item(std::string_view item, const Field& field, Numbers& numbers)
{
  const Error no_item = bad(fmt::format("has no {} that is understood", field.what));
  const std::vector<std::string_view> with_step = split(item, "/");
  const std::vector<std::string_view> ends = split(with_step.front(), "-");
  if (with_step.size() > 2 || ends.size() > 2)
    return no_item;
  std::optional<unsigned> low = field.lowest;
  std::optional<unsigned> high = field.highest == 7 ? 6 : field.highest;
  if (with_step.front() != "*") {
    low = number_of(ends.front(), field);
    if (ends.size() == 2)
      high = number_of(ends.back(), field);
    else if (with_step.size() == 1)
      high = low;
  }
  std::optional<unsigned> step = 1;
  if (with_step.size() == 2)
    step = number_of(with_step.back(), {"step", 1, 60});
  if (!low || !high || !step || *low > *high)
    return no_item;
  for (unsigned number = *low; number <= *high; number += *step)
    numbers.insert(field.highest == 7 ? number % 7 : number);
  return Nothing{};
}

Result<Numbers> read_field(std::string_view text, const Field& field)
{
  Numbers numbers;
  for (const std::string_view item : split(text, ",")) {
    if (const Status added = add_item(item, field, numbers); !added.ok())
      return added.error();
  }
  return numbers;
}

// The step that takes each number to the next; nothing where they differ.
std::optional<unsigned> step_of(const std::vector<unsigned>& numbers)
{
  for (std::size_t i = 2; i < numbers.size(); ++i) {
    if (numbers[i] - numbers[i - 1] != numbers[1] - numbers[0])
      return std::nullopt;
  }
  return numbers[1] - numbers[0];
}

std::string as_runs(const std::vector<unsigned>& numbers, const auto& name)
{
  std::string text;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t last = i;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1)
      ++last;
    text += (text.empty() ? "" : ",") + name(numbers[i]);
    if (last > i)
      text += (last > i + 1 ? ".." : ",") + name(numbers[last]);
    i = last + 1;
  }
  return text;
}

// As short as systemd reads it: "*", "0/15", "9..17", "1,15".
std::string written(const Numbers& set, const Field& field)
{
  const auto two_digits = [](unsigned number) { return fmt::format("{:02}", number); };
  const std::vector<unsigned> numbers(set.begin(), set.end());
  if (numbers.size() == field.highest - field.lowest + 1)
    return "*";
  if (numbers.size() > 2) {
    const std::optional<unsigned> step = step_of(numbers);
    if (step && *step > 1 && numbers.back() + *step > field.highest)
      return fmt::format("{:02}/{}", numbers.front(), *step);
  }
  return as_runs(numbers, two_digits);
}

// systemd's week begins on Monday.
std::string written_weekdays(const Numbers& set)
{
  if (set.size() == weekdays.size())
    return "";
  std::vector<unsigned> from_monday;
  for (const unsigned number : set)
    from_monday.push_back((number + 6) % 7);
  std::sort(from_monday.begin(), from_monday.end());
  return as_runs(from_monday,
                 [](unsigned number) { return std::string(weekdays.at((number + 1) % 7)); })
         + " ";
}

} // namespace

Result<std::string> calendar_of_cron(std::string_view pattern)
{
  std::vector<std::string_view> fields = words_of(pattern);
  if (fields.size() == 1) {
    for (const Nickname& nickname : nicknames) {
      if (lowercase(fields.front()) == nickname.name)
        return std::string(nickname.event);
    }
  }
  if (fields.size() == 5)
    fields.insert(fields.begin(), "0");
  if (fields.size() != 6)
    return bad("has neither five nor six fields");
  const bool is_last_day = fields[3] == "L" || fields[3] == "l";
  const Result<Numbers> second = read_field(fields[0], second_field);
  const Result<Numbers> minute = read_field(fields[1], minute_field);
  const Result<Numbers> hour = read_field(fields[2], hour_field);
  const Result<Numbers> day = read_field(is_last_day ? "1" : fields[3], day_field);
  const Result<Numbers> month = read_field(fields[4], month_field);
  const Result<Numbers> weekday = read_field(fields[5], weekday_field);
  for (const Result<Numbers>* field : {&second, &minute, &hour, &day, &month, &weekday}) {
    if (!field->ok())
      return field->error();
  }
  return fmt::format("{}*-{}{}{} {}:{}:{}", written_weekdays(*weekday),
                     written(*month, month_field), is_last_day ? "~" : "-",
                     written(*day, day_field), written(*hour, hour_field),
                     written(*minute, minute_field), written(*second, second_field));
}

} // namespace mcpctl
