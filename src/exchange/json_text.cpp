#include "exchange/json_text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>

namespace mcpctl {

namespace {

// Far above what a configuration needs, far below what exhausts the stack.
constexpr std::size_t most_nesting = 100;

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

class Blanking
{
public:
  explicit Blanking(std::string_view text) : text_(text) {}

  std::string strict()
  {
    if (text_.starts_with(byte_order_mark))
      blank(byte_order_mark.size());
    while (at_ < text_.size())
      step();
    return std::move(text_);
  }

private:
  void step()
  {
    if (text_[at_] == '"') {
      skip_string();
    } else if (text_.compare(at_, 2, "//") == 0) {
      blank(std::min(text_.find('\n', at_), text_.size()) - at_);
    } else if (text_.compare(at_, 2, "/*") == 0) {
      const std::size_t end = text_.find("*/", at_ + 2);
      blank(end == std::string::npos ? text_.size() - at_ : end + 2 - at_);
    } else {
      drop_last_comma();
      ++at_;
    }
  }

  void skip_string()
  {
    comma_.reset();
    for (++at_; at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\n'; ++at_) {
      if (text_[at_] == '\\')
        ++at_;
    }
    ++at_;
  }

  // A comma is dropped where nothing but space and comments stands before the end.
  void drop_last_comma()
  {
    const char c = text_[at_];
    if (c == ',') {
      comma_ = comma_ ? std::nullopt : std::optional(at_); // two of them are an error
    } else if (c == '}' || c == ']') {
      if (comma_)
        text_[*comma_] = ' ';
      comma_.reset();
    } else if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
      comma_.reset();
    }
  }

  void blank(std::size_t length)
  {
    const std::size_t end = at_ + length;
    for (; at_ < end; ++at_) {
      if (text_[at_] != '\n' && text_[at_] != '\r')
        text_[at_] = ' ';
    }
  }

  std::string text_;
  std::size_t at_ = 0;
  std::optional<std::size_t> comma_;
};

// Feeds the library and tells how far it has read, which is all it lets be known of places.
class CountingIterator
{
public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, const char** furthest) : at_(at), furthest_(furthest) {}

  const char& operator*() const { return *at_; }
  CountingIterator& operator++()
  {
    *furthest_ = ++at_;
    return *this;
  }
  CountingIterator operator++(int)
  {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

private:
  const char* at_;
  const char** furthest_;
};

// Where bytes of the text stand. Asked for with growing offsets, each line is searched once.
class Places
{
public:
  Places(const Source& source, std::string_view text)
      : source_(source), text_(text), end_(text.find('\n'))
  {
  }

  Spot at(std::size_t offset, std::size_t width)
  {
    while (end_ < offset) {
      begin_ = end_ + 1;
      end_ = text_.find('\n', begin_);
      ++line_;
    }
    const std::size_t column = offset >= begin_ ? offset - begin_ + 1 : 1;
    return {&source_, line_, static_cast<unsigned>(column), static_cast<unsigned>(width)};
  }

  // The string whose closing quote is the last byte before `end`.
  Spot of_string(std::size_t end)
  {
    std::size_t begin = end - 1;
    while (begin > 0) {
      --begin;
      const std::size_t escapes =
          begin - std::min(begin, text_.find_last_not_of('\\', begin - 1) + 1);
      if (text_[begin] == '"' && (begin == 0 || escapes % 2 == 0))
        break;
    }
    return at(begin, end - begin);
  }

private:
  const Source& source_;
  std::string_view text_;
  std::size_t begin_ = 0; // of the line
  std::size_t end_;
  unsigned line_ = 1;
};

// What the library said, without its own prefix, and without the text that it read last, which may
// be a secret.
std::string reason(std::string message)
{
  if (const std::size_t begin = message.find("syntax error "); begin != std::string::npos)
    message.erase(0, begin);
  const std::size_t last = message.find("; last read:");
  return message.substr(0, last);
}

// Builds the tree from the library's events.
class Builder : public nlohmann::json_sax<nlohmann::json>
{
public:
  Builder(const Source& source, std::string_view text, Problems& problems)
      : places_(source, text), problems_(problems), begin_(text.data()), furthest_(text.data())
  {
  }

  [[nodiscard]] const char** furthest() { return &furthest_; }
  [[nodiscard]] std::optional<Value> take() { return std::move(root_); }

  bool null() override { return add(Null{}); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(number_integer_t value) override { return add(std::int64_t{value}); }
  bool number_unsigned(number_unsigned_t value) override
  {
    return value <= INT64_MAX ? add(static_cast<std::int64_t>(value))
                              : add(static_cast<double>(value));
  }
  bool number_float(number_float_t value, const string_t& /*written*/) override
  {
    return add(value);
  }
  bool string(string_t& value) override { return add(std::move(value)); }
  bool binary(binary_t& /*value*/) override { return false; } // JSON text has none
  bool start_object(std::size_t /*elements*/) override { return open(Table{}); }
  bool start_array(std::size_t /*elements*/) override { return open(Array{}); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override
  {
    std::vector<Entry>& entries = std::get<Table>(open_.back()->data).entries;
    const Spot spot = places_.of_string(offset());
    const auto same = std::find_if(entries.begin(), entries.end(),
                                   [&name](const Entry& entry) { return entry.key == name; });
    if (same != entries.end()) {
      problems_.warning(spot, "\"" + name + "\" stands here twice; the last one counts");
      entries.erase(same);
    }
    entries.push_back({name, spot, {spot, Null{}}});
    return true;
  }

  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const nlohmann::json::exception& failure) override
  {
    problems_.error(places_.at(position == 0 ? 0 : position - 1, 1), reason(failure.what()));
    return false;
  }

private:
  std::size_t offset() const { return static_cast<std::size_t>(furthest_ - begin_); }

  template <typename T> Value* put(T data)
  {
    if (open_.empty()) {
      root_ = Value{places_.at(0, 1), std::move(data)};
      return &*root_;
    }
    if (Array* array = std::get_if<Array>(&open_.back()->data)) {
      array->push_back({places_.at(offset() - 1, 1), std::move(data)});
      return &array->back();
    }
    Value& value = std::get<Table>(open_.back()->data).entries.back().value;
    value.data = std::move(data);
    return &value;
  }

  template <typename T> bool add(T data)
  {
    put(std::move(data));
    return true;
  }

  // While something is open nothing is added beside it, so that the pointer to it stays good.
  template <typename T> bool open(T data)
  {
    if (open_.size() >= most_nesting) {
      problems_.error(places_.at(offset() - 1, 1), "this is nested too deeply");
      return false;
    }
    open_.push_back(put(std::move(data)));
    return true;
  }

  bool close()
  {
    open_.pop_back();
    return true;
  }

  Places places_;
  Problems& problems_;
  const char* begin_;
  const char* furthest_;
  std::optional<Value> root_;
  std::vector<Value*> open_;
};

} // namespace

std::string strict_json(std::string_view text)
{
  return Blanking(text).strict();
}

std::optional<Value> parse_json(const Source& source, Problems& problems)
{
  const std::string text = strict_json(source.file().text);
  Builder builder(source, text, problems);
  const CountingIterator begin(text.data(), builder.furthest());
  const CountingIterator end(text.data() + text.size(), builder.furthest());
  try {
    if (nlohmann::json::sax_parse(begin, end, &builder))
      return builder.take();
  } catch (const nlohmann::json::exception& failure) {
    problems.error({&source}, reason(failure.what()));
  }
  return std::nullopt;
}

} // namespace mcpctl
