// Everything that `mcpctl monit` shows and remembers, and what each press of a key does to it.
// Pure: what it is about comes in by function calls, and what is to be done goes out as a Deed.
#pragma once

#include "monit/deed.hpp"
#include "monit/history.hpp"
#include "monit/log_pane.hpp"
#include "monit/press.hpp"
#include "monit/ranking.hpp"
#include "observe/detail.hpp"
#include "observe/server_state.hpp"

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

struct Graphs
{
  History cpu;    // percent
  History memory; // bytes
};

enum class Asking { nothing, filter, search, control };
enum class Pane { servers, log };

class Monitor
{
public:
  // What is seen now. `sampled`: a second has passed, and the graphs go on by one.
  void see(std::vector<ServerState> servers, bool sampled);
  // The manager does not answer, and why; empty: it does.
  void set_lost(std::string why) { lost_ = std::move(why); }
  // What the files of the selected server say.
  void set_detail(std::optional<ServerDetail> detail) { detail_ = std::move(detail); }
  // A job has begun, or ended: with what it said.
  void begin_job(const Deed& deed) { running_.push_back(deed); }
  void end_job(const Deed& deed, Tiding tiding);
  void tell(Tiding tiding);

  [[nodiscard]] Deed press(const Press& press, const ScreenSize& size);

  [[nodiscard]] const std::vector<ServerState>& servers() const { return servers_; }
  // Those that are shown, as places in servers(), in order; and which line of them is selected.
  [[nodiscard]] const std::vector<std::size_t>& rows() const { return rows_; }
  [[nodiscard]] std::size_t selected_row() const;
  // Null without a server to select.
  [[nodiscard]] const ServerState* selected() const;
  [[nodiscard]] const Graphs* graphs_of(const std::string& unit) const;
  [[nodiscard]] const std::optional<ServerDetail>& detail() const { return detail_; }
  [[nodiscard]] const Ranking& ranking() const { return ranking_; }
  [[nodiscard]] const std::string& filter() const { return filter_; }
  [[nodiscard]] const std::string& lost() const { return lost_; }
  [[nodiscard]] const std::deque<Tiding>& tidings() const { return tidings_; }
  [[nodiscard]] const std::vector<Deed>& running() const { return running_; }
  [[nodiscard]] Asking asking() const { return asking_; }
  [[nodiscard]] const std::string& typed() const { return typed_; }
  [[nodiscard]] const Deed& asked_about() const { return asked_about_; }
  [[nodiscard]] Pane pane() const { return pane_; }
  [[nodiscard]] bool log_alone() const { return log_alone_; }
  [[nodiscard]] bool helping() const { return helping_; }
  [[nodiscard]] bool shows_details() const { return details_; }
  [[nodiscard]] LogPane& log() { return log_; }
  [[nodiscard]] const LogPane& log() const { return log_; }
  // The first row of the table that is shown, where so many have room.
  [[nodiscard]] std::size_t first_row(std::size_t room) const;

private:
  void arrange();
  void select_row(std::size_t row);
  void move(int rows);
  void move_in_pane(const Press& press, const ScreenSize& size);
  [[nodiscard]] Deed answer(const Press& press);
  [[nodiscard]] Deed type(const Press& press);
  void finish_typing(bool keep);
  [[nodiscard]] Deed on_character(char32_t character);
  void on_mouse(const Press& press, const ScreenSize& size);
  void ask_for(const char* verb);
  void begin_typing(Asking what);
  void search_on(bool older);
  void leave();

  std::vector<ServerState> servers_;
  std::map<std::string, Graphs> graphs_; // by unit
  std::vector<std::size_t> rows_;
  std::string selected_; // unit
  std::size_t last_row_ = 0;
  std::size_t first_row_ = 0;
  std::optional<ServerDetail> detail_;
  Ranking ranking_;
  std::string filter_;
  std::string filter_before_;
  std::string lost_;
  std::deque<Tiding> tidings_; // those that went wrong first, the rest is the newest
  std::vector<Deed> running_;
  Asking asking_ = Asking::nothing;
  std::string typed_;
  Deed asked_about_;
  Pane pane_ = Pane::servers;
  bool log_alone_ = false;
  bool helping_ = false;
  bool details_ = true;
  LogPane log_;
};

} // namespace mcpctl
