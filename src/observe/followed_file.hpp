// A log file that others write, rotate and empty while its lines are read. Each line is told once:
// what was copied away before it was read is read in the copy, and a file that was renamed is read
// to its end.
#pragma once

#include "model/result.hpp"
#include "observe/line_splitter.hpp"
#include "store/disk.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mcpctl {

class FollowedFile
{
public:
  explicit FollowedFile(std::string path) : path_(std::move(path)) {}

  // The last `count` of the lines that `wanted` accepts, oldest first. Without `more_to_come` what
  // has no newline yet is one of them. A file that is not there has no lines.
  [[nodiscard]] Status first(std::size_t count, bool more_to_come, const LineSink& wanted,
                             const LineSink& sink);
  // The lines that have come since; false once the sink wants no more.
  [[nodiscard]] bool news(const LineSink& sink);

  [[nodiscard]] const std::string& path() const { return path_; }
  // Whether the file was emptied since this was last asked, and no copy was found of what it held.
  [[nodiscard]] bool take_gap() { return std::exchange(gap_, false); }

private:
  using Inode = std::pair<std::uint64_t, std::uint64_t>; // device and number
  enum class Reading { done, stopped, emptied };

  // An open file, and how far it was read.
  struct Place
  {
    Fd fd;
    Inode inode{};
    std::uint64_t offset = 0;
    std::string before; // the last bytes before that: a copy of the file has the same there
    LineSplitter lines;
  };
  // A file beside ours that bears our name and a number, a date or the like: "web.log.1".
  struct Copy
  {
    std::string path;
    Inode inode{};
    std::int64_t made_ns = 0; // a number of an inode is given anew as soon as it is free
    std::int64_t modified_ns = 0;
  };
  // What has no newline yet is left for the next time, or taken too where nothing will follow it.
  enum class Rest { left, taken };

  [[nodiscard]] Reading read_on(Place& place, Rest rest, const LineSink& sink);
  [[nodiscard]] static std::optional<Copy> copy_at(const std::string& path);
  [[nodiscard]] std::vector<Copy> copies() const;
  [[nodiscard]] std::vector<Copy> new_copies() const;
  [[nodiscard]] static bool contains(const std::vector<Copy>& some, const Copy& copy);
  void remember(const std::vector<Copy>& read);
  [[nodiscard]] bool is_rotating() const;
  [[nodiscard]] bool emptied_unseen() const;
  [[nodiscard]] bool was_emptied_before_read() const;
  [[nodiscard]] bool goes_on_with_begun();
  [[nodiscard]] bool tell_rest_of_renamed(const LineSink& sink);
  [[nodiscard]] bool turn_to_new_file(const LineSink& sink);
  [[nodiscard]] bool read_copies(const LineSink& sink);
  [[nodiscard]] bool read_current(const LineSink& sink);

  std::string path_;
  Place current_;
  Place renamed_; // what was here before; its writer may still hold it
  std::vector<Copy> known_;
  bool gap_ = false;
};

} // namespace mcpctl
