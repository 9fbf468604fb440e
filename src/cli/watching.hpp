// The servers of a scope for as long as somebody looks: what a command sees once, kept up to date.
#pragma once

#include "cli/context.hpp"
#include "cli/observation.hpp"
#include "observe/live.hpp"

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace mcpctl {

// What is seen at a time.
struct Sight
{
  std::vector<ServerState> servers; // those asked for; what is not applied at the end
  std::optional<Error> not_judged;  // why it is not known which of them are stale
  std::optional<Error> lost;        // the manager is out of reach: this is what was seen last
};

enum class Waking {
  changed, // a server, or what is installed or configured
  sampled, // a second has passed: what servers use was looked at, and perhaps more has changed
  woken,   // by the caller's descriptor
};

class Watching
{
public:
  // The first look. Exit code 5 without a manager, 4 where a selector means nothing; servers that
  // it means later appear by themselves.
  [[nodiscard]] static Result<Watching> begin(const Context& context,
                                              std::vector<std::string> selectors);

  // Sleeps until there is something new, or `wake_fd` is readable. What belongs together is told
  // together. A manager that is lost is looked for each second.
  [[nodiscard]] Waking next(int wake_fd);

  [[nodiscard]] Sight sight() const;
  // What is installed, as it was read last. Never null.
  [[nodiscard]] std::shared_ptr<const Installed> installed() const { return installed_; }
  [[nodiscard]] const UnitFolders& folders() const { return folders_; }

private:
  using Clock = std::chrono::steady_clock;

  // What the configuration says of servers.
  struct Verdicts
  {
    std::optional<bool> stale;
    bool orphaned = false;
  };
  struct Judgement
  {
    std::map<std::string, Verdicts> of; // by unit
    std::vector<ServerState> not_applied;
    std::optional<Error> not_judged;
  };

  Watching(Context context, std::vector<std::string> selectors);
  [[nodiscard]] Status connect_again();
  [[nodiscard]] Result<Waking> wait(int wake_fd);
  [[nodiscard]] Status gather(ManagerNews& news, int wake_fd);
  [[nodiscard]] Status take(const ManagerNews& news);
  // Once a second: what they use, and what nobody tells of.
  [[nodiscard]] Status tick();
  [[nodiscard]] Status read_again();
  [[nodiscard]] Status judge();
  [[nodiscard]] Status choose(const std::vector<ServerState>& servers, bool strictly);
  [[nodiscard]] bool is_chosen(const ServerState& server) const;

  Context context_;
  std::vector<std::string> selectors_;
  std::optional<Connection> connection_; // none: lost
  std::optional<Error> lost_;
  UnitFolders folders_;
  std::shared_ptr<const Installed> installed_;
  LiveServers live_;
  Judgement judgement_;
  std::set<std::string> chosen_; // units; meaningless without selectors
  std::string folders_print_;    // by which a change of unit folders shows
  std::string sources_print_;    // and one of configuration files
  Clock::time_point next_tick_;
  Clock::time_point last_update_;
  unsigned ticks_ = 0;
};

} // namespace mcpctl
