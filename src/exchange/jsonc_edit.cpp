#include "exchange/jsonc_edit.hpp"

#include "exchange/jsonc.hpp"

#include <fmt/format.h>

namespace mcpctl {

namespace {

bool is_blank(char c)
{
  return c == ' ' || c == '\t';
}

std::size_t line_begin(std::string_view text, std::size_t at)
{
  return text.substr(0, at).rfind('\n') + 1;
}

// The blanks that the line of `at` begins with.
std::string indentation(std::string_view text, std::size_t at)
{
  const std::size_t begin = line_begin(text, at);
  std::size_t end = begin;
  while (end < text.size() && is_blank(text[end]))
    ++end;
  return std::string(text.substr(begin, end - begin));
}

bool has_newline(std::string_view text, std::size_t begin, std::size_t end)
{
  return text.substr(begin, end - begin).find('\n') != std::string_view::npos;
}

std::string array_text(const std::vector<std::string>& elements, const JsonLayout& layout)
{
  std::string text;
  for (const std::string& element : elements)
    text += (text.empty() ? "" : layout.spaced ? ", " : ",") + json_string(element);
  return "[" + text + "]";
}

std::string member_text(const Member& member, const JsonLayout& layout, const std::string& indent);

// `indent` is that of the line on which the object begins.
std::string object_text(const Members& members, const JsonLayout& layout, const std::string& indent)
{
  if (members.empty())
    return "{}";
  std::string text = "{";
  const std::string inner = indent + layout.unit;
  for (const Member& member : members) {
    if (text.size() > 1)
      text += layout.one_line && layout.spaced ? ", " : ",";
    if (!layout.one_line)
      text += layout.newline + inner;
    text += member_text(member, layout, inner);
  }
  return text + (layout.one_line ? "}" : layout.newline + indent + "}");
}

std::string item_text(const Item& item, const JsonLayout& layout, const std::string& indent)
{
  if (const auto* text = std::get_if<std::string>(&item.data))
    return json_string(*text);
  if (const auto* array = std::get_if<std::vector<std::string>>(&item.data))
    return array_text(*array, layout);
  return object_text(std::get<Members>(item.data), layout, indent);
}

std::string member_text(const Member& member, const JsonLayout& layout, const std::string& indent)
{
  return json_string(member.key) + (layout.spaced ? ": " : ":")
         + item_text(member.value, layout, indent);
}

std::string replaced(std::string_view text, std::size_t begin, std::size_t end,
                     std::string_view with)
{
  return fmt::format("{}{}{}", text.substr(0, begin), with, text.substr(end));
}

// Behind `at` and the comments that begin on the same line, for they belong to what is before them.
std::size_t behind_comments_of_line(std::string_view text, std::size_t at)
{
  std::size_t end = at;
  while (true) {
    std::size_t next = end;
    while (next < text.size() && is_blank(text[next]))
      ++next;
    const std::string_view rest = text.substr(next);
    if (rest.starts_with("//")) {
      const std::size_t newline = std::min(text.find('\n', next), text.size());
      return newline > next && text[newline - 1] == '\r' ? newline - 1 : newline;
    }
    if (!rest.starts_with("/*"))
      return end;
    end = text.find("*/", next + 2) + 2;
  }
}

// Whether the members of an object stand on one line with their neighbours.
bool is_inline(std::string_view text, const JsonNode& object, const JsonLayout& layout)
{
  if (object.members.empty())
    return layout.one_line;
  const std::size_t last = object.members.back().begin;
  const std::size_t before = object.members.size() == 1
                                 ? object.begin
                                 : object.members[object.members.size() - 2].value.end;
  return !has_newline(text, before, last);
}

std::string append_member(std::string_view text, const JsonNode& object, const Member& member,
                          JsonLayout layout)
{
  const JsonMember& last = object.members.back();
  const std::size_t end = last.value.end;
  const bool trailing = last.comma.has_value();
  const std::string comma = trailing ? "" : ",";
  if (is_inline(text, object, layout)) {
    layout.one_line = true;
    const std::size_t at = trailing ? *last.comma + 1 : end;
    return replaced(text, at, at,
                    comma + (layout.spaced ? " " : "") + member_text(member, layout, "")
                        + (trailing ? "," : ""));
  }
  const std::string indent = indentation(text, last.begin);
  const std::size_t at = behind_comments_of_line(text, trailing ? *last.comma + 1 : end);
  const std::string added =
      layout.newline + indent + member_text(member, layout, indent) + (trailing ? "," : "");
  const std::string grown = replaced(text, at, at, added);
  return replaced(grown, end, end, comma);
}

std::string first_member(std::string_view text, const JsonNode& object, const Member& member,
                         const JsonLayout& layout)
{
  const std::string_view content = text.substr(object.begin + 1, object.end - object.begin - 2);
  const std::size_t last = content.find_last_not_of(" \t\r\n");
  const std::size_t kept = last == std::string_view::npos ? 0 : last + 1; // comments
  const std::size_t at = object.begin + 1 + kept;
  if (layout.one_line)
    return replaced(text, at, object.end - 1, member_text(member, layout, ""));
  const std::string outer = indentation(text, object.begin);
  const std::string inner = outer + layout.unit;
  return replaced(text, at, object.end - 1,
                  layout.newline + inner + member_text(member, layout, inner) + layout.newline
                      + outer);
}

std::string new_document(std::string_view text, const Member& member, const JsonLayout& layout)
{
  std::string document(text);
  if (!text.empty() && !text.ends_with('\n') && text != "\xef\xbb\xbf")
    document += layout.newline;
  return document + object_text({member}, layout, "") + layout.newline;
}

// The value at the rest of `path` behind its first `depth` keys.
Member nested(const Path& path, std::size_t depth, const Item& value)
{
  Item item = value;
  for (std::size_t i = path.size() - 1; i > depth; --i)
    item = Item{Members{{path[i], std::move(item)}}};
  return {path[depth], std::move(item)};
}

// Takes out the bytes of a member and, where it had them to itself, its lines.
std::string cut(std::string_view text, std::size_t begin, std::size_t end)
{
  const std::size_t first = line_begin(text, begin);
  std::size_t last = end;
  while (last < text.size() && is_blank(text[last]))
    ++last;
  std::size_t before = begin;
  while (before > first && is_blank(text[before - 1]))
    --before;
  const std::string_view rest = text.substr(last);
  const bool ends_line = rest.starts_with('\n') || rest.starts_with("\r\n");
  if (ends_line && before == first)
    return replaced(text, first, last + (rest.front() == '\r' ? 2 : 1), "");
  if (ends_line)
    return replaced(text, before, last, "");
  return replaced(text, begin, rest.starts_with('}') ? end : last, "");
}

std::string without(std::string_view text, const JsonNode& object, std::size_t which)
{
  const JsonMember& member = object.members[which];
  const std::size_t end = member.comma ? *member.comma + 1 : member.value.end;
  if (member.comma || which == 0)
    return cut(text, member.begin, end);
  // The comma before it would be a trailing one.
  const std::size_t comma = *object.members[which - 1].comma;
  const std::string_view between = text.substr(comma + 1, member.begin - comma - 1);
  if (between.find_first_not_of(" \t") == std::string_view::npos)
    return replaced(text, comma, end, "");
  return replaced(cut(text, member.begin, end), comma, comma + 1, "");
}

std::string without_space_inside(const std::string& text, const Path& path)
{
  const JsoncText scanned = scan_jsonc(text, "");
  const JsonNode* node = scanned.root ? &*scanned.root : nullptr;
  for (std::size_t i = 0; node != nullptr && i + 1 < path.size(); ++i) {
    const JsonMember* member = node->find(path[i]);
    node = member == nullptr ? nullptr : &member->value;
  }
  if (node == nullptr || !node->members.empty())
    return text;
  const std::string_view content =
      std::string_view(text).substr(node->begin + 1, node->end - node->begin - 2);
  if (content.find_first_not_of(" \t\r\n") != std::string_view::npos)
    return text;
  return replaced(text, node->begin, node->end, "{}");
}

} // namespace

std::string json_string(std::string_view text)
{
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      quoted += {'\\', c};
    else if (c == '\n')
      quoted += "\\n";
    else if (c == '\t')
      quoted += "\\t";
    else if (static_cast<unsigned char>(c) < 0x20)
      quoted += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    else
      quoted += c;
  }
  return quoted + "\"";
}

JsonLayout layout_of(std::string_view text)
{
  JsonLayout layout;
  if (const std::size_t first = text.find('\n');
      first != std::string_view::npos && first > 0 && text[first - 1] == '\r')
    layout.newline = "\r\n";
  const JsoncText scanned = scan_jsonc(text, "");
  if (!scanned.root || scanned.root->members.empty())
    return layout;
  const JsonNode& root = *scanned.root;
  const JsonMember& member = root.members.front();
  layout.one_line = !has_newline(text, root.begin, root.end);
  layout.spaced = text.rfind(':', member.value.begin) + 1 != member.value.begin;
  const std::string outer = indentation(text, root.begin);
  const std::string inner = indentation(text, member.begin);
  if (has_newline(text, root.begin, member.begin) && inner.size() > outer.size())
    layout.unit = inner.substr(outer.size());
  return layout;
}

std::string with_member(std::string_view text, const Path& path, const Item& value)
{
  return with_member(text, path, value, layout_of(text));
}

std::string with_member(std::string_view text, const Path& path, const Item& value,
                        const JsonLayout& layout)
{
  const JsoncText scanned = scan_jsonc(text, "");
  if (!scanned.root)
    return scanned.problem ? std::string(text) : new_document(text, nested(path, 0, value), layout);
  const JsonNode* node = &*scanned.root;
  for (std::size_t depth = 0; depth < path.size(); ++depth) {
    if (node->kind != JsonNode::Kind::object)
      return std::string(text);
    if (const JsonMember* member = node->find(path[depth])) {
      node = &member->value;
      continue;
    }
    const Member member = nested(path, depth, value);
    return node->members.empty() ? first_member(text, *node, member, layout)
                                 : append_member(text, *node, member, layout);
  }
  JsonLayout own = layout;
  own.one_line = layout.one_line || (node->members.size() > 1 && is_inline(text, *node, layout));
  return replaced(text, node->begin, node->end,
                  item_text(value, own, indentation(text, node->begin)));
}

std::optional<JsonPiece> piece_at(std::string_view text, const Path& path)
{
  const JsoncText scanned = scan_jsonc(text, "");
  const JsonNode* node = scanned.root ? &*scanned.root : nullptr;
  for (std::size_t depth = 0; node != nullptr && depth < path.size(); ++depth) {
    const JsonMember* member = node->find(path[depth]);
    node = member == nullptr ? nullptr : &member->value;
  }
  if (node == nullptr || node->kind != JsonNode::Kind::object)
    return std::nullopt;
  const std::string indent = indentation(text, node->begin);
  return JsonPiece{
      .before = text.substr(0, node->begin),
      .object = fmt::format("{}{}", indent, text.substr(node->begin, node->end - node->begin)),
      .indent = indent.size(),
      .after = text.substr(node->end)};
}

std::string without_member(std::string_view text, const Path& path)
{
  const JsoncText scanned = scan_jsonc(text, "");
  const JsonNode* node = scanned.root ? &*scanned.root : nullptr;
  for (std::size_t depth = 0; node != nullptr && depth < path.size(); ++depth) {
    const JsonMember* member = node->find(path[depth]);
    if (member == nullptr)
      break;
    if (depth + 1 == path.size()) {
      const auto which = static_cast<std::size_t>(member - node->members.data());
      return without_space_inside(without(text, *node, which), path);
    }
    node = &member->value;
  }
  return std::string(text);
}

} // namespace mcpctl
