// Wakes when something changes in the folders that log files lie in: inotify(7), one watch for each
// folder, so that what is renamed or made anew is seen as well as what is written.
#pragma once

#include "store/disk.hpp"

#include <string>
#include <vector>

namespace mcpctl {

class FolderWatch
{
public:
  // The folders of these files.
  explicit FolderWatch(const std::vector<std::string>& files);

  // Readable after a change; -1: changes are not told, see complete().
  [[nodiscard]] int fd() const { return fd_.get(); }
  // Whether all changes are told: not where the limits of inotify(7) are used up, or a folder is
  // not there. What is not told has to be looked for now and then.
  [[nodiscard]] bool complete() const { return complete_; }
  // Takes what was told, so that fd() is readable again only after the next change.
  void take() const;

private:
  Fd fd_;
  bool complete_ = true;
};

} // namespace mcpctl
