// Monitor: what presses do.
#include "monit/layout.hpp"
#include "monit/monitor.hpp"

#include <algorithm>

namespace mcpctl {

namespace {

// The terminal sends code points; what is typed is kept as UTF-8.
void append_utf8(std::string& text, char32_t code)
{
  const auto byte = [&](char32_t bits) { text += static_cast<char>(bits); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xc0 | (code >> 6U));
    byte(0x80 | (code & 0x3fU));
  } else if (code < 0x10000) {
    byte(0xe0 | (code >> 12U));
    byte(0x80 | ((code >> 6U) & 0x3fU));
    byte(0x80 | (code & 0x3fU));
  } else {
    byte(0xf0 | (code >> 18U));
    byte(0x80 | ((code >> 12U) & 0x3fU));
    byte(0x80 | ((code >> 6U) & 0x3fU));
    byte(0x80 | (code & 0x3fU));
  }
}

void drop_last_character(std::string& text)
{
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xc0U) == 0x80)
    text.pop_back();
  if (!text.empty())
    text.pop_back();
}

int page(unsigned rows)
{
  return static_cast<int>(std::max(rows, 2U)) - 1;
}

constexpr int wheel_lines = 3;

} // namespace

Deed Monitor::press(const Press& press, const ScreenSize& size)
{
  if (press.kind == PressKind::interrupt)
    return {.kind = Deed::Kind::quit};
  if (press.kind == PressKind::suspend)
    return {.kind = Deed::Kind::suspend};
  if (press.kind == PressKind::redraw)
    return {.kind = Deed::Kind::redraw};
  std::erase_if(tidings_, [](const Tiding& told) { return !told.bad; });
  Deed deed;
  if (helping_)
    helping_ = false;
  else if (!tidings_.empty())
    tidings_.pop_front();
  else if (asking_ == Asking::control)
    deed = answer(press);
  else if (asking_ != Asking::nothing)
    deed = type(press);
  else if (press.kind == PressKind::character)
    deed = on_character(press.character);
  else
    move_in_pane(press, size);
  first_row_ = first_row(layout_of(*this, size).table_rows);
  return deed;
}

// Whatever is not yes is no: a question must not be answered by chance.
Deed Monitor::answer(const Press& press)
{
  asking_ = Asking::nothing;
  const bool yes =
      press.kind == PressKind::character && (press.character == U'y' || press.character == U'Y');
  return yes ? asked_about_ : Deed{};
}

Deed Monitor::type(const Press& press)
{
  switch (press.kind) {
  case PressKind::character:
    append_utf8(typed_, press.character);
    break;
  case PressKind::backspace:
    if (typed_.empty())
      finish_typing(false);
    drop_last_character(typed_);
    break;
  case PressKind::clear:
    typed_.clear();
    break;
  case PressKind::enter:
  case PressKind::down:
  case PressKind::up:
    finish_typing(true);
    return {};
  case PressKind::escape:
    finish_typing(false);
    return {};
  default:
    return {};
  }
  if (asking_ == Asking::filter) {
    filter_ = typed_;
    arrange();
  }
  return {};
}

void Monitor::finish_typing(bool keep)
{
  if (asking_ == Asking::filter)
    filter_ = keep ? typed_ : filter_before_;
  else if (keep)
    log_.search(typed_);
  asking_ = Asking::nothing;
  arrange();
}

void Monitor::begin_typing(Asking what)
{
  asking_ = what;
  filter_before_ = filter_;
  typed_ = what == Asking::filter ? filter_ : "";
}

void Monitor::ask_for(const char* verb)
{
  const ServerState* server = selected();
  if (server == nullptr)
    return;
  if (server->state == RunState::not_applied) {
    tell({.lines = {to_string(server->id) + " is not applied yet: mcpctl apply"}, .bad = true});
    return;
  }
  asking_ = Asking::control;
  asked_about_ = {.kind = Deed::Kind::control, .verb = verb, .server = to_string(server->id)};
}

void Monitor::search_on(bool older)
{
  if (log_.searched().empty())
    begin_typing(Asking::search);
  else if (!log_.search_on(older))
    tell({.lines = {std::string("no ") + (older ? "older" : "newer") + " line has \""
                    + log_.searched() + "\""}});
}

Deed Monitor::on_character(char32_t character)
{
  if (character >= U'1' && character < U'1' + std::size(ranks)) {
    ranking_.choose(ranks[character - U'1']);
    arrange();
    return {};
  }
  switch (character) {
  case U'q':
    return {.kind = Deed::Kind::quit};
  case U'?':
  case U'h':
    helping_ = true;
    break;
  case U's':
    ask_for("start");
    break;
  case U'x':
    ask_for("stop");
    break;
  case U'r':
    ask_for("restart");
    break;
  case U'c':
    ask_for("reset");
    break;
  case U'/':
    begin_typing(pane_ == Pane::log ? Asking::search : Asking::filter);
    break;
  case U'n':
    search_on(true);
    break;
  case U'N':
    search_on(false);
    break;
  case U'f':
    log_.follow();
    break;
  case U'd':
    details_ = !details_;
    break;
  case U'l':
    log_alone_ = !log_alone_;
    pane_ = log_alone_ ? Pane::log : Pane::servers;
    break;
  case U'j':
    pane_ == Pane::log ? log_.scroll(1) : move(1);
    break;
  case U'k':
    pane_ == Pane::log ? log_.scroll(-1) : move(-1);
    break;
  default:
    break;
  }
  return {};
}

// Escape undoes one thing at a time.
void Monitor::leave()
{
  if (log_alone_) {
    log_alone_ = false;
    pane_ = Pane::servers;
  } else if (pane_ == Pane::log) {
    pane_ = Pane::servers;
  } else if (!log_.searched().empty()) {
    log_.search("");
  } else if (!filter_.empty()) {
    filter_.clear();
    arrange();
  }
}

void Monitor::move_in_pane(const Press& press, const ScreenSize& size)
{
  const MonitLayout layout = layout_of(*this, size);
  const bool in_log = pane_ == Pane::log;
  const auto go = [&](int lines) { in_log ? log_.scroll(lines) : move(lines); };
  switch (press.kind) {
  case PressKind::up:
    return go(-1);
  case PressKind::down:
    return go(1);
  case PressKind::page_up:
    return go(-page(in_log ? layout.log_rows : layout.table_rows));
  case PressKind::page_down:
    return go(page(in_log ? layout.log_rows : layout.table_rows));
  case PressKind::home:
    return in_log ? log_.to_begin() : select_row(0);
  case PressKind::end:
    return in_log ? log_.follow() : select_row(rows_.size());
  case PressKind::tab:
    pane_ = in_log && !log_alone_ ? Pane::servers : Pane::log;
    return;
  case PressKind::enter:
    log_alone_ = !log_alone_;
    pane_ = log_alone_ ? Pane::log : Pane::servers;
    return;
  case PressKind::escape:
    return leave();
  case PressKind::help:
    helping_ = true;
    return;
  default:
    return on_mouse(press, size);
  }
}

void Monitor::on_mouse(const Press& press, const ScreenSize& size)
{
  const MonitLayout layout = layout_of(*this, size);
  const bool in_table = layout.table_rows > 0 && press.row >= layout.table
                        && press.row < layout.table + layout.table_rows;
  const bool in_log = layout.log_rows > 0 && press.row >= layout.log_title
                      && press.row < layout.log + layout.log_rows;
  if (press.kind == PressKind::wheel_up || press.kind == PressKind::wheel_down) {
    const int lines = press.kind == PressKind::wheel_up ? -wheel_lines : wheel_lines;
    in_log ? log_.scroll(lines) : move(lines);
    return;
  }
  if (press.kind != PressKind::click)
    return;
  if (in_log)
    pane_ = Pane::log;
  if (in_table) {
    pane_ = Pane::servers;
    const std::size_t row = first_row(layout.table_rows) + press.row - layout.table;
    if (row < rows_.size())
      select_row(row);
  }
  if (layout.table_rows == 0 || press.row != layout.heading)
    return;
  for (const TableColumn& column : table_columns(*this, size.columns)) {
    if (column.rank && press.column >= column.begin && press.column < column.begin + column.width) {
      ranking_.choose(*column.rank);
      arrange();
    }
  }
}

} // namespace mcpctl
