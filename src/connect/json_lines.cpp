#include "connect/json_lines.hpp"

#include "connect/json_tail.hpp"

#include <algorithm>

namespace mcpctl {

namespace {

// RFC 8259, ws; a newline ends the line.
bool is_space(char c)
{
  return c == ' ' || c == '\t' || c == '\r';
}

} // namespace

bool can_be_id(std::string_view value)
{
  return value.starts_with('"') || value.starts_with('-')
         || (!value.empty() && value.front() >= '0' && value.front() <= '9');
}

void JsonLines::feed(std::string_view bytes, const Sink& sink)
{
  while (!bytes.empty()) {
    const std::size_t newline = bytes.find('\n');
    take(bytes.substr(0, newline), sink);
    if (newline == std::string_view::npos)
      return;
    end_line(sink);
    bytes.remove_prefix(newline + 1);
  }
}

void JsonLines::take(std::string_view bytes, const Sink& sink)
{
  const std::size_t scanned =
      std::min(bytes.size(), longest_scanned - std::min(line_size_, longest_scanned));
  line_size_ += bytes.size();
  scan(bytes.substr(0, scanned), sink);
  if (scanned < bytes.size())
    skim(bytes.substr(scanned));
}

void JsonLines::skim(std::string_view bytes)
{
  bytes = bytes.substr(bytes.size() - std::min(bytes.size(), longest_tail));
  tail_.erase(0, tail_.size() - std::min(tail_.size(), longest_tail - bytes.size()));
  tail_ += bytes;
}

void JsonLines::end_line(const Sink& sink)
{
  if (!tail_.empty() && !passed_over_ && message_depth_ == 1) {
    read_last_members(tail_, message_);
    sink(message_);
  }
  *this = JsonLines();
}

void JsonLines::scan(std::string_view bytes, const Sink& sink)
{
  std::size_t at = 0;
  while (at < bytes.size() && !passed_over_) {
    if (in_string_)
      at += scan_string(bytes.substr(at));
    else
      scan_outside(bytes[at++], sink);
  }
}

// Most bytes of large messages are in strings: only quotes are looked for, and what stands right
// before them.
std::size_t JsonLines::scan_string(std::string_view bytes)
{
  std::size_t from = escaped_ ? 1 : 0;
  escaped_ = false;
  while (true) {
    const std::size_t quote = bytes.find('"', from);
    const std::size_t end = quote == std::string_view::npos ? bytes.size() : quote;
    std::size_t backslashes = 0;
    while (end - backslashes > from && bytes[end - backslashes - 1] == '\\')
      ++backslashes;
    const bool odd = backslashes % 2 == 1;
    if (quote == std::string_view::npos) {
      escaped_ = odd;
      keep(bytes);
      return bytes.size();
    }
    from = quote + 1;
    if (!odd)
      break;
  }
  keep(bytes.substr(0, from));
  end_string();
  return from;
}

void JsonLines::scan_outside(char c, const Sink& sink)
{
  switch (c) {
  case '"':
    begin_string();
    break;
  case '{':
  case '[':
    open(c);
    break;
  case '}':
  case ']':
    close(c, sink);
    break;
  case ':':
    if (Member* const now = member())
      now->in_value = true;
    keeping_ = member() != nullptr && member()->wanted != Wanted::nothing;
    text_.clear();
    break;
  case ',':
    separate();
    break;
  default:
    if (depth_ == 0 && !is_space(c))
      passed_over_ = true;
    else if (keeping_ && !is_space(c))
      keep({&c, 1});
  }
}

JsonLines::Member* JsonLines::member()
{
  if (depth_ == message_depth_)
    return &outer_;
  return depth_ == message_depth_ + 1 && inner_open_ ? &inner_ : nullptr;
}

void JsonLines::open(char bracket)
{
  const bool object = bracket == '{';
  inner_open_ = (depth_ == message_depth_ && object && outer_.wanted == Wanted::params)
                || (inner_open_ && depth_ > message_depth_);
  keeping_ = false;
  text_.clear();
  if (++depth_ == 1 && !object)
    message_depth_ = 2;
  else if (depth_ == message_depth_)
    outer_ = {};
  else if (depth_ == message_depth_ + 1)
    inner_ = {};
}

void JsonLines::close(char bracket, const Sink& sink)
{
  separate();
  if (depth_ == message_depth_ && bracket == '}') {
    sink(message_);
    message_ = {};
  }
  --depth_;
  inner_open_ = inner_open_ && depth_ > message_depth_;
  if (depth_ < 0)
    passed_over_ = true;
}

void JsonLines::begin_string()
{
  in_string_ = true;
  const Member* const now = member();
  if (now == nullptr)
    return;
  if (!now->in_value)
    text_.clear();
  keeping_ = !now->in_value || now->wanted != Wanted::nothing;
  keep("\"");
}

void JsonLines::end_string()
{
  in_string_ = false;
  Member* const now = member();
  if (now != nullptr && !now->in_value) {
    now->wanted = wanted_by_key();
    keeping_ = false;
  }
}

// Behind a member, by a comma or the end of its object.
void JsonLines::separate()
{
  Member* const now = member();
  if (now == nullptr)
    return;
  if (now->in_value)
    keep_value();
  *now = {};
  keeping_ = false;
}

void JsonLines::keep(std::string_view bytes)
{
  if (!keeping_)
    return;
  if (text_.size() + bytes.size() > longest_kept) {
    keeping_ = false;
    text_.clear();
    return;
  }
  text_ += bytes;
}

void JsonLines::keep_value()
{
  switch (member()->wanted) {
  case Wanted::id:
    message_.id = can_be_id(text_) ? text_ : "";
    break;
  case Wanted::cancelled:
    message_.cancelled = can_be_id(text_) ? text_ : "";
    break;
  case Wanted::method:
    message_.method = text_.size() > 2 ? text_.substr(1, text_.size() - 2) : "";
    break;
  default:
    break;
  }
}

JsonLines::Wanted JsonLines::wanted_by_key() const
{
  if (depth_ == message_depth_ + 1)
    return text_ == "\"requestId\"" ? Wanted::cancelled : Wanted::nothing;
  if (text_ == "\"id\"")
    return Wanted::id;
  if (text_ == "\"method\"")
    return Wanted::method;
  return text_ == "\"params\"" ? Wanted::params : Wanted::nothing;
}

} // namespace mcpctl
