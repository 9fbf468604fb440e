#include "watch/tree.hpp"

#include "watch/links.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <dirent.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace mcpctl {

namespace {

constexpr std::uint32_t events = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM
                                 | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR
                                 | IN_EXCL_UNLINK;

// Of a folder that is watched for the links in it.
constexpr std::uint32_t link_events = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO
                                      | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_MASK_ADD;

bool is_limit(int error)
{
  return error == ENOSPC || error == ENOMEM || error == EMFILE || error == ENFILE;
}

bool is_folder(const std::string& path)
{
  struct stat status = {};
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

bool exists(const std::string& path)
{
  struct stat status = {};
  return ::stat(path.c_str(), &status) == 0;
}

// What is new under its name and whole already. A file that is being written tells of its end.
bool is_complete(const std::string& path)
{
  struct stat status = {};
  return ::lstat(path.c_str(), &status) == 0 && (!S_ISREG(status.st_mode) || status.st_nlink > 1);
}

bool is_folder_entry(const std::string& folder, const dirent& entry)
{
  if (entry.d_type != DT_UNKNOWN)
    return entry.d_type == DT_DIR;
  struct stat status = {};
  return ::lstat((folder + '/' + entry.d_name).c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

} // namespace

// Where what is found goes while one call goes on.
struct WatchedTree::News
{
  const Changed* changed = nullptr; // null: what is there is nothing new
  const LeftOut& left_out;
  WatchFailure failure;

  void tell(const std::string& path) const
  {
    if (changed != nullptr)
      (*changed)(path);
  }
};

WatchedTree::WatchedTree(std::vector<std::string> roots, IgnoreList ignored)
    : ignored_(std::move(ignored))
{
  for (std::string& root : roots)
    roots_.push_back({std::move(root)});
}

WatchedTree::~WatchedTree()
{
  ::close(descriptor_);
}

std::string WatchedTree::Folder::below(std::string_view name) const
{
  return path.empty() ? std::string(name) : path + '/' + std::string(name);
}

bool WatchedTree::is_any_missing() const
{
  for (const Root& root : roots_) {
    if (root.is_missing)
      return true;
  }
  return false;
}

WatchFailure WatchedTree::scan(const LeftOut& left_out)
{
  ::close(descriptor_);
  folders_.clear();
  links_.clear();
  switched_.clear();
  overflown_ = false;
  descriptor_ = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (descriptor_ < 0)
    return {.error = errno, .path = {}, .folders = 0};
  News news{.left_out = left_out, .failure = {}};
  for (Root& root : roots_)
    watch_root(root, news);
  return news.failure;
}

void WatchedTree::watch_root(Root& root, News& news)
{
  watch_links(root.path, news);
  root.is_missing = !exists(root.path);
  if (root.is_missing)
    return;
  if (is_folder(root.path)) {
    watch_below(root.path, "", news);
    return;
  }
  const std::size_t slash = root.path.rfind('/');
  const Folder folder{
      .root = root.path.substr(0, slash), .path = "", .files = {root.path.substr(slash + 1)}};
  (void)watch_folder(folder, news);
}

// Before anything behind them is looked at: what is switched after that is told of.
void WatchedTree::watch_links(const std::string& root, News& news)
{
  for (auto& [watch, links] : links_)
    std::erase_if(links, [&](const Link& link) { return link.root == root; });
  for (std::string& link : links_on_the_way(root)) {
    const std::string folder = link.substr(0, std::max<std::size_t>(link.rfind('/'), 1));
    const int watch = ::inotify_add_watch(descriptor_, folder.c_str(), link_events);
    if (watch >= 0)
      links_[watch].push_back({std::move(link), root});
    else if (is_limit(errno))
      news.failure = {.error = errno, .path = folder, .folders = folders_.size()};
    else if (errno != ENOENT && errno != ENOTDIR)
      news.left_out(folder, errno);
  }
}

// The folder and all in it that is not ignored. What is found there is told of.
void WatchedTree::watch_below(const std::string& root, const std::string& path, News& news)
{
  std::vector<std::string> waiting = {path};
  while (!waiting.empty() && news.failure.error == 0) {
    const Folder folder{
        .root = root, .path = std::move(waiting.back()), .is_whole = true, .files = {}};
    waiting.pop_back();
    // The watch comes first: what is new after that is told of, what is older is found.
    if (watch_folder(folder, news) >= 0)
      read_folder(folder, waiting, news);
  }
}

// The watch descriptor, if the folder is watched now and was not before.
int WatchedTree::watch_folder(const Folder& folder, News& news)
{
  const std::string path = folder.full();
  const std::uint32_t no_link = folder.path.empty() ? 0 : IN_DONT_FOLLOW;
  const int watch =
      ::inotify_add_watch(descriptor_, path.empty() ? "/" : path.c_str(), events | no_link);
  if (watch < 0) {
    if (is_limit(errno))
      news.failure = {.error = errno, .path = path, .folders = folders_.size()};
    else if (errno != ENOENT && errno != ENOTDIR)
      news.left_out(path, errno);
    return -1;
  }
  const auto [known, is_new] = folders_.try_emplace(watch, folder);
  if (is_new)
    return watch;
  // One folder by two ways: of what is watched wholly nothing is to be added.
  const bool more = folder.is_whole && !known->second.is_whole;
  if (more)
    known->second = folder;
  else if (!folder.is_whole && !known->second.is_whole)
    known->second.files.push_back(folder.files.front());
  return more ? watch : -1;
}

void WatchedTree::read_folder(const Folder& folder, std::vector<std::string>& deeper, News& news)
{
  const std::string path = folder.full();
  DIR* const open = ::opendir(path.empty() ? "/" : path.c_str());
  if (open == nullptr) {
    if (errno != ENOENT && errno != ENOTDIR)
      news.left_out(path, errno);
    return;
  }
  while (const dirent* const entry = ::readdir(open)) { // NOLINT(concurrency-mt-unsafe)
    const std::string_view name = entry->d_name;
    const std::string below = folder.below(name);
    if (name == "." || name == ".." || ignored_.ignores(folder.root, below))
      continue;
    if (is_folder_entry(path, *entry))
      deeper.push_back(below);
    else
      news.tell(path + '/' + entry->d_name);
  }
  ::closedir(open);
}

WatchFailure WatchedTree::read(const Changed& changed, const LeftOut& left_out)
{
  News news{.changed = &changed, .left_out = left_out, .failure = {}};
  alignas(inotify_event) std::array<char, 16384> buffer;
  while (news.failure.error == 0) {
    const ssize_t size = ::read(descriptor_, buffer.data(), buffer.size());
    if (size <= 0)
      break;
    for (ssize_t at = 0; at < size && news.failure.error == 0;) {
      const auto* const event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
      handle(*event, news);
      at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
    }
  }
  if (overflown_ && news.failure.error == 0) {
    changed("(more than inotify could tell)");
    return scan(left_out);
  }
  if (!switched_.empty() && news.failure.error == 0)
    return scan_behind_links(changed, left_out);
  return news.failure;
}

// What is not there now has changed once it is there again.
WatchFailure WatchedTree::scan_behind_links(const Changed& changed, const LeftOut& left_out)
{
  const auto switched = std::exchange(switched_, {});
  WatchFailure failure = scan(left_out);
  for (const Root& root : roots_) {
    const auto link = switched.find(root.path);
    if (link != switched.end() && !root.is_missing)
      changed(link->second);
  }
  return failure;
}

// A folder that is gone or has another name takes its links with it.
void WatchedTree::handle_links(const inotify_event& event)
{
  const auto found = links_.find(event.wd);
  if (found == links_.end())
    return;
  const std::string_view name = event.len > 0 ? event.name : "";
  for (const Link& link : found->second) {
    if (name.empty() || std::string_view(link.path).substr(link.path.rfind('/') + 1) == name)
      switched_.insert_or_assign(link.root, link.path);
  }
  if ((event.mask & IN_IGNORED) != 0)
    links_.erase(found);
}

void WatchedTree::handle(const inotify_event& event, News& news)
{
  if ((event.mask & IN_Q_OVERFLOW) != 0) {
    overflown_ = true;
    return;
  }
  handle_links(event);
  const auto found = folders_.find(event.wd);
  if (found == folders_.end())
    return;
  const Folder folder = found->second; // it may go while it is handled
  if ((event.mask & (IN_IGNORED | IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT)) != 0) {
    if (folder.path.empty()) {
      lose_root(folder);
      news.tell(folder.root);
    } else if ((event.mask & IN_IGNORED) != 0) {
      folders_.erase(event.wd);
    }
    return;
  }
  if (event.len == 0)
    return;
  if ((event.mask & IN_ISDIR) != 0)
    handle_folder(folder, event, news);
  else
    handle_file(folder, event, news);
}

void WatchedTree::handle_folder(const Folder& folder, const inotify_event& event, News& news)
{
  const std::string below = folder.below(event.name);
  if (!folder.is_whole || ignored_.ignores(folder.root, below))
    return;
  if ((event.mask & IN_MOVED_FROM) != 0) {
    forget_below(folder.root, below);
    news.tell(folder.root + '/' + below);
  } else if ((event.mask & (IN_CREATE | IN_MOVED_TO)) != 0) {
    watch_below(folder.root, below, news);
  }
}

void WatchedTree::handle_file(const Folder& folder, const inotify_event& event, News& news)
{
  const std::string_view name = event.name;
  bool counts = folder.is_whole && !ignored_.ignores(folder.root, folder.below(name));
  for (const std::string& file : folder.files)
    counts = counts || file == name;
  const std::string path = folder.full() + '/' + std::string(name);
  if (counts && ((event.mask & IN_CREATE) == 0 || is_complete(path)))
    news.tell(path);
}

// A watched folder is gone, or another one may stand in its place.
void WatchedTree::lose_root(const Folder& folder)
{
  for (Root& root : roots_) {
    if (root.path == folder.root || root.path.starts_with(folder.root + '/'))
      root.is_missing = true;
  }
  forget_below(folder.root, "");
}

void WatchedTree::forget_below(const std::string& root, const std::string& path)
{
  std::erase_if(folders_, [&](const auto& entry) {
    const Folder& folder = entry.second;
    const bool is_below =
        folder.root == root
        && (path.empty() || folder.path == path || folder.path.starts_with(path + '/'));
    if (is_below && !links_.contains(entry.first))
      ::inotify_rm_watch(descriptor_, entry.first);
    return is_below;
  });
}

WatchFailure WatchedTree::look_for_missing(const Changed& changed, const LeftOut& left_out)
{
  News news{.changed = &changed, .left_out = left_out, .failure = {}};
  for (Root& root : roots_) {
    if (!root.is_missing)
      continue;
    watch_root(root, news);
    if (!root.is_missing)
      news.tell(root.path);
  }
  return news.failure;
}

} // namespace mcpctl
