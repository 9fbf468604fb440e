#include "config/shell_words.hpp"

#include <algorithm>

namespace mcpctl {

namespace {

bool is_space(char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_identifier_start(char c)
{
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

bool is_identifier_character(char c)
{
  return is_identifier_start(c) || (c >= '0' && c <= '9');
}

bool is_identifier(std::string_view text)
{
  return !text.empty() && is_identifier_start(text.front())
         && std::all_of(text.begin(), text.end(), is_identifier_character);
}

// POSIX shell, 2.2 and 2.3: one pass over the line.
class Splitter
{
public:
  explicit Splitter(std::string_view line) : line_(line) {}

  ShellWords split()
  {
    while (at_ < line_.size() && !result_.problem)
      step();
    if (!result_.problem)
      end_word();
    return std::move(result_);
  }

private:
  void step()
  {
    const char c = line_[at_];
    if (is_space(c)) {
      end_word();
      ++at_;
    } else if (c == '\'') {
      single_quoted();
    } else if (c == '"') {
      double_quoted();
    } else if (c == '\\') {
      escaped();
    } else if (!refuse_unquoted(c)) {
      append(line_.substr(at_, 1), at_ + 1);
    }
  }

  void end_word()
  {
    if (!word_)
      return;
    if (result_.words.empty())
      refuse_assignment();
    result_.words.push_back(std::move(*word_));
    word_.reset();
  }

  // `X=1 program` sets a variable only in a shell.
  void refuse_assignment()
  {
    const std::string_view written = line_.substr(begin_, at_ - begin_);
    const std::size_t equals = written.find('=');
    if (equals != std::string_view::npos && is_identifier(written.substr(0, equals)))
      refuse(begin_, equals + 1,
             "\"" + std::string(written.substr(0, equals + 1)) + "…\" needs a shell");
  }

  void single_quoted()
  {
    const std::size_t end = line_.find('\'', at_ + 1);
    if (end == std::string_view::npos) {
      refuse_open_quote();
      return;
    }
    append(line_.substr(at_ + 1, end - at_ - 1), end + 1);
  }

  void double_quoted()
  {
    const std::size_t open = at_;
    append("", at_ + 1);
    while (at_ < line_.size() && line_[at_] != '"') {
      const char c = line_[at_];
      if (c == '\\' && at_ + 1 < line_.size() && is_escaped_in_quotes(line_[at_ + 1]))
        append(line_[at_ + 1] == '\n' ? "" : line_.substr(at_ + 1, 1), at_ + 2);
      else if (refuse_expansion(c))
        return;
      else
        append(line_.substr(at_, 1), at_ + 1);
    }
    if (at_ >= line_.size()) {
      at_ = open;
      refuse_open_quote();
      return;
    }
    ++at_;
  }

  static bool is_escaped_in_quotes(char c)
  {
    return c == '\\' || c == '"' || c == '$' || c == '`' || c == '\n';
  }

  void escaped()
  {
    if (at_ + 1 >= line_.size()) {
      refuse(at_, 1, "\"\\\" at the end escapes nothing", false);
      return;
    }
    if (line_[at_ + 1] == '\n')
      at_ += 2;
    else
      append(line_.substr(at_ + 1, 1), at_ + 2);
  }

  // Adds to the word what stands for the input up to `next`.
  void append(std::string_view text, std::size_t next)
  {
    if (!word_) {
      begin_ = at_;
      word_.emplace();
    }
    *word_ += text;
    at_ = next;
  }

  bool refuse_unquoted(char c)
  {
    if (refuse_expansion(c))
      return true;
    if (c == '#' && !word_)
      return refuse(at_, 1, "\"#\" begins a comment; quote it", false);
    if (c == '~' && !word_)
      return refuse(at_, 1, "\"~\" needs a shell");
    if (std::string_view("|&;<>()").find(c) == std::string_view::npos)
      return false;
    const bool doubled = at_ + 1 < line_.size() && line_[at_ + 1] == c && c != '(' && c != ')';
    const std::string sign(doubled ? 2 : 1, c);
    return refuse(at_, sign.size(), "\"" + sign + "\" needs a shell");
  }

  // `$` and backquotes, which a shell replaces in double quotes, too.
  bool refuse_expansion(char c)
  {
    if (c == '`')
      return refuse(at_, 1, "\"`\" needs a shell");
    if (c != '$' || at_ + 1 >= line_.size())
      return false;
    const std::string_view rest = line_.substr(at_ + 1);
    if (is_identifier_start(rest.front())) {
      std::size_t length = 1;
      while (length < rest.size() && is_identifier_character(rest[length]))
        ++length;
      return refuse(at_, length + 1,
                    "\"" + std::string(line_.substr(at_, length + 1)) + "\" needs a shell");
    }
    if (std::string_view("{(@*#?$!-0123456789").find(rest.front()) == std::string_view::npos)
      return false;
    return refuse(at_, 2, "\"" + std::string(line_.substr(at_, 2)) + "\" needs a shell");
  }

  void refuse_open_quote() { refuse(at_, 1, "the quote is not closed", false); }

  bool refuse(std::size_t offset, std::size_t length, std::string message, bool by_shell = true)
  {
    if (!result_.problem)
      result_.problem = ShellProblem{offset, length, std::move(message), by_shell};
    return true;
  }

  std::string_view line_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0; // of the word
  std::optional<std::string> word_;
  ShellWords result_;
};

bool is_plain(char c)
{
  return is_identifier_character(c) || static_cast<unsigned char>(c) >= 0x80
         || std::string_view("@%+=:,./-").find(c) != std::string_view::npos;
}

// Whether a shell reads the word as it stands; "{port}" is none of its brace expansions.
bool is_plain_word(std::string_view word)
{
  constexpr std::string_view port = "{port}";
  for (std::size_t at = 0; at < word.size(); ++at) {
    if (word.substr(at).starts_with(port))
      at += port.size() - 1;
    else if (!is_plain(word[at]))
      return false;
  }
  return !word.empty();
}

std::string quote_word(std::string_view word, bool first)
{
  const bool assigns = first && word.find('=') != std::string_view::npos;
  if (!assigns && is_plain_word(word))
    return std::string(word);
  std::string quoted = "'";
  for (const char c : word) {
    if (c == '\'')
      quoted += R"('\'')";
    else
      quoted += c;
  }
  return quoted + "'";
}

} // namespace

ShellWords split_shell_words(std::string_view line)
{
  return Splitter(line).split();
}

std::string join_shell_words(const std::vector<std::string>& words)
{
  std::string line;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0)
      line += ' ';
    line += quote_word(words[i], i == 0);
  }
  return line;
}

} // namespace mcpctl
