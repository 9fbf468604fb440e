#include "screen/curses_screen.hpp"

#include "cli/terminal.hpp"
#include "screen/restore.hpp"

#include <algorithm>
#include <clocale>
#include <cstdlib>
#include <curses.h>
#include <langinfo.h>
#include <string_view>
#include <unistd.h>

namespace mcpctl {

namespace {

// How long an Escape may be the beginning of a key that sends several bytes; ssh may part them.
constexpr int escape_delay_ms = 100;

constexpr wint_t control(char letter)
{
  return static_cast<wint_t>(letter - 'A' + 1);
}

// Whether the person's locale says UTF-8: the system need not have it, the terminal does.
bool names_utf8()
{
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* value = std::getenv(name); // NOLINT(concurrency-mt-unsafe): nothing sets it
    if (value == nullptr || *value == '\0')
      continue;
    const std::string_view locale = value;
    return locale.ends_with("UTF-8") || locale.ends_with("utf8") || locale.ends_with("utf-8");
  }
  return false;
}

bool adopt_locale()
{
  if (std::setlocale(LC_CTYPE, "") == nullptr || names_utf8())
    std::setlocale(LC_CTYPE, names_utf8() ? "C.UTF-8" : "C");
  return std::string_view(::nl_langinfo(CODESET)) == "UTF-8";
}

// The number of a colour is that of its pair, too; 0 is what the terminal has by itself.
short pair_of(Paint paint)
{
  switch (paint) {
  case Paint::red:
    return COLOR_RED;
  case Paint::green:
    return COLOR_GREEN;
  case Paint::yellow:
    return COLOR_YELLOW;
  case Paint::blue:
    return COLOR_BLUE;
  case Paint::magenta:
    return COLOR_MAGENTA;
  case Paint::cyan:
    return COLOR_CYAN;
  case Paint::plain:
  case Paint::bold:
  case Paint::dim:
    break;
  }
  return 0;
}

void prepare_colours()
{
  ::start_color();
  ::use_default_colors();
  for (const Paint paint :
       {Paint::red, Paint::green, Paint::yellow, Paint::blue, Paint::magenta, Paint::cyan})
    ::init_pair(pair_of(paint), pair_of(paint), -1);
}

std::optional<Press> mouse_press()
{
  MEVENT event;
  if (::getmouse(&event) != OK)
    return std::nullopt;
  Press press{.kind = PressKind::click,
              .row = static_cast<unsigned>(std::max(event.y, 0)),
              .column = static_cast<unsigned>(std::max(event.x, 0))};
  if ((event.bstate & BUTTON4_PRESSED) != 0)
    press.kind = PressKind::wheel_up;
  else if ((event.bstate & BUTTON5_PRESSED) != 0)
    press.kind = PressKind::wheel_down;
  else if ((event.bstate & (BUTTON1_PRESSED | BUTTON1_CLICKED)) == 0)
    return std::nullopt;
  return press;
}

std::optional<PressKind> kind_of_key(wint_t key)
{
  switch (key) {
  case KEY_UP:
    return PressKind::up;
  case KEY_DOWN:
    return PressKind::down;
  case KEY_PPAGE:
    return PressKind::page_up;
  case KEY_NPAGE:
    return PressKind::page_down;
  case KEY_HOME:
    return PressKind::home;
  case KEY_END:
    return PressKind::end;
  case KEY_LEFT:
    return PressKind::left;
  case KEY_RIGHT:
    return PressKind::right;
  case KEY_ENTER:
    return PressKind::enter;
  case KEY_BTAB:
    return PressKind::tab;
  case KEY_BACKSPACE:
    return PressKind::backspace;
  case KEY_F(1):
    return PressKind::help;
  default:
    return std::nullopt;
  }
}

std::optional<PressKind> kind_of_control(wint_t character)
{
  switch (character) {
  case control('C'):
    return PressKind::interrupt;
  case control('Z'):
    return PressKind::suspend;
  case control('L'):
    return PressKind::redraw;
  case control('U'):
    return PressKind::clear;
  case control('H'):
  case 0x7f:
    return PressKind::backspace;
  case control('I'):
    return PressKind::tab;
  case control('J'):
  case control('M'):
    return PressKind::enter;
  case control('['):
    return PressKind::escape;
  default:
    return std::nullopt;
  }
}

} // namespace

Result<std::unique_ptr<CursesScreen>> CursesScreen::open(bool colour)
{
  const bool unicode = adopt_locale();
  remember_terminal();
  if (::newterm(nullptr, stdout, stdin) == nullptr) {
    const char* term = std::getenv("TERM"); // NOLINT(concurrency-mt-unsafe)
    return Error{ExitCode::usage,
                 std::string("there is no description of the terminal TERM=")
                     + (term == nullptr ? "" : term),
                 "TERM=vt100 mcpctl monit, or mcpctl status --watch"};
  }
  return std::unique_ptr<CursesScreen>(new CursesScreen(colour, unicode));
}

CursesScreen::CursesScreen(bool colour, bool unicode)
    : colour_(colour && ::has_colors()), unicode_(unicode)
{
  remember_way_back();
  ::raw();
  ::noecho();
  ::nonl();
  ::set_escdelay(escape_delay_ms);
  ::keypad(stdscr, TRUE);
  ::nodelay(stdscr, TRUE);
  ::curs_set(0);
  ::mouseinterval(0);
  ::mousemask(BUTTON1_PRESSED | BUTTON1_CLICKED | BUTTON4_PRESSED | BUTTON5_PRESSED, nullptr);
  if (colour_)
    prepare_colours();
  resize();
}

CursesScreen::~CursesScreen()
{
  // Where there is but one screen, the shell's next words come here.
  ::move(LINES - 1, 0);
  ::clrtoeol();
  ::refresh();
  ::endwin();
  terminal_is_back();
}

void CursesScreen::put(const Strip& strip) const
{
  attr_t attributes = A_NORMAL;
  if (strip.bold || strip.paint == Paint::bold)
    attributes |= A_BOLD;
  if (strip.paint == Paint::dim)
    attributes |= A_DIM;
  if (strip.reverse)
    attributes |= A_REVERSE;
  ::attr_set(attributes, colour_ ? pair_of(strip.paint) : short{0}, nullptr);
  ::addnstr(strip.text.data(), static_cast<int>(strip.text.size()));
}

void CursesScreen::draw(Frame frame)
{
  if (!unicode_)
    make_ascii(frame);
  int row = 0;
  for (const StripLine& line : frame.lines) {
    ::move(row, 0);
    for (const Strip& strip : line)
      put(strip);
    ::attr_set(A_NORMAL, 0, nullptr);
    // Behind the last column there is nothing left to clear, and the cursor is in the next line.
    if (getcury(stdscr) == row && width_of(line) < static_cast<std::size_t>(COLS))
      ::clrtoeol();
    ++row;
  }
  ::curs_set(frame.cursor ? 1 : 0);
  if (frame.cursor)
    ::move(row - 1, std::min(static_cast<int>(*frame.cursor), COLS - 1));
  ::refresh();
}

void CursesScreen::draw_anew()
{
  ::clearok(stdscr, TRUE);
}

std::optional<Press> CursesScreen::press()
{
  wint_t key = 0;
  const int got = ::get_wch(&key);
  if (got == KEY_CODE_YES) {
    if (key == KEY_MOUSE)
      return mouse_press();
    const auto kind = kind_of_key(key);
    return kind ? std::optional(Press{.kind = *kind}) : std::nullopt;
  }
  if (got != OK)
    return std::nullopt;
  if (const auto kind = kind_of_control(key))
    return Press{.kind = *kind};
  if (key < L' ')
    return std::nullopt;
  return Press{.kind = PressKind::character, .character = static_cast<char32_t>(key)};
}

ScreenSize CursesScreen::size() const
{
  return {.rows = static_cast<unsigned>(LINES), .columns = static_cast<unsigned>(COLS)};
}

void CursesScreen::resize()
{
  const ScreenSize size = terminal_size();
  ::resizeterm(static_cast<int>(size.rows), static_cast<int>(size.columns));
  ::clearok(stdscr, TRUE);
}

void CursesScreen::suspend()
{
  ::endwin();
  stop_until_continued();
  resize();
  ::refresh();
  // ncurses believes that keys still send what they sent before, but the shell has changed that.
  ::keypad(stdscr, FALSE);
  ::keypad(stdscr, TRUE);
  ::curs_set(0);
}

} // namespace mcpctl
