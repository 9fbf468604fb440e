#include "observe/folder_watch.hpp"

#include <array>
#include <filesystem>
#include <set>
#include <sys/inotify.h>
#include <unistd.h>

namespace mcpctl {

FolderWatch::FolderWatch(const std::vector<std::string>& files)
    : fd_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK))
{
  std::set<std::string> folders;
  for (const std::string& file : files)
    folders.insert(std::filesystem::path(file).parent_path().string());
  constexpr std::uint32_t changes =
      IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_ONLYDIR;
  for (const std::string& folder : folders)
    complete_ = ::inotify_add_watch(fd_.get(), folder.c_str(), changes) >= 0 && complete_;
}

void FolderWatch::take() const
{
  std::array<char, 16384> events{};
  while (::read(fd_.get(), events.data(), events.size()) > 0) {
  }
}

} // namespace mcpctl
