// What is below the watched folders, by inotify(7): one watch for each folder, none for files.
// Symbolic links below a watched folder are not followed; one on the way to it is, and when it
// leads elsewhere, what is there is watched instead and has changed.
#pragma once

#include "watch/ignore.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

struct inotify_event;

namespace mcpctl {

// A limit of the kernel (inotify(7), /proc interfaces) that keeps it from watching.
struct WatchFailure
{
  int error = 0;           // errno; 0: none
  std::string path;        // of the folder that could not be watched; empty: nothing could
  std::size_t folders = 0; // that are watched already
};

class WatchedTree
{
public:
  // Absolute paths of folders, and of single files.
  WatchedTree(std::vector<std::string> roots, IgnoreList ignored);
  ~WatchedTree();
  WatchedTree(const WatchedTree&) = delete;
  WatchedTree& operator=(const WatchedTree&) = delete;

  // Called with the absolute path of what has changed.
  using Changed = std::function<void(std::string_view path)>;
  // Called with a folder that cannot be read, and errno: it is left out.
  using LeftOut = std::function<void(std::string_view path, int error)>;

  // Watches all there is, anew.
  [[nodiscard]] WatchFailure scan(const LeftOut& left_out);
  // Reads what has happened, without waiting.
  [[nodiscard]] WatchFailure read(const Changed& changed, const LeftOut& left_out);
  // Looks for watched folders that were not there. One that is there again has changed.
  [[nodiscard]] WatchFailure look_for_missing(const Changed& changed, const LeftOut& left_out);

  [[nodiscard]] int descriptor() const { return descriptor_; } // readable when there is news
  [[nodiscard]] bool is_any_missing() const;
  [[nodiscard]] std::size_t folders() const { return folders_.size(); }

private:
  struct Root
  {
    std::string path;
    bool is_missing = false;
  };
  struct Folder
  {
    std::string root; // the watched folder that it is in
    std::string path; // below that; empty: the folder itself
    bool is_whole = false;
    std::vector<std::string> files; // if not whole, the only ones that count
    [[nodiscard]] std::string below(std::string_view name) const;
    [[nodiscard]] std::string full() const { return path.empty() ? root : root + '/' + path; }
  };
  // A symbolic link in a watched folder, which a root's path goes through.
  struct Link
  {
    std::string path;
    std::string root;
  };
  struct News;

  void watch_root(Root& root, News& news);
  void watch_links(const std::string& root, News& news);
  void watch_below(const std::string& root, const std::string& path, News& news);
  [[nodiscard]] int watch_folder(const Folder& folder, News& news);
  void read_folder(const Folder& folder, std::vector<std::string>& deeper, News& news);
  void handle(const inotify_event& event, News& news);
  void handle_links(const inotify_event& event);
  [[nodiscard]] WatchFailure scan_behind_links(const Changed& changed, const LeftOut& left_out);
  void handle_folder(const Folder& folder, const inotify_event& event, News& news);
  void handle_file(const Folder& folder, const inotify_event& event, News& news);
  void lose_root(const Folder& folder);
  void forget_below(const std::string& root, const std::string& path);

  std::vector<Root> roots_;
  IgnoreList ignored_;
  int descriptor_ = -1;
  std::map<int, Folder> folders_;               // by watch descriptor
  std::map<int, std::vector<Link>> links_;      // by watch descriptor
  std::map<std::string, std::string> switched_; // root → the link that may lead elsewhere now
  bool overflown_ = false;
};

} // namespace mcpctl
