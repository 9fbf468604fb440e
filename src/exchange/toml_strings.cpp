#include "exchange/shown.hpp"

#include "exchange/toml_offset.hpp"

#include <toml++/toml.h>

namespace mcpctl {

namespace {

class Collector
{
public:
  explicit Collector(std::string_view text) : offsets_(text) {}

  void collect(const toml::node& node)
  {
    if (const toml::table* table = node.as_table()) {
      for (const auto& [key, below] : *table) {
        so_far_.path.emplace_back(key.str());
        so_far_.previous.clear();
        collect(below);
        so_far_.path.pop_back();
      }
    } else if (const toml::array* array = node.as_array()) {
      so_far_.previous.clear();
      for (const toml::node& element : *array) {
        collect(element);
        so_far_.previous = element.value_or(std::string());
      }
    } else if (const auto* text = node.as_string()) {
      so_far_.text = text->get();
      so_far_.begin = offsets_.at(node.source().begin.line, node.source().begin.column);
      so_far_.end = offsets_.at(node.source().end.line, node.source().end.column);
      values_.push_back(so_far_);
    }
  }

  [[nodiscard]] std::vector<StringValue> values() && { return std::move(values_); }

private:
  TomlOffsets offsets_;
  StringValue so_far_;
  std::vector<StringValue> values_;
};

} // namespace

std::vector<StringValue> strings_in_toml(std::string_view text)
{
  try {
    Collector collector(text);
    collector.collect(toml::parse(text));
    return std::move(collector).values();
  } catch (const toml::parse_error&) {
    return {};
  }
}

} // namespace mcpctl
