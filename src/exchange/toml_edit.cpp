#include "exchange/toml_edit.hpp"

#include "config/toml_text.hpp"
#include "exchange/toml_offset.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <fmt/format.h>
#include <sstream>

namespace mcpctl {

namespace {

std::optional<toml::table> parsed(std::string_view text)
{
  try {
    return toml::parse(text);
  } catch (const toml::parse_error&) {
    return std::nullopt;
  }
}

// A text with the values in it.
class Document
{
public:
  Document(std::string_view text, toml::table& root) : text_(text), offsets_(text), root_(root) {}

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] toml::table& root() { return root_; }

  [[nodiscard]] std::size_t offset(const toml::source_position& position) const
  {
    return offsets_.at(position.line, position.column);
  }
  [[nodiscard]] std::size_t begin(const toml::node& node) const
  {
    return offset(node.source().begin);
  }
  [[nodiscard]] std::size_t end(const toml::node& node) const { return offset(node.source().end); }

  [[nodiscard]] toml::node* at(const Path& path)
  {
    toml::node* node = &root_;
    for (const std::string& key : path) {
      toml::table* table = node->as_table();
      node = table == nullptr ? nullptr : table->get(key);
      if (node == nullptr)
        return nullptr;
    }
    return node;
  }

  // Whether it is a table with a line of its own, "[mcp_servers.files]".
  [[nodiscard]] bool has_header(const toml::node& node) const
  {
    const toml::table* table = node.as_table();
    return table != nullptr && !table->is_inline() && begin(node) < text_.size()
           && text_[begin(node)] == '[';
  }

  // Where the section that begins at `header` ends: at the next one, or with the text.
  [[nodiscard]] std::size_t section_end(std::size_t header) const
  {
    std::size_t end = text_.size();
    look_for_header(root_, header, end);
    return end;
  }

  [[nodiscard]] std::size_t line_begin(std::size_t at) const
  {
    return text_.substr(0, at).rfind('\n') + 1;
  }
  // Behind the line end, or the end of the text.
  [[nodiscard]] std::size_t next_line(std::size_t at) const
  {
    const std::size_t newline = text_.find('\n', at);
    return newline == std::string_view::npos ? text_.size() : newline + 1;
  }

  // Behind the last line of the section that holds more than space and comments.
  [[nodiscard]] std::size_t content_end(std::size_t header) const
  {
    std::size_t last = header;
    look_for_content(root_, header, section_end(header), last);
    return next_line(last);
  }

private:
  void look_for_header(const toml::node& node, std::size_t after, std::size_t& end) const
  {
    if (const std::size_t here = begin(node); has_header(node) && here > after)
      end = std::min(end, here);
    for_each_below(node, [&](const toml::node& below) { look_for_header(below, after, end); });
  }

  void look_for_content(const toml::node& node, std::size_t from, std::size_t to,
                        std::size_t& last) const
  {
    const bool is_value = node.as_table() == nullptr || node.as_table()->is_inline();
    if (is_value && begin(node) > from && begin(node) < to)
      last = std::max(last, end(node) - 1);
    for_each_below(node, [&](const toml::node& below) { look_for_content(below, from, to, last); });
  }

  template <typename Visit> static void for_each_below(const toml::node& node, Visit visit)
  {
    if (const toml::table* table = node.as_table()) {
      for (const auto& [key, below] : *table)
        visit(below);
    } else if (const toml::array* array = node.as_array()) {
      for (const toml::node& below : *array)
        visit(below);
    }
  }

  std::string_view text_;
  TomlOffsets offsets_;
  toml::table& root_;
};

std::string replaced(std::string_view text, std::size_t begin, std::size_t end,
                     std::string_view with)
{
  return fmt::format("{}{}{}", text.substr(0, begin), with, text.substr(end));
}

std::string_view newline_of(std::string_view text)
{
  const std::size_t first = text.find('\n');
  return first != std::string_view::npos && first > 0 && text[first - 1] == '\r' ? "\r\n" : "\n";
}

std::string value_text(const Item& item)
{
  if (const auto* text = std::get_if<std::string>(&item.data))
    return toml_string(*text);
  if (const auto* array = std::get_if<std::vector<std::string>>(&item.data))
    return toml_array(*array);
  std::string members;
  for (const Member& member : std::get<Members>(item.data))
    members +=
        (members.empty() ? " " : ", ") + toml_key(member.key) + " = " + value_text(member.value);
  return "{" + members + (members.empty() ? "}" : " }");
}

void assign(toml::table& table, const std::string& key, const Item& item)
{
  if (const auto* text = std::get_if<std::string>(&item.data)) {
    table.insert_or_assign(key, *text);
  } else if (const auto* texts = std::get_if<std::vector<std::string>>(&item.data)) {
    toml::array array;
    for (const std::string& element : *texts)
      array.push_back(element);
    table.insert_or_assign(key, std::move(array));
  } else {
    toml::table inner;
    for (const Member& member : std::get<Members>(item.data))
      assign(inner, member.key, member.value);
    inner.is_inline(true);
    table.insert_or_assign(key, std::move(inner));
  }
}

// An inline table stands on one line and has no comments inside: it is written anew.
std::string with_inline_table(const Document& document, const toml::table& table)
{
  std::ostringstream text;
  text << table;
  return replaced(document.text(), document.begin(table), document.end(table), text.str());
}

std::string with_section(std::string_view text, const Path& path, const Members& value)
{
  const std::string_view newline = newline_of(text);
  std::string grown(text);
  if (!grown.empty() && !grown.ends_with('\n'))
    grown += newline;
  if (!grown.empty())
    grown += newline;
  return grown + toml_section(path, value, newline);
}

std::string with_line(const Document& document, const toml::node& section, const std::string& key,
                      const std::string& value)
{
  const std::string_view text = document.text();
  const std::size_t at = document.content_end(document.begin(section));
  const std::size_t begin = document.line_begin(document.begin(section));
  const std::string_view indent = text.substr(begin, document.begin(section) - begin);
  const std::string_view newline = newline_of(text);
  const std::string line = fmt::format("{}{} = {}", indent, toml_key(key), value);
  return at > 0 && text[at - 1] == '\n'
             ? replaced(text, at, at, fmt::format("{}{}", line, newline))
             : replaced(text, at, at, fmt::format("{}{}", newline, line));
}

// What a removed line leaves: its comment.
std::string without_line(const Document& document, const toml::node& value)
{
  const std::string_view text = document.text();
  const std::size_t end = document.end(value);
  const std::size_t comment = text.find_first_not_of(" \t", end);
  if (comment != std::string_view::npos && text[comment] == '#')
    return replaced(text, document.line_begin(document.begin(value)), comment, "");
  return replaced(text, document.line_begin(document.begin(value)), document.next_line(end), "");
}

// The section goes with the empty line before it; comments behind its last line may belong to what
// follows.
std::string without_section(const Document& document, const toml::node& table)
{
  const std::string_view text = document.text();
  std::size_t begin = document.line_begin(document.begin(table));
  const std::size_t end = document.content_end(document.begin(table));
  for (const std::string_view empty : {"\r\n\r\n", "\n\n"}) {
    if (text.substr(0, begin).ends_with(empty)) {
      begin -= empty.size() / 2;
      break;
    }
  }
  return replaced(text, begin, end, "");
}

// The tables with a header at and below `node`, the last first.
void sections_of(const Document& document, const toml::node& node,
                 std::vector<const toml::node*>& sections)
{
  if (const toml::table* table = node.as_table()) {
    for (const auto& [key, below] : *table)
      sections_of(document, below, sections);
  }
  if (document.has_header(node))
    sections.push_back(&node);
}

std::optional<std::string> without(Document& document, const Path& path)
{
  toml::node* node = document.at(path);
  if (node == nullptr)
    return std::string(document.text());
  toml::table* parent = document.at({path.begin(), path.end() - 1})->as_table();
  if (parent->is_inline()) {
    parent->erase(path.back());
    return with_inline_table(document, *parent);
  }
  const toml::table* table = node->as_table();
  if (table == nullptr || table->is_inline())
    return without_line(document, *node);
  std::vector<const toml::node*> sections;
  sections_of(document, *node, sections);
  if (sections.empty())
    return std::nullopt;
  const auto last = *std::max_element(sections.begin(), sections.end(),
                                      [&](const toml::node* a, const toml::node* b) {
                                        return document.begin(*a) < document.begin(*b);
                                      });
  const std::string text = without_section(document, *last);
  return sections.size() == 1 ? std::optional(text) : without_toml_member(text, path);
}

std::optional<std::string> with_below(Document& document, const Path& path, const Item& value)
{
  toml::node* parent = document.at({path.begin(), path.end() - 1});
  toml::table* table = parent == nullptr ? nullptr : parent->as_table();
  if (table == nullptr)
    return std::nullopt;
  if (table->is_inline()) {
    assign(*table, path.back(), value);
    return with_inline_table(document, *table);
  }
  if (!document.has_header(*parent))
    return std::nullopt;
  const toml::node* there = document.at(path);
  if (there == nullptr)
    return with_line(document, *parent, path.back(), value_text(value));
  if (document.has_header(*there)) {
    const std::optional<std::string> text = without(document, path);
    return text ? with_toml_member(*text, path, value) : std::nullopt;
  }
  if (there->is_table() && !there->as_table()->is_inline())
    return std::nullopt;
  return replaced(document.text(), document.begin(*there), document.end(*there), value_text(value));
}

} // namespace

std::optional<std::string> with_toml_member(std::string_view text, const Path& path,
                                            const Item& value)
{
  std::optional<toml::table> root = parsed(text);
  if (!root)
    return std::nullopt;
  Document document(text, *root);
  const auto* members = std::get_if<Members>(&value.data);
  const toml::node* parent = document.at({path.begin(), path.end() - 1});
  const bool open = parent == nullptr || (parent->is_table() && !parent->as_table()->is_inline());
  std::optional<std::string> after;
  if (members != nullptr && path.size() == 2 && open && document.at(path) == nullptr)
    after = with_section(text, path, *members);
  else
    after = with_below(document, path, value);
  return after && parsed(*after) ? after : std::nullopt;
}

std::optional<std::string> with_toml_value(std::string_view text, const Path& path,
                                           const std::string& literal)
{
  std::optional<toml::table> root = parsed(text);
  if (!root)
    return std::nullopt;
  Document document(text, *root);
  const toml::node* there = document.at(path);
  const toml::node* section = document.at({path.begin(), path.end() - 1});
  std::optional<std::string> after;
  if (there != nullptr && there->is_value())
    after = replaced(text, document.begin(*there), document.end(*there), literal);
  else if (there == nullptr && section != nullptr && document.has_header(*section))
    after = with_line(document, *section, path.back(), literal);
  return after && parsed(*after) ? after : std::nullopt;
}

std::optional<std::string> without_toml_member(std::string_view text, const Path& path)
{
  std::optional<toml::table> root = parsed(text);
  if (!root)
    return std::nullopt;
  Document document(text, *root);
  const std::optional<std::string> after = without(document, path);
  return after && parsed(*after) ? after : std::nullopt;
}

std::string toml_section(const Path& path, const Members& value, std::string_view newline)
{
  std::string header;
  for (const std::string& key : path)
    header += (header.empty() ? "" : ".") + toml_key(key);
  std::string section = fmt::format("[{}]{}", header, newline);
  for (const Member& member : value)
    section += fmt::format("{} = {}{}", toml_key(member.key), value_text(member.value), newline);
  return section;
}

} // namespace mcpctl
