#include "connect/json_tail.hpp"

namespace mcpctl {

namespace {

void drop_space(std::string_view& text)
{
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
    text.remove_suffix(1);
}

bool drop(std::string_view& text, char last)
{
  drop_space(text);
  if (text.empty() || text.back() != last)
    return false;
  text.remove_suffix(1);
  return true;
}

std::string_view take_from(std::string_view& text, std::size_t begin)
{
  const std::string_view token = text.substr(begin);
  text = text.substr(0, begin);
  return token;
}

// The string, with its quotes, that ends here; empty where that cannot be told for sure. Read
// backwards, the next quote is the opening one unless it is escaped.
std::string_view take_string(std::string_view& text)
{
  if (text.size() < 2)
    return {};
  const std::size_t opening = text.rfind('"', text.size() - 2);
  if (opening == std::string_view::npos || opening == 0 || text[opening - 1] == '\\')
    return {};
  return take_from(text, opening);
}

std::string_view take_value(std::string_view& text)
{
  drop_space(text);
  if (text.ends_with('"'))
    return take_string(text);
  const std::size_t before = text.find_last_of(":,{}[]\" \t\r");
  return before == std::string_view::npos ? std::string_view() : take_from(text, before + 1);
}

} // namespace

// The object's last bracket is outside of all strings, and so is what stands right before it: from
// there on backwards each step is certain.
void read_last_members(std::string_view tail, RpcMessage& message)
{
  bool has_id = false;
  bool has_method = false;
  bool more = drop(tail, '}');
  while (more) {
    const std::string_view value = take_value(tail);
    if (value.empty() || !drop(tail, ':'))
      return;
    drop_space(tail);
    const std::string_view key = tail.ends_with('"') ? take_string(tail) : std::string_view();
    if (key == "\"id\"" && !has_id) {
      message.id = can_be_id(value) ? value : "";
      has_id = true;
    } else if (key == "\"method\"" && !has_method && value.size() > 2) {
      message.method = value.substr(1, value.size() - 2);
      has_method = true;
    }
    more = !key.empty() && drop(tail, ',');
  }
}

} // namespace mcpctl
