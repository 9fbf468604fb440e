#include "model/calendar.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

namespace {

constexpr std::array<std::string_view, 13> shorthands = {
    "minutely",      "hourly",   "daily",   "weekly", "monthly",    "quarterly",   "semiannually",
    "semi-annually", "annually", "anually", "yearly", "biannually", "bi-annually",
};

constexpr std::array<std::string_view, 7> days = {"monday", "tuesday",  "wednesday", "thursday",
                                                  "friday", "saturday", "sunday"};

// What one place of a date or a time may hold.
struct Field
{
  const char* name;
  unsigned least;
  unsigned most;
  bool fractions = false;
};

constexpr Field year = {"year", 1970, 2199};
constexpr Field month = {"month", 1, 12};
constexpr Field day = {"day", 1, 31};
constexpr Field hour = {"hour", 0, 23};
constexpr Field minute = {"minute", 0, 59};
constexpr Field second = {"second", 0, 59, true};

std::string lower(std::string_view text)
{
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

Status wrong(std::string_view part, std::string_view why)
{
  return Error{ExitCode::usage, fmt::format("\"{}\" {}", part, why), ""};
}

std::vector<std::string_view> split(std::string_view text, std::string_view mark)
{
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t at = text.find(mark);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos)
      return parts;
    text.remove_prefix(at + mark.size());
  }
}

bool is_digits(std::string_view text)
{
  return !text.empty()
         && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A whole number, or with up to six decimals where the field has fractions.
std::optional<double> number(std::string_view text, const Field& field)
{
  const std::size_t point = field.fractions ? text.find('.') : std::string_view::npos;
  const std::string_view whole = text.substr(0, point);
  if (!is_digits(whole) || whole.size() > 6)
    return std::nullopt;
  if (point != std::string_view::npos) {
    const std::string_view decimals = text.substr(point + 1);
    if (!is_digits(decimals) || decimals.size() > 6)
      return std::nullopt;
  }
  return std::stod(std::string(text));
}

// The number; a year of two digits is one of 1970 to 2069.
std::optional<double> value_of(std::string_view text, const Field& field)
{
  const auto value = number(text, field);
  const bool two_digits = &field == &year && value && text.size() <= 2;
  return two_digits ? *value + (*value > 69 ? 1900 : 2000) : value;
}

bool within(const std::optional<double>& value, const Field& field)
{
  return value && *value >= field.least && *value < field.most + 1.0;
}

// "5", "1..5", either with "/2".
Status check_item(std::string_view item, const Field& field)
{
  const auto repeated = split(item, "/");
  const auto ends = split(repeated.front(), "..");
  const std::string range = fmt::format("is no {} ({} to {})", field.name, field.least, field.most);
  if (repeated.size() > 2 || ends.size() > 2)
    return wrong(item, range);
  std::optional<double> before;
  for (const std::string_view end : ends) {
    const auto value = value_of(end, field);
    if (!within(value, field))
      return wrong(item, range);
    if (before && *before > *value)
      return wrong(item, "ends before it begins");
    before = value;
  }
  if (repeated.size() == 2) {
    const auto step = number(repeated.back(), field);
    const auto first = number(ends.front(), field);
    const double last = ends.size() == 2 ? *before : field.most;
    if (!step || !first || *step <= 0 || *first + *step > last)
      return wrong(item, fmt::format("never comes to a second {}", field.name));
  }
  return Nothing{};
}

// "*", "1,15", "1..5", "0/2".
Status check_field(std::string_view text, const Field& field)
{
  if (text == "*")
    return Nothing{};
  if (text.starts_with("*/"))
    return wrong(text, fmt::format("is no {}: \"{}{}\"", field.name, field.least, text.substr(1)));
  for (const std::string_view item : split(text, ",")) {
    if (item == "*")
      return wrong(text, "lists \"*\" with others");
    if (auto status = check_item(item, field); !status)
      return status;
  }
  return Nothing{};
}

// "*-*-*", "10-15", "*-02~01": a tilde counts days from the month's end.
Status check_date(std::string_view text)
{
  const std::size_t tilde = text.find('~');
  std::vector<std::string_view> parts = split(text.substr(0, tilde), "-");
  if (tilde != std::string_view::npos)
    parts.push_back(text.substr(tilde + 1));
  if (parts.size() < 2 || parts.size() > 3)
    return wrong(text, "is no date, as in \"*-*-1\"");
  if (parts.size() == 3) {
    if (auto status = check_field(parts.front(), year); !status)
      return status;
  }
  if (auto status = check_field(parts[parts.size() - 2], month); !status)
    return status;
  if (tilde != std::string_view::npos && parts.back().find('/') != std::string_view::npos)
    return wrong(text, "cannot repeat days that are counted from the end");
  return check_field(parts.back(), day);
}

Status check_time(std::string_view text)
{
  const auto parts = split(text, ":");
  if (parts.size() < 2 || parts.size() > 3)
    return wrong(text, "is no time, as in \"03:00\"");
  const std::array fields = {hour, minute, second};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (auto status = check_field(parts[i], fields[i]); !status)
      return status;
  }
  return Nothing{};
}

std::optional<std::size_t> day_of_week(std::string_view text)
{
  const std::string word = lower(text);
  for (std::size_t i = 0; i < days.size(); ++i) {
    if (word == days[i] || word == days[i].substr(0, 3))
      return i;
  }
  return std::nullopt;
}

// "Mon", "Mon..Fri", "Sat,Sun".
Status check_days(std::string_view text)
{
  for (const std::string_view item : split(text, ",")) {
    const auto ends = split(item, "..");
    if (ends.size() > 2)
      return wrong(item, "is no range of days");
    for (const std::string_view end : ends) {
      if (!day_of_week(end))
        return wrong(end, "is no day of the week, as in \"Mon\"");
    }
    if (day_of_week(ends.front()) > day_of_week(ends.back()))
      return wrong(item, "ends before it begins");
  }
  return Nothing{};
}

bool looks_like_days(std::string_view text)
{
  return !text.empty() && std::isalpha(static_cast<unsigned char>(text.front())) != 0;
}

bool is_zone(std::string_view text)
{
  const auto fits = [](unsigned char c) {
    return std::isalnum(c) != 0
           || std::string_view("/_+-").find(static_cast<char>(c)) != std::string_view::npos;
  };
  return looks_like_days(text) && std::all_of(text.begin(), text.end(), fits)
         && text.find("//") == std::string_view::npos && text.back() != '/';
}

// Whether a field of whole numbers, which was checked, lists the number.
bool lists(std::string_view text, const Field& field, unsigned wanted)
{
  const auto holds = [&](std::string_view item) {
    const auto repeated = split(item, "/");
    const auto ends = split(repeated.front(), "..");
    const auto whole = [&](std::string_view word) {
      return static_cast<unsigned>(value_of(word, field).value_or(0));
    };
    const unsigned first = whole(ends.front());
    const double step = repeated.size() == 2 ? number(repeated.back(), field).value_or(1) : 1;
    const unsigned last = ends.size() == 2       ? whole(ends.back())
                          : repeated.size() == 2 ? field.most
                                                 : first;
    return wanted >= first && wanted <= last
           && (wanted - first) % std::max(static_cast<unsigned>(step), 1U) == 0;
  };
  const auto items = split(text, ",");
  return text == "*" || std::any_of(items.begin(), items.end(), holds);
}

bool lists_day_of_week(std::string_view text, std::chrono::weekday wanted)
{
  const std::size_t place = wanted.iso_encoding() - 1;
  const auto items = split(text, ",");
  return std::any_of(items.begin(), items.end(), [&](std::string_view item) {
    const auto ends = split(item, "..");
    return day_of_week(ends.front()) <= place && place <= day_of_week(ends.back());
  });
}

// The days of an event.
struct Days
{
  std::string_view of_week; // empty: all
  std::string_view years = "*";
  std::string_view months = "*";
  std::string_view of_month = "*";
  bool from_end = false; // the last day of the month is 1

  [[nodiscard]] bool any_from(std::chrono::sys_days first) const
  {
    namespace chrono = std::chrono;
    const int first_year = static_cast<int>(chrono::year_month_day(first).year());
    for (auto at = static_cast<unsigned>(first_year); at <= year.most; ++at) {
      for (unsigned part = 1; lists(years, year, at) && part <= month.most; ++part) {
        const chrono::year_month of = chrono::year(static_cast<int>(at)) / chrono::month(part);
        if (lists(months, month, part) && any_in(of, first))
          return true;
      }
    }
    return false;
  }

private:
  [[nodiscard]] bool any_in(std::chrono::year_month of, std::chrono::sys_days first) const
  {
    namespace chrono = std::chrono;
    const auto last = static_cast<unsigned>((of / chrono::last).day());
    for (unsigned at = 1; at <= last; ++at) {
      const chrono::sys_days day = of / chrono::day(at);
      if (day >= first && lists(of_month, mcpctl::day, from_end ? last - at + 1 : at)
          && (of_week.empty() || lists_day_of_week(of_week, chrono::weekday(day))))
        return true;
    }
    return false;
  }
};

void take_date(std::string_view text, Days& days)
{
  const std::size_t tilde = text.find('~');
  std::vector<std::string_view> parts = split(text.substr(0, tilde), "-");
  if (tilde != std::string_view::npos)
    parts.push_back(text.substr(tilde + 1));
  days.from_end = tilde != std::string_view::npos;
  days.of_month = parts.back();
  days.months = parts[parts.size() - 2];
  if (parts.size() == 3)
    days.years = parts.front();
}

std::vector<std::string_view> words_of(std::string_view text)
{
  std::vector<std::string_view> words = split(text, " ");
  std::erase(words, "");
  return words;
}

// Drops the zone from the words of an event that has more than it.
void take_zone(std::vector<std::string_view>& words)
{
  if (words.size() > 1 && is_zone(words.back()) && !check_days(words.back()).ok())
    words.pop_back();
}

// Days, then a date, then a time; each may be missing, not all.
Status check_words(std::vector<std::string_view> words)
{
  take_zone(words);
  std::size_t at = 0;
  if (words.size() == 1 && words.front() == "*")
    return wrong("*", "is no calendar event: \"*:*\" is each minute");
  if (at < words.size() && looks_like_days(words[at])) {
    if (auto status = check_days(words[at++]); !status)
      return status;
  }
  if (at < words.size() && words[at].find(':') == std::string_view::npos) {
    if (auto status = check_date(words[at++]); !status)
      return status;
  }
  if (at < words.size()) {
    if (auto status = check_time(words[at++]); !status)
      return status;
  }
  return at == words.size() ? Status(Nothing{}) : wrong(words[at], "is one word too many");
}

bool is_shorthand(std::string_view word)
{
  return std::find(shorthands.begin(), shorthands.end(), lower(word)) != shorthands.end();
}

} // namespace

Status check_calendar_event(std::string_view text)
{
  std::vector<std::string_view> words = words_of(text);
  if (words.empty() || text.front() == ' ' || text.back() == ' ')
    return wrong(text, "is no calendar event, as in \"daily\"");
  if (!is_shorthand(words.front()))
    return check_words(std::move(words));
  if (words.size() > 1) {
    take_zone(words);
    if (words.size() > 1)
      return wrong(words[1], "is no time zone");
  }
  return Nothing{};
}

bool has_day_left(std::string_view event, RealTime now)
{
  std::vector<std::string_view> words = words_of(event);
  if (words.empty() || is_shorthand(words.front()))
    return true;
  take_zone(words);
  Days days;
  for (const std::string_view word : words) {
    if (looks_like_days(word))
      days.of_week = word;
    else if (word.find(':') == std::string_view::npos)
      take_date(word, days);
  }
  return days.any_from(std::chrono::floor<std::chrono::days>(now) - std::chrono::days(1));
}

} // namespace mcpctl
