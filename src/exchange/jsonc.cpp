#include "exchange/jsonc.hpp"

#include "model/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace mcpctl {

namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
// Far above what a configuration needs, far below what exhausts the stack.
constexpr unsigned deepest = 200;

struct Failure
{
  std::size_t at = 0;
  std::string why;
};

bool is_space(char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void append_utf8(std::string& out, char32_t code)
{
  const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xc0U | code >> 6U);
    put(0x80U | (code & 0x3fU));
  } else if (code < 0x10000) {
    put(0xe0U | code >> 12U);
    put(0x80U | (code >> 6U & 0x3fU));
    put(0x80U | (code & 0x3fU));
  } else {
    put(0xf0U | code >> 18U);
    put(0x80U | (code >> 12U & 0x3fU));
    put(0x80U | (code >> 6U & 0x3fU));
    put(0x80U | (code & 0x3fU));
  }
}

// Reads a text once, from its beginning to its end. After the first failure every function answers
// false.
class Scanner
{
public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool document(std::optional<JsonNode>& root)
  {
    if (text_.starts_with(byte_order_mark))
      at_ = byte_order_mark.size();
    if (!space())
      return false;
    if (at_ == text_.size())
      return true;
    root.emplace();
    if (!value(*root) || !space())
      return false;
    return at_ == text_.size() || fail("something follows the end of the value");
  }

  [[nodiscard]] const Failure& failure() const { return failure_; }

private:
  bool fail(std::string why) { return fail_at(at_, std::move(why)); }
  bool fail_at(std::size_t at, std::string why)
  {
    failure_ = {at, std::move(why)};
    return false;
  }
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  bool space()
  {
    at_ = skip_jsonc_space(text_, at_);
    return !text_.substr(at_).starts_with("/*") || fail("the comment is not closed");
  }

  bool value(JsonNode& node)
  {
    node.begin = at_;
    bool good = false;
    if (peek() == '{')
      good = nested(node, &Scanner::object);
    else if (peek() == '[')
      good = nested(node, &Scanner::array);
    else if (peek() == '"')
      good = string(node.text);
    else
      good = word(node.text);
    if (good && text_[node.begin] == '"')
      node.kind = JsonNode::Kind::string;
    node.end = at_;
    return good;
  }

  bool nested(JsonNode& node, bool (Scanner::*content)(JsonNode&))
  {
    if (depth_ == deepest)
      return fail("the file is nested too deeply");
    ++depth_;
    ++at_;
    const bool good = space() && (this->*content)(node);
    --depth_;
    return good;
  }

  bool object(JsonNode& node)
  {
    node.kind = JsonNode::Kind::object;
    while (peek() != '}') {
      JsonMember member;
      if (!this->member(member))
        return false;
      if (peek() == ',')
        member.comma = at_++;
      else if (peek() != '}')
        return fail(at_ == text_.size() ? "the object is not closed" : "a comma is missing");
      node.members.push_back(std::move(member));
      if (!space())
        return false;
    }
    ++at_;
    return true;
  }

  bool member(JsonMember& member)
  {
    member.begin = at_;
    if (peek() != '"')
      return fail(at_ == text_.size() ? "the object is not closed" : "a key in quotes is missing");
    if (!string(member.key) || !space())
      return false;
    if (peek() != ':')
      return fail("a colon is missing");
    ++at_;
    return space() && value(member.value) && space();
  }

  bool array(JsonNode& node)
  {
    node.kind = JsonNode::Kind::array;
    while (peek() != ']') {
      node.elements.emplace_back();
      if (!value(node.elements.back()) || !space())
        return false;
      if (peek() == ',')
        ++at_;
      else if (peek() != ']')
        return fail(at_ == text_.size() ? "the array is not closed" : "a comma is missing");
      if (!space())
        return false;
    }
    ++at_;
    return true;
  }

  // A number, true, false or null; what exactly is the client's to judge.
  bool word(std::string& text)
  {
    const std::size_t begin = at_;
    while (at_ < text_.size()
           && std::string_view(",:{}[]\"/'").find(text_[at_]) == std::string::npos
           && !is_space(text_[at_]))
      ++at_;
    text = text_.substr(begin, at_ - begin);
    constexpr std::array<std::string_view, 3> words = {"true", "false", "null"};
    if (std::find(words.begin(), words.end(), text) != words.end())
      return true;
    double number = 0;
    const char* const last = text.data() + text.size();
    const auto [end, code] = std::from_chars(text.data(), last, number);
    const bool is_number = end == last && code == std::errc() && !text.empty()
                           && text.find_first_not_of("+-.eE0123456789") == std::string::npos;
    return is_number || fail_at(begin, begin == text_.size() ? "a value is missing" : "no value");
  }

  bool string(std::string& out)
  {
    const std::size_t begin = at_++;
    while (peek() != '"') {
      if (at_ == text_.size() || peek() == '\n' || peek() == '\r')
        return fail_at(begin, "the string is not closed");
      if (peek() == '\\' ? !escape(out) : !character(out))
        return false;
    }
    ++at_;
    return true;
  }

  bool character(std::string& out)
  {
    const Character next = first_character(text_.substr(at_));
    if (!next.valid)
      return fail("the file is not valid UTF-8");
    if (next.code < 0x20 && next.code != '\t')
      return fail("a control character stands in a string");
    out += text_.substr(at_, next.length);
    at_ += next.length;
    return true;
  }

  bool escape(std::string& out)
  {
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meant = "\"\\/\b\f\n\r\t";
    ++at_;
    if (peek() == 'u')
      return unicode_escape(out);
    const std::size_t which = at_ < text_.size() ? letters.find(peek()) : std::string_view::npos;
    if (which == std::string_view::npos)
      return fail_at(at_ - 1, "no escape of JSON");
    out += meant[which];
    ++at_;
    return true;
  }

  bool unicode_escape(std::string& out)
  {
    const std::size_t begin = at_ - 1;
    std::optional<char32_t> code = four_digits();
    if (code && *code >= 0xd800 && *code < 0xdc00 && text_.substr(at_).starts_with("\\u")) {
      ++at_;
      const std::optional<char32_t> low = four_digits();
      if (low && *low >= 0xdc00 && *low < 0xe000)
        code = 0x10000 + ((*code - 0xd800) << 10U) + (*low - 0xdc00);
      else
        code = std::nullopt;
    }
    if (!code || (*code >= 0xd800 && *code < 0xe000))
      return fail_at(begin, "no escape of JSON");
    append_utf8(out, *code);
    return true;
  }

  // Behind "u", which is still ahead.
  std::optional<char32_t> four_digits()
  {
    const std::string_view digits = text_.substr(std::min(at_ + 1, text_.size()), 4);
    unsigned code = 0;
    const auto [end, failure] =
        std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
    if (digits.size() != 4 || failure != std::errc() || end != digits.data() + 4)
      return std::nullopt;
    at_ += 5;
    return code;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  unsigned depth_ = 0;
  Failure failure_;
};

} // namespace

const JsonMember* JsonNode::find(std::string_view key) const
{
  const auto found = std::find_if(members.rbegin(), members.rend(),
                                  [key](const JsonMember& member) { return member.key == key; });
  return found == members.rend() ? nullptr : &*found;
}

std::size_t skip_jsonc_space(std::string_view text, std::size_t from)
{
  while (from < text.size()) {
    const std::string_view rest = text.substr(from);
    if (is_space(rest.front())) {
      ++from;
    } else if (rest.starts_with("//")) {
      from = std::min(text.find('\n', from), text.size());
    } else if (rest.starts_with("/*")) {
      const std::size_t end = text.find("*/", from + 2);
      if (end == std::string_view::npos)
        return from;
      from = end + 2;
    } else {
      return from;
    }
  }
  return from;
}

Place place_in(std::string_view text, std::size_t at, const std::string& file)
{
  const std::string_view before = text.substr(0, at);
  const std::size_t line_begin = before.rfind('\n') + 1;
  return {.file = file,
          .line = static_cast<unsigned>(std::count(before.begin(), before.end(), '\n') + 1),
          .column = static_cast<unsigned>(at - line_begin + 1)};
}

JsoncText scan_jsonc(std::string_view text, const std::string& file)
{
  JsoncText scanned;
  Scanner scanner(text);
  if (!scanner.document(scanned.root)) {
    scanned.root.reset();
    const Failure& failure = scanner.failure();
    scanned.problem = Diagnostic{.place = place_in(text, failure.at, file), .message = failure.why};
  }
  return scanned;
}

} // namespace mcpctl
