// The processes that write to a log file: everything in the control groups of a service, or of all
// sessions of a server. They can be held for a moment (cgroup-v2, cgroup.freeze).
#pragma once

#include "rotate/descriptor.hpp"

#include <string>
#include <vector>

namespace mcpctl {

class Writers
{
public:
  // `pattern`: a unit, or a glob with one "*". Asks systemd where its groups are; where it runs in
  // none, they would be beside our own.
  [[nodiscard]] static Writers find(const std::string& pattern, bool system);

  enum class Held {
    yes,
    frozen_already, // by somebody else, and left alone
    no              // errno says why
  };
  // All writers stand still, or none that did not before.
  [[nodiscard]] Held hold();
  // Whether none has come since, and none moves.
  [[nodiscard]] bool still_held() const;
  void release();

  // Thaws all, whoever froze them.
  void release_all() const;

private:
  [[nodiscard]] std::vector<std::string> groups() const; // paths

  std::string folder_; // of the groups; empty: there is no unified hierarchy
  std::string pattern_;
  std::vector<std::string> held_;
};

// Whether `name` is `pattern`, in which one "*" stands for anything.
[[nodiscard]] bool fits_pattern(std::string_view pattern, std::string_view name);

} // namespace mcpctl
