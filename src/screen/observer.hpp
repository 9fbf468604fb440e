// The servers, looked at by a thread of its own: a manager that takes its time to answer must not
// keep keys waiting.
#pragma once

#include "cli/watching.hpp"
#include "screen/event_fd.hpp"

#include <memory>
#include <mutex>

namespace mcpctl {

class Observer
{
public:
  struct News
  {
    Sight sight;
    std::shared_ptr<const Installed> installed; // null: no news
    bool sampled = false;                       // a second has passed since the news before
  };

  // The first look is the caller's own; exit code 5 or 4 as Watching says.
  [[nodiscard]] static Result<std::unique_ptr<Observer>>
  start(const Context& context, const std::vector<std::string>& selectors);
  ~Observer();
  Observer(const Observer&) = delete;
  Observer& operator=(const Observer&) = delete;

  [[nodiscard]] int fd() const { return shared_->arrived.get(); }
  // The latest, once.
  [[nodiscard]] News take();
  [[nodiscard]] const UnitFolders& folders() const { return folders_; }

private:
  // Outlives whoever of the two ends last.
  struct Shared
  {
    explicit Shared(Watching first) : watching(std::move(first)) {}
    Watching watching; // the thread's
    EventFd arrived;
    EventFd stop;
    std::mutex guard;
    News latest;
  };
  explicit Observer(Watching watching);
  static void observe(Shared& shared);

  std::shared_ptr<Shared> shared_;
  UnitFolders folders_;
};

} // namespace mcpctl
