#include "exchange/yaml_text.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace mcpctl {

namespace {

// Far above what a configuration needs, far below what exhausts memory or the stack.
constexpr std::size_t most_values = 100000;
constexpr unsigned most_nesting = 100;

template <typename Number> std::optional<Number> whole_number(std::string_view text, int base = 10)
{
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (error != std::errc() || end != text.data() + text.size())
    return std::nullopt;
  return number;
}

std::optional<std::int64_t> integer_of(std::string_view text)
{
  if (text.starts_with("0x"))
    return whole_number<std::int64_t>(text.substr(2), 16);
  if (text.starts_with("0o"))
    return whole_number<std::int64_t>(text.substr(2), 8);
  if (text.starts_with('+'))
    text.remove_prefix(1);
  return whole_number<std::int64_t>(text);
}

std::optional<double> number_of(std::string_view text)
{
  if (text.find_first_not_of("+-.0123456789eE") != std::string_view::npos
      || text.find_first_of("0123456789") == std::string_view::npos)
    return std::nullopt;
  if (text.starts_with('+'))
    text.remove_prefix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size())
    return std::nullopt;
  return number;
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words)
{
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 5> nulls = {"", "~", "null", "Null", "NULL"};
constexpr std::array<std::string_view, 3> yes = {"true", "True", "TRUE"};
constexpr std::array<std::string_view, 3> no = {"false", "False", "FALSE"};

// A word without quotes.
decltype(Value::data) plain_scalar(const std::string& text)
{
  if (is_one_of(text, nulls))
    return Null{};
  if (is_one_of(text, yes) || is_one_of(text, no))
    return is_one_of(text, yes);
  if (const std::optional<std::int64_t> integer = integer_of(text))
    return *integer;
  if (const std::optional<double> number = number_of(text))
    return *number;
  return text;
}

// Thrown in this file and caught in it, as the library's own exceptions are.
struct Unreadable
{
  YAML::Mark mark;
  std::string why;
};

class Reading
{
public:
  explicit Reading(const Source& source) : source_(source) {}

  Value value(const YAML::Node& node, unsigned depth = 0)
  {
    if (++values_ > most_values || depth > most_nesting)
      throw Unreadable{node.Mark(), "more values, or deeper ones, than a configuration can have"};
    Value read{spot(node), Null{}};
    if (node.IsScalar())
      read.data = node.Tag() == "?" ? plain_scalar(node.Scalar()) : node.Scalar();
    else if (node.IsSequence())
      read.data = array(node, depth);
    else if (node.IsMap())
      read.data = table(node, depth);
    return read;
  }

private:
  [[nodiscard]] Spot spot(const YAML::Node& node) const
  {
    const YAML::Mark mark = node.Mark();
    if (mark.is_null())
      return {&source_};
    return {&source_, static_cast<unsigned>(mark.line) + 1, static_cast<unsigned>(mark.column) + 1};
  }

  Array array(const YAML::Node& node, unsigned depth)
  {
    Array elements;
    for (const YAML::Node& element : node)
      elements.push_back(value(element, depth + 1));
    return elements;
  }

  Table table(const YAML::Node& node, unsigned depth)
  {
    Table read;
    std::vector<Table> merged;
    for (const auto& pair : node) {
      if (!pair.first.IsScalar())
        throw Unreadable{pair.first.Mark(), "a key that is no word"};
      Value of_key = value(pair.second, depth + 1);
      if (pair.first.Scalar() == "<<" && pair.first.Tag() == "?")
        collect(std::move(of_key), merged);
      else if (read.find(pair.first.Scalar()) != nullptr)
        throw Unreadable{pair.first.Mark(), "a key that stands twice"};
      else
        read.entries.push_back({pair.first.Scalar(), spot(pair.first), std::move(of_key)});
    }
    for (Table& other : merged)
      merge(std::move(other), read);
    return read;
  }

  // "<<: *usual" or "<<: [*one, *other]".
  static void collect(Value value, std::vector<Table>& merged)
  {
    if (auto* table = std::get_if<Table>(&value.data))
      merged.push_back(std::move(*table));
    else if (auto* array = std::get_if<Array>(&value.data)) {
      for (Value& element : *array)
        collect(std::move(element), merged);
    }
  }

  static void merge(Table other, Table& table)
  {
    for (Entry& entry : other.entries) {
      if (table.find(entry.key) == nullptr)
        table.entries.push_back(std::move(entry));
    }
  }

  const Source& source_;
  std::size_t values_ = 0;
};

Spot at(const Source& source, const YAML::Mark& mark)
{
  if (mark.is_null())
    return {&source};
  return {&source, static_cast<unsigned>(mark.line) + 1, static_cast<unsigned>(mark.column) + 1};
}

} // namespace

std::optional<Value> parse_yaml(const Source& source, Problems& problems)
{
  try {
    const std::vector<YAML::Node> documents = YAML::LoadAll(source.file().text);
    if (documents.size() == 1)
      return Reading(source).value(documents.front());
    problems.error({&source}, "not one document of YAML, but " + std::to_string(documents.size()));
  } catch (const Unreadable& unreadable) {
    problems.error(at(source, unreadable.mark), unreadable.why);
  } catch (const YAML::Exception& error) {
    problems.error(at(source, error.mark), "this is no YAML: " + error.msg);
  }
  return std::nullopt;
}

} // namespace mcpctl
