#include "model/date_format.hpp"

#include "model/text.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <ctime>

namespace mcpctl {

namespace {

constexpr std::size_t longest = 256;

struct Moment
{
  std::tm parts{};
  std::int64_t microsecond = 0;
  std::int64_t second = 0; // since the epoch
};

Moment broken_down(RealTime at)
{
  const auto second = std::chrono::floor<std::chrono::seconds>(at);
  Moment moment{.microsecond = (at - second).count(), .second = second.time_since_epoch().count()};
  const std::time_t time = moment.second;
  ::localtime_r(&time, &moment.parts);
  return moment;
}

std::string two(int number)
{
  return fmt::format("{:02}", number);
}

std::string with_ending(int number)
{
  const bool teen = number % 100 >= 11 && number % 100 <= 13;
  constexpr std::array endings = {"th", "st", "nd", "rd"};
  const int last = number % 10;
  return fmt::format("{}{}", number,
                     teen || last > 3 ? "th" : endings[static_cast<unsigned>(last)]);
}

int twelve_hours(int hour)
{
  return hour % 12 == 0 ? 12 : hour % 12;
}

std::string zone(const Moment& moment, const char* colon)
{
  const long minutes = moment.parts.tm_gmtoff / 60;
  return fmt::format("{}{:02}{}{:02}", minutes < 0 ? '-' : '+', std::abs(minutes) / 60, colon,
                     std::abs(minutes) % 60);
}

std::string by_strftime(const std::string& format, const std::tm& parts)
{
  std::array<char, 1024> buffer{};
  const std::size_t length = std::strftime(buffer.data(), buffer.size(), format.c_str(), &parts);
  return {buffer.data(), length};
}

// A run of one letter, or the few tokens of two, and what it stands for.
struct Token
{
  std::string_view text;
  std::string (*value)(const Moment& moment);
};

using M = const Moment&;

// Of tokens with the same beginning the longer ones come first.
constexpr std::array tokens = {
    Token{"YYYY", [](M m) { return fmt::format("{:04}", m.parts.tm_year + 1900); }},
    Token{"YY", [](M m) { return two(m.parts.tm_year % 100); }},
    Token{"Q", [](M m) { return fmt::format("{}", m.parts.tm_mon / 3 + 1); }},
    Token{"MMMM", [](M m) { return by_strftime("%B", m.parts); }},
    Token{"MMM", [](M m) { return by_strftime("%b", m.parts); }},
    Token{"MM", [](M m) { return two(m.parts.tm_mon + 1); }},
    Token{"M", [](M m) { return fmt::format("{}", m.parts.tm_mon + 1); }},
    Token{"DDDD", [](M m) { return fmt::format("{:03}", m.parts.tm_yday + 1); }},
    Token{"DDD", [](M m) { return fmt::format("{}", m.parts.tm_yday + 1); }},
    Token{"DD", [](M m) { return two(m.parts.tm_mday); }},
    Token{"Do", [](M m) { return with_ending(m.parts.tm_mday); }},
    Token{"D", [](M m) { return fmt::format("{}", m.parts.tm_mday); }},
    Token{"dddd", [](M m) { return by_strftime("%A", m.parts); }},
    Token{"ddd", [](M m) { return by_strftime("%a", m.parts); }},
    Token{"HH", [](M m) { return two(m.parts.tm_hour); }},
    Token{"H", [](M m) { return fmt::format("{}", m.parts.tm_hour); }},
    Token{"hh", [](M m) { return two(twelve_hours(m.parts.tm_hour)); }},
    Token{"h", [](M m) { return fmt::format("{}", twelve_hours(m.parts.tm_hour)); }},
    Token{"mm", [](M m) { return two(m.parts.tm_min); }},
    Token{"m", [](M m) { return fmt::format("{}", m.parts.tm_min); }},
    Token{"ss", [](M m) { return two(m.parts.tm_sec); }},
    Token{"s", [](M m) { return fmt::format("{}", m.parts.tm_sec); }},
    Token{"SSSSSS", [](M m) { return fmt::format("{:06}", m.microsecond); }},
    Token{"SSSSS", [](M m) { return fmt::format("{:05}", m.microsecond / 10); }},
    Token{"SSSS", [](M m) { return fmt::format("{:04}", m.microsecond / 100); }},
    Token{"SSS", [](M m) { return fmt::format("{:03}", m.microsecond / 1000); }},
    Token{"SS", [](M m) { return fmt::format("{:02}", m.microsecond / 10'000); }},
    Token{"S", [](M m) { return fmt::format("{}", m.microsecond / 100'000); }},
    Token{"ZZ", [](M m) { return zone(m, ""); }},
    Token{"Z", [](M m) { return zone(m, ":"); }},
    Token{"A", [](M m) { return std::string(m.parts.tm_hour < 12 ? "AM" : "PM"); }},
    Token{"a", [](M m) { return std::string(m.parts.tm_hour < 12 ? "am" : "pm"); }},
    Token{"X", [](M m) { return fmt::format("{}", m.second); }},
    Token{"x", [](M m) { return fmt::format("{}", m.second * 1000 + m.microsecond / 1000); }},
};

const Token* token_at(std::string_view text)
{
  for (const Token& token : tokens) {
    if (text.starts_with(token.text))
      return &token;
  }
  return nullptr;
}

// What a text in brackets stands for, which is itself; nothing if it does not begin with one.
std::string_view bracketed(std::string_view text)
{
  const std::size_t end = text.starts_with('[') ? text.find(']') : text.npos;
  return end == text.npos ? std::string_view() : text.substr(0, end + 1);
}

// Calls `token` or `literal` for each piece of a moment format.
template <typename OnToken, typename OnText>
void for_each_piece(std::string_view text, OnToken on_token, OnText on_text)
{
  while (!text.empty()) {
    std::size_t length = 1;
    if (const std::string_view literal = bracketed(text); !literal.empty()) {
      on_text(literal.substr(1, literal.size() - 2));
      length = literal.size();
    } else if (const Token* token = token_at(text)) {
      on_token(*token);
      length = token->text.size();
    } else {
      on_text(text.substr(0, 1));
    }
    text.remove_prefix(length);
  }
}

std::string by_moment(std::string_view format, const Moment& moment)
{
  std::string out;
  for_each_piece(
      format, [&](const Token& token) { out += token.value(moment); },
      [&](std::string_view text) { out += text; });
  return out;
}

bool has_token(std::string_view format)
{
  bool found = false;
  for_each_piece(
      format, [&](const Token&) { found = true; }, [](std::string_view) {});
  return found;
}

bool is_strftime(std::string_view format)
{
  return format.find('%') != format.npos;
}

// A conversion is a "%", flags and a width, and one of strftime's letters.
bool has_conversion(std::string_view format)
{
  bool found = false;
  for (std::size_t at = format.find('%'); at != format.npos; at = format.find('%', at + 1)) {
    at = format.find_first_not_of("_-0^#EO123456789", at + 1);
    constexpr std::string_view letters = "aAbBcCdDeFgGhHIjklmMnNpPrRsStTuUVwWxXyYzZ+";
    if (at == format.npos)
      return false;
    if (format[at] != '%' && letters.find(format[at]) == letters.npos)
      return false;
    found = found || format[at] != '%';
  }
  return found;
}

} // namespace

Result<DateFormat> DateFormat::parse(std::string_view text)
{
  const std::string mend = "for example \"%F %T\" or \"YYYY-MM-DD HH:mm:ss.SSS\"";
  if (text.empty() || text.size() > longest || !is_harmless(text)) {
    return Error{ExitCode::usage,
                 fmt::format("a date format is one line of 1 to {} characters", longest), mend};
  }
  if (is_strftime(text) && !has_conversion(text))
    return Error{ExitCode::usage, "not a format of strftime(3)", mend};
  if (!is_strftime(text) && !has_token(text))
    return Error{ExitCode::usage, "the format names no part of the time", mend};
  return DateFormat(text);
}

std::string DateFormat::format(RealTime at) const
{
  const Moment moment = broken_down(at);
  return is_strftime(text_) ? by_strftime(text_, moment.parts) : by_moment(text_, moment);
}

} // namespace mcpctl
