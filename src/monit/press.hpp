// What a person does: a key, or the mouse on a cell of the screen.
#pragma once

namespace mcpctl {

enum class PressKind {
  character, // a letter, a digit, a sign
  up,
  down,
  page_up,
  page_down,
  home,
  end,
  left,
  right,
  enter,
  escape,
  tab,
  backspace,
  help,      // F1
  interrupt, // Ctrl-C
  suspend,   // Ctrl-Z
  redraw,    // Ctrl-L
  clear,     // Ctrl-U
  click,
  wheel_up,
  wheel_down,
};

struct Press
{
  PressKind kind = PressKind::character;
  char32_t character = 0;
  unsigned row = 0; // of the mouse
  unsigned column = 0;
};

} // namespace mcpctl
