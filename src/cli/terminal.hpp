// The terminal of a view that stays: its size, its screen, and what a person does to it from
// outside: Ctrl-C, Ctrl-Z, another size.
#pragma once

#include "report/in_place.hpp"

namespace mcpctl {

// Of the terminal on standard output.
[[nodiscard]] ScreenSize terminal_size();

// What signals say. They come through a descriptor from here on, and do nothing else.
class ViewSignals
{
public:
  enum class Kind { none, end, resized, suspend };

  // On a terminal Ctrl-Z and a change of its size count, too.
  explicit ViewSignals(bool on_terminal);
  ~ViewSignals();
  ViewSignals(const ViewSignals&) = delete;
  ViewSignals& operator=(const ViewSignals&) = delete;

  [[nodiscard]] int fd() const { return fd_; }
  // The next one that has come; an end before all else.
  [[nodiscard]] Kind take() const;

private:
  int fd_;
};

// Stops this process, as Ctrl-Z does, until it is continued.
void stop_until_continued();

// A screen of one's own on standard output for as long as it lives, without a cursor.
class AlternateScreen
{
public:
  AlternateScreen();
  ~AlternateScreen();
  AlternateScreen(const AlternateScreen&) = delete;
  AlternateScreen& operator=(const AlternateScreen&) = delete;

  static void enter();
  static void leave();
};

} // namespace mcpctl
