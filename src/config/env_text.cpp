#include "config/env_file.hpp"

#include "units/utf8.hpp"

#include <algorithm>

namespace mcpctl {

namespace {

bool is_space(char c)
{
  return c == ' ' || c == '\t' || c == '\r';
}

bool is_name(std::string_view text)
{
  const auto letter = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
  };
  return !text.empty() && letter(text.front())
         && std::all_of(text.begin(), text.end(),
                        [&letter](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

std::string_view trim(std::string_view text)
{
  while (!text.empty() && is_space(text.front()))
    text.remove_prefix(1);
  while (!text.empty() && is_space(text.back()))
    text.remove_suffix(1);
  return text;
}

// One pass over the text, assignment by assignment; quoted values may span lines.
class EnvReader
{
public:
  EnvReader(std::string_view text, std::string shown) : text_(text), shown_(std::move(shown)) {}

  Diagnostics check()
  {
    while (at_ < text_.size())
      check_line();
    return std::move(problems_);
  }

private:
  void check_line()
  {
    while (at_ < text_.size() && (is_space(text_[at_]) || text_[at_] == '\n'))
      ++at_;
    if (at_ >= text_.size())
      return;
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    const std::string_view line = text_.substr(at_, end - at_);
    const std::size_t equals = line.find('=');
    if (line.front() == '#' || line.front() == ';') {
      check_comment(line);
      at_ = end;
    } else if (equals == std::string_view::npos) {
      report(at_, trim(line).size(), "systemd ignores a line without \"=\"", "write NAME=value");
      at_ = end;
    } else {
      check_name(line.substr(0, equals));
      at_ += equals + 1;
      check_value();
    }
  }

  // systemd joins a comment that ends in a backslash with the next line.
  void check_comment(std::string_view line)
  {
    if (trim(line).ends_with('\\'))
      report(at_ + trim(line).size() - 1, 1, "systemd takes the next line for comment, too",
             "remove the backslash");
  }

  void check_name(std::string_view name)
  {
    const std::string_view trimmed = trim(name);
    constexpr std::string_view export_word = "export ";
    if (trimmed.starts_with(export_word))
      report(at_, export_word.size() - 1, "systemd does not know \"export\"", "remove it");
    else if (!is_name(trimmed))
      report(at_, std::max<std::size_t>(trimmed.size(), 1), "systemd ignores this name",
             "letters, digits and \"_\" only");
  }

  // From behind "=" to the end of the line where the value ends.
  void check_value()
  {
    bool after_quote = false;
    bool empty = true;
    while (at_ < text_.size() && text_[at_] != '\n') {
      const char c = text_[at_];
      if ((c == '\'' || c == '"') && (empty || after_quote)) {
        check_quoted(c);
        after_quote = true;
      } else {
        check_plain(c, after_quote);
        ++at_;
      }
      empty = empty && is_space(c);
    }
  }

  void check_quoted(char quote)
  {
    const std::size_t open = at_++;
    while (at_ < text_.size() && text_[at_] != quote) {
      if (quote == '"')
        check_in_quotes();
      const bool escaped = quote == '"' && text_[at_] == '\\' && at_ + 1 < text_.size();
      at_ += escaped ? 2 : 1;
    }
    if (at_ >= text_.size()) {
      at_ = text_.size();
      report(open, 1, "the quote is not closed", "");
      return;
    }
    ++at_;
  }

  void check_in_quotes()
  {
    check_expansion();
    if (text_[at_] == '\\' && at_ + 1 < text_.size()
        && std::string_view("nrt").find(text_[at_ + 1]) != std::string_view::npos)
      report(at_, 2, "systemd keeps \"" + std::string(text_.substr(at_, 2)) + "\" as it stands",
             "write the character itself");
  }

  void check_plain(char c, bool after_quote)
  {
    check_expansion();
    if (c == '\\')
      report(at_, 1, "systemd drops a backslash outside of quotes", "put the value in '…'");
    else if (c == '`')
      report(at_, 1, "systemd does not take \"`\" for a quote", "put the value in '…'");
    else if (c == '#')
      report(at_, 1, "systemd takes \"#\" behind a value for a part of it",
             "put the value in quotes, or the comment on a line of its own");
    else if (after_quote && !is_space(c) && c != '\'' && c != '"')
      report(at_, 1, "systemd takes what follows the quote for a part of the value",
             "put all of it in quotes");
  }

  void check_expansion()
  {
    const std::string_view rest = text_.substr(at_);
    const std::size_t end = rest.find_first_of("}\n");
    if (rest.starts_with("${") && end != std::string_view::npos && rest[end] == '}')
      report(at_, end + 1,
             "systemd does not expand \"" + std::string(rest.substr(0, end + 1)) + "\"",
             "write the value, or put it in '…'");
  }

  // One problem a line is enough.
  void report(std::size_t at, std::size_t length, std::string message, std::string hint)
  {
    if (at < counted_) { // back to an opening quote
      counted_ = 0;
      line_ = 1;
    }
    while (counted_ < at) {
      const std::size_t end = text_.find('\n', counted_);
      if (end == std::string_view::npos || end >= at)
        break;
      counted_ = end + 1;
      ++line_;
    }
    if (line_ == reported_line_)
      return;
    reported_line_ = line_;
    const std::size_t end = std::min(text_.find('\n', counted_), text_.size());
    const auto column = static_cast<unsigned>(at - counted_ + 1);
    problems_.push_back(
        {.place = {shown_, line_, column, static_cast<unsigned>(length)},
         .message = std::move(message),
         .hint = std::move(hint),
         .source_line = hide_value(text_.substr(counted_, end - counted_), column, length)});
  }

  // The line without what may be a secret: everything but the name and the marked place.
  static std::string hide_value(std::string_view line, unsigned column, std::size_t length)
  {
    std::string shown(line);
    const std::size_t equals = std::min(line.find('='), line.size());
    const std::size_t begin = line.find('=') == std::string_view::npos ? 0 : equals + 1;
    for (std::size_t i = begin; i < shown.size(); ++i) {
      const bool marked = i + 1 >= column && i + 1 < column + length;
      if (!marked && !is_space(shown[i]) && shown[i] != '"' && shown[i] != '\'')
        shown[i] = '*';
    }
    return shown;
  }

  std::string_view text_;
  std::string shown_;
  std::size_t at_ = 0;
  std::size_t counted_ = 0; // where line_ begins
  unsigned line_ = 1;
  unsigned reported_line_ = 0;
  Diagnostics problems_;
};

} // namespace

Diagnostics check_env_text(std::string_view text, const std::string& shown)
{
  if (text.find('\0') != std::string_view::npos || !is_systemd_text(text))
    return {{.place = {shown},
             .message = "systemd reads no variable of a file that is not UTF-8 text"}};
  if (text.starts_with("\xef\xbb\xbf"))
    return {{.place = {shown, 1, 1, 1},
             .message = "systemd takes the byte order mark for a part of the first name",
             .hint = "save the file without it"}};
  return EnvReader(text, shown).check();
}

} // namespace mcpctl
