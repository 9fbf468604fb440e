#include "cli/watching.hpp"

#include "cli/file_print.hpp"
#include "cli/selection.hpp"

#include <algorithm>
#include <poll.h>

namespace mcpctl {

namespace {

using namespace std::chrono_literals;

constexpr auto sample_interval = 1s;
// What happens to a server tells itself in several steps; where much happens, it is told in turns.
constexpr auto gathering = 30ms;
constexpr auto shortest_turn = 150ms;
// Every so many seconds everything is looked over: signals that did not come, files that are not
// watched, counters that were reset.
constexpr unsigned look_over_ticks = 20;
constexpr unsigned judge_ticks = 30;
constexpr unsigned ask_all_ticks = 60;

// Of every file that a server may be configured in.
std::string print_of_sources(const Context& context, const Installed& installed)
{
  std::set<std::string> files(context.options.files.begin(), context.options.files.end());
  const std::string& folder = context.places.config_folder;
  files.insert({folder + "/mcp.toml", folder + "/mcp.d"});
  for (const InstalledUnit& unit : installed.units) {
    files.insert(unit.marker.owner);
    files.insert(unit.marker.origin.file);
  }
  std::string print;
  for (const std::string& file : files)
    print += print_of(file);
  return print;
}

} // namespace

Watching::Watching(Context context, std::vector<std::string> selectors)
    : context_(std::move(context)), selectors_(std::move(selectors)),
      installed_(std::make_shared<Installed>()), live_(ControlGroups::find())
{
}

Result<Watching> Watching::begin(const Context& context, std::vector<std::string> selectors)
{
  Watching watching(context, std::move(selectors));
  if (const Status connected = watching.connect_again(); !connected.ok())
    return connected.error();
  if (const Status there = refuse_missing_files(context, *watching.installed_); !there.ok())
    return there.error();
  std::vector<ServerState> all = watching.live_.servers();
  all.insert(all.end(), watching.judgement_.not_applied.begin(),
             watching.judgement_.not_applied.end());
  if (const Status chosen = watching.choose(all, true); !chosen.ok())
    return chosen.error();
  return watching;
}

// Listens before it looks, so that nothing is missed in between.
Status Watching::connect_again()
{
  connection_.reset();
  Result<Connection> connection = connect(context_);
  if (!connection.ok())
    return connection.error();
  if (const Result<ManagerNews> listening = connection->manager.news(0ms, -1); !listening.ok())
    return listening.error();
  folders_ = connection->folders;
  connection_ = std::move(*connection);
  next_tick_ = Clock::now() + sample_interval;
  if (Status read = read_again(); !read.ok()) {
    connection_.reset();
    return read;
  }
  lost_.reset();
  return Nothing{};
}

Waking Watching::next(int wake_fd)
{
  if (!connection_) {
    pollfd woken = {.fd = wake_fd, .events = POLLIN, .revents = 0};
    if (::poll(&woken, 1, static_cast<int>(std::chrono::milliseconds(sample_interval).count())) > 0)
      return Waking::woken;
    if (const Status connected = connect_again(); !connected.ok())
      lost_ = connected.error();
    return Waking::changed;
  }
  const Result<Waking> waking = wait(wake_fd);
  if (waking.ok())
    return *waking;
  lost_ = waking.error();
  connection_.reset();
  return Waking::changed;
}

Result<Waking> Watching::wait(int wake_fd)
{
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(next_tick_ - Clock::now());
  Result<ManagerNews> news = connection_->manager.news(std::max(left, 0ms), wake_fd);
  if (!news.ok())
    return news.error();
  const bool heard = news->any();
  if (heard) {
    if (Status gathered = gather(*news, wake_fd); !gathered.ok())
      return gathered.error();
    if (Status taken = take(*news); !taken.ok())
      return taken.error();
  }
  // However much happens, each second counts.
  if (Clock::now() < next_tick_)
    return heard ? Waking::changed : Waking::woken;
  if (const Status ticked = tick(); !ticked.ok())
    return ticked.error();
  return Waking::sampled;
}

Status Watching::gather(ManagerNews& news, int wake_fd)
{
  const auto end = std::max(Clock::now() + gathering, last_update_ + shortest_turn);
  for (auto now = Clock::now(); now < end; now = Clock::now()) {
    const Result<ManagerNews> more =
        connection_->manager.news(std::chrono::ceil<std::chrono::milliseconds>(end - now), wake_fd);
    if (!more.ok())
      return more.error();
    if (!more->any())
      break;
    news.units.insert(more->units.begin(), more->units.end());
    news.reloaded = news.reloaded || more->reloaded;
  }
  last_update_ = Clock::now();
  return Nothing{};
}

Status Watching::take(const ManagerNews& news)
{
  const bool unknown = std::any_of(news.units.begin(), news.units.end(),
                                   [this](const std::string& unit) { return !live_.knows(unit); });
  if (news.reloaded || (unknown && print_of(folders_) != folders_print_))
    return read_again();
  return live_.update(connection_->manager, news);
}

Status Watching::tick()
{
  next_tick_ = std::max(next_tick_ + sample_interval, Clock::now() + sample_interval / 2);
  ++ticks_;
  live_.sample();
  if (print_of(folders_) != folders_print_)
    return read_again();
  if (ticks_ % ask_all_ticks == 0)
    return read_again();
  if (ticks_ % look_over_ticks == 0) {
    if (Status looked = live_.look_over(connection_->manager); !looked.ok())
      return looked;
  }
  if (ticks_ % judge_ticks == 0 || print_of_sources(context_, *installed_) != sources_print_)
    return judge();
  return Nothing{};
}

Status Watching::read_again()
{
  folders_print_ = print_of(folders_);
  Result<Installed> installed = installed_in_scope(context_, folders_);
  if (!installed.ok())
    return installed.error();
  installed_ = std::make_shared<const Installed>(std::move(*installed));
  if (Status asked = live_.follow(connection_->manager, installed_->units); !asked.ok())
    return asked;
  return judge();
}

Status Watching::judge()
{
  sources_print_ = print_of_sources(context_, *installed_);
  Observed observed{.servers = live_.servers()};
  if (Status judged = judge_servers(context_, *connection_, *installed_, observed); !judged.ok())
    return judged;
  (void)choose(observed.servers, false);
  judgement_ = {.not_judged = std::move(observed.not_judged)};
  const std::size_t count = installed_->units.size();
  for (std::size_t i = 0; i < observed.servers.size(); ++i) {
    ServerState& server = observed.servers[i];
    if (i < count)
      judgement_.of[server.unit] = {.stale = server.stale, .orphaned = server.orphaned};
    else
      judgement_.not_applied.push_back(std::move(server));
  }
  return Nothing{};
}

// A selector that means nothing any more, or not yet, is passed over unless `strictly`.
Status Watching::choose(const std::vector<ServerState>& servers, bool strictly)
{
  chosen_.clear();
  for (const std::string& selector : selectors_) {
    const Result<std::vector<ServerState>> named = states_named({selector}, *installed_, servers);
    if (!named.ok() && strictly)
      return named.error();
    if (!named.ok())
      continue;
    for (const ServerState& server : *named)
      chosen_.insert(server.unit);
  }
  return Nothing{};
}

bool Watching::is_chosen(const ServerState& server) const
{
  return selectors_.empty() || chosen_.contains(server.unit);
}

Sight Watching::sight() const
{
  Sight sight{.servers = live_.servers(), .not_judged = judgement_.not_judged, .lost = lost_};
  add_sockets(context_, sight.servers);
  for (ServerState& server : sight.servers) {
    const auto judged = judgement_.of.find(server.unit);
    if (judged == judgement_.of.end())
      continue;
    server.stale = judged->second.stale;
    server.orphaned = judged->second.orphaned;
  }
  sight.servers.insert(sight.servers.end(), judgement_.not_applied.begin(),
                       judgement_.not_applied.end());
  std::erase_if(sight.servers, [this](const ServerState& server) { return !is_chosen(server); });
  return sight;
}

} // namespace mcpctl
