#include "screen/run.hpp"

#include "cli/style.hpp"
#include "cli/terminal.hpp"
#include "monit/draw.hpp"
#include "screen/curses_screen.hpp"
#include "screen/job.hpp"
#include "screen/log_reader.hpp"
#include "screen/observer.hpp"

#include <algorithm>
#include <list>
#include <poll.h>
#include <unistd.h>

namespace mcpctl {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// A log that runs by is drawn so often at most.
constexpr auto shortest_frame = 50ms;
// Who runs through the list does not want each log.
constexpr auto settled_selection = 120ms;

class Program
{
public:
  Program(const Context& context, Observer& observer, CursesScreen& screen,
          const ViewSignals& signals)
      : context_(context), observer_(observer), screen_(screen), signals_(signals)
  {
  }

  // Until it is left.
  void run()
  {
    while (!ended_) {
      draw_if_due();
      wait();
    }
  }

private:
  void draw_if_due();
  void wait();
  [[nodiscard]] int patience() const;
  void on_signal();
  void on_news();
  void on_log();
  void on_job(std::list<Job>::iterator job);
  void on_presses();
  void carry_out(const Deed& deed);
  void follow_selection();
  void describe_selection();
  [[nodiscard]] const InstalledUnit* selected_unit() const;

  const Context& context_;
  Observer& observer_;
  CursesScreen& screen_;
  const ViewSignals& signals_;
  Monitor monitor_;
  std::shared_ptr<const Installed> installed_;
  std::unique_ptr<LogReader> log_;
  std::string log_of_;                       // unit
  std::optional<Clock::time_point> log_due_; // when the log of another is to be read
  std::list<Job> jobs_;
  Clock::time_point drawn_;
  bool stale_ = true; // the screen
  bool ended_ = false;
};

void Program::draw_if_due()
{
  if (!stale_ || Clock::now() < drawn_ + shortest_frame)
    return;
  screen_.draw(
      mcpctl::draw(monitor_, {.scope = context_.scope, .size = screen_.size(), .now = now()}));
  drawn_ = Clock::now();
  stale_ = false;
}

// Milliseconds until something is due by itself.
int Program::patience() const
{
  std::optional<Clock::time_point> due = log_due_;
  if (stale_)
    due = std::min(due.value_or(Clock::time_point::max()), drawn_ + shortest_frame);
  if (!due)
    return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*due - Clock::now());
  return static_cast<int>(std::max(left, 0ms).count());
}

void Program::wait()
{
  std::vector<pollfd> waiting;
  for (const int fd : {STDIN_FILENO, signals_.fd(), observer_.fd(), log_ ? log_->fd() : -1})
    waiting.push_back({.fd = fd, .events = POLLIN, .revents = 0});
  for (const Job& job : jobs_)
    waiting.push_back({.fd = job.fd(), .events = POLLIN, .revents = 0});
  if (::poll(waiting.data(), waiting.size(), patience()) < 0)
    return;
  auto job = jobs_.begin();
  for (std::size_t i = 4; i < waiting.size(); ++i) {
    const auto next = std::next(job);
    if (waiting[i].revents != 0)
      on_job(job);
    job = next;
  }
  if (waiting[3].revents != 0)
    on_log();
  if (waiting[2].revents != 0)
    on_news();
  if (waiting[1].revents != 0)
    on_signal();
  if ((waiting[0].revents & POLLIN) != 0)
    on_presses();
  else if (waiting[0].revents != 0)
    ended_ = true; // the terminal has gone
  follow_selection();
}

void Program::on_signal()
{
  switch (signals_.take()) {
  case ViewSignals::Kind::end:
    ended_ = true;
    break;
  case ViewSignals::Kind::suspend:
    carry_out({.kind = Deed::Kind::suspend});
    break;
  case ViewSignals::Kind::resized:
    screen_.resize();
    stale_ = true;
    break;
  case ViewSignals::Kind::none:
    break;
  }
}

void Program::on_news()
{
  Observer::News news = observer_.take();
  if (news.sight.lost) {
    monitor_.set_lost(news.sight.lost->what);
    stale_ = true;
  } else {
    monitor_.set_lost("");
  }
  if (!news.installed)
    return;
  installed_ = std::move(news.installed);
  monitor_.see(std::move(news.sight.servers), news.sampled);
  describe_selection();
  stale_ = true;
}

// Null where nothing is selected, or it is not applied.
const InstalledUnit* Program::selected_unit() const
{
  const ServerState* server = monitor_.selected();
  if (server == nullptr || !installed_)
    return nullptr;
  const auto& units = installed_->units;
  const auto unit = std::find_if(units.begin(), units.end(), [&](const InstalledUnit& candidate) {
    return candidate.unit == server->unit;
  });
  return unit == units.end() ? nullptr : &*unit;
}

void Program::describe_selection()
{
  std::optional<ServerDetail> detail;
  if (const InstalledUnit* unit = selected_unit())
    detail = detail_of(*monitor_.selected(), *unit, observer_.folders());
  monitor_.set_detail(std::move(detail));
}

void Program::on_log()
{
  const RealTime at = now();
  for (const LogLine& line : log_->take())
    monitor_.log().add(line, at);
  stale_ = true;
}

void Program::on_job(std::list<Job>::iterator job)
{
  std::optional<Tiding> tiding = job->read();
  if (!tiding)
    return;
  monitor_.end_job(job->deed(), std::move(*tiding));
  jobs_.erase(job);
  stale_ = true;
}

void Program::on_presses()
{
  bool any = false;
  while (const std::optional<Press> press = screen_.press()) {
    any = true;
    carry_out(monitor_.press(*press, screen_.size()));
    if (ended_)
      return;
  }
  if (!any)
    return; // part of a key
  describe_selection();
  drawn_ = {}; // whoever presses a key waits for what it does
  stale_ = true;
}

void Program::carry_out(const Deed& deed)
{
  switch (deed.kind) {
  case Deed::Kind::none:
    break;
  case Deed::Kind::quit:
    ended_ = true;
    break;
  case Deed::Kind::suspend:
    screen_.suspend();
    stale_ = true;
    break;
  case Deed::Kind::redraw:
    screen_.draw_anew();
    break;
  case Deed::Kind::control:
    monitor_.begin_job(deed);
    jobs_.emplace_back(deed, context_.scope);
    break;
  }
}

// Reads the log of the selected server, once it has been selected for a moment.
void Program::follow_selection()
{
  const InstalledUnit* selected = selected_unit();
  const std::string unit = selected != nullptr ? selected->unit : "";
  if (unit == log_of_ && !log_due_)
    return;
  if (unit != log_of_) {
    log_of_ = unit;
    log_.reset();
    monitor_.log().clear();
    log_due_ = Clock::now() + settled_selection;
    stale_ = true;
  }
  if (Clock::now() < *log_due_)
    return;
  log_due_.reset();
  if (selected != nullptr)
    log_ = std::make_unique<LogReader>(context_.scope, *selected);
}

} // namespace

Result<ExitCode> run_monit(const Context& context, const std::vector<std::string>& selectors)
{
  // Before the first thread: all of them leave signals to the descriptor.
  const ViewSignals signals(true);
  Result<std::unique_ptr<Observer>> observer = Observer::start(context, selectors);
  if (!observer.ok())
    return observer.error();
  Result<std::unique_ptr<CursesScreen>> screen = CursesScreen::open(context.colour());
  if (!screen.ok())
    return screen.error();
  Program(context, **observer, **screen, signals).run();
  return ExitCode::done;
}

} // namespace mcpctl
