// One apply at a time, and what an interrupted one still owes. The lock file lies in the persistent
// unit folder, where it survives a reboot and where systemd passes over its name; it exists only
// while an apply runs or something is owed.
#pragma once

#include "model/result.hpp"
#include "store/disk.hpp"

#include <functional>
#include <string>
#include <vector>

namespace mcpctl {

// A job that was decided on but perhaps not done: "restart mcp@web.service", or "reload".
enum class OwedKind { reload, stop, start, restart };

struct Owed
{
  OwedKind kind = OwedKind::reload;
  std::string unit; // empty for a reload
  auto operator<=>(const Owed&) const = default;
};

using Debt = std::vector<Owed>;

// "restart mcp@web.service", "reload"
[[nodiscard]] std::string to_string(const Owed& owed);

// The text of the lock file, and back. After another boot nothing waits for a reload, and a restart
// is owed as a start: what runs was started from the new files. Lines that are not understood are
// passed over.
[[nodiscard]] std::string render_debt(const Debt& debt, const std::string& boot_id);
[[nodiscard]] Debt parse_debt(std::string_view text, const std::string& boot_id);

struct LockView
{
  bool held = false; // an apply is running
  Debt debt;
};

// Looks without waiting and without writing anything.
[[nodiscard]] Result<LockView> look_at_lock(const std::string& folder, const std::string& boot_id);

// Called once, if there is something to wait for, with the process that holds the lock; 0: unknown.
using Waiting = std::function<void(int pid)>;

class Lock
{
public:
  // Waits until no other process holds it.
  [[nodiscard]] static Result<Lock> take(const std::string& folder, const std::string& boot_id,
                                         const Waiting& waiting, DiskHook hook = {});

  // What was owed when the lock was taken, or recorded since.
  [[nodiscard]] const Debt& debt() const { return debt_; }
  // Replaces what is owed, on disk when it returns.
  [[nodiscard]] Status record(const Debt& debt);
  // Ends the apply: the file goes, unless something is still owed.
  [[nodiscard]] Status release(const Debt& still_owed);

private:
  Lock(Folder folder, Fd fd, std::string boot_id, Debt debt);
  Folder folder_;
  Fd fd_;
  std::string boot_id_;
  Debt debt_;
};

} // namespace mcpctl
