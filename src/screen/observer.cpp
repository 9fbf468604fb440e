#include "screen/observer.hpp"

#include <exception>
#include <thread>

namespace mcpctl {

Result<std::unique_ptr<Observer>> Observer::start(const Context& context,
                                                  const std::vector<std::string>& selectors)
{
  Result<Watching> watching = Watching::begin(context, selectors);
  if (!watching.ok())
    return watching.error();
  return std::unique_ptr<Observer>(new Observer(std::move(*watching)));
}

Observer::Observer(Watching watching)
    : shared_(std::make_shared<Shared>(std::move(watching))), folders_(shared_->watching.folders())
{
  shared_->latest = {.sight = shared_->watching.sight(),
                     .installed = shared_->watching.installed(),
                     .sampled = true};
  shared_->arrived.signal();
  std::thread([shared = shared_] {
    try {
      observe(*shared);
    } catch (const std::exception& failure) {
      const std::lock_guard lock(shared->guard);
      shared->latest.sight.lost = Error{ExitCode::failed, failure.what(), ""};
      shared->arrived.signal();
    }
  }).detach();
}

Observer::~Observer()
{
  shared_->stop.signal();
}

void Observer::observe(Shared& shared)
{
  while (true) {
    const Waking waking = shared.watching.next(shared.stop.get());
    if (waking == Waking::woken)
      return;
    News news{.sight = shared.watching.sight(),
              .installed = shared.watching.installed(),
              .sampled = waking == Waking::sampled};
    const std::lock_guard lock(shared.guard);
    news.sampled = news.sampled || shared.latest.sampled;
    shared.latest = std::move(news);
    shared.arrived.signal();
  }
}

Observer::News Observer::take()
{
  shared_->arrived.drain();
  const std::lock_guard lock(shared_->guard);
  return std::exchange(shared_->latest, {});
}

} // namespace mcpctl
