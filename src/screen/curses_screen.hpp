// The terminal as ncurses sees it: frames go out, presses come in. Its headers are read in this
// file's body alone.
#pragma once

#include "model/result.hpp"
#include "monit/frame.hpp"
#include "monit/press.hpp"

#include <memory>
#include <optional>

namespace mcpctl {

class CursesScreen
{
public:
  // Takes the terminal on standard input and output over; exit code 2 if ncurses does not know it.
  // Whatever ends the program puts it back as it was.
  [[nodiscard]] static Result<std::unique_ptr<CursesScreen>> open(bool colour);
  ~CursesScreen();
  CursesScreen(const CursesScreen&) = delete;
  CursesScreen& operator=(const CursesScreen&) = delete;

  // Only cells that differ from the frame before are sent.
  void draw(Frame frame);
  void draw_anew();
  // What was pressed, if anything was; never waits.
  [[nodiscard]] std::optional<Press> press();
  [[nodiscard]] ScreenSize size() const;
  // After a change of the terminal's size.
  void resize();
  // Gives the terminal back, stops this process as Ctrl-Z does, and goes on when it is continued.
  void suspend();

private:
  CursesScreen(bool colour, bool unicode);
  void put(const Strip& strip) const;

  bool colour_;
  bool unicode_;
};

} // namespace mcpctl
