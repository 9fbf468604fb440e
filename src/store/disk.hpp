// Everything of ours that touches the disk. A Folder is an open directory; all names are taken
// relative to it and never through a symbolic link, so that nobody can move the ground under a
// write. A file is first staged under a temporary name and then renamed into place: at any moment
// the old content is there or the new one, whole.
#pragma once

#include "model/result.hpp"
#include "units/unit_file.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mcpctl {

// A test's hand on the disk: called before each system call that changes something, with the call's
// name and the path. A non-zero answer is the errno with which the call then fails.
using DiskHook = std::function<int(std::string_view call, const std::string& path)>;

// An open file descriptor.
class Fd
{
public:
  Fd() = default;
  explicit Fd(int number) : number_(number) {}
  Fd(Fd&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Fd& operator=(Fd&& other) noexcept;
  ~Fd();

  [[nodiscard]] int get() const { return number_; }
  [[nodiscard]] bool ok() const { return number_ >= 0; }

private:
  int number_ = -1;
};

// The failure of a call on `path`, with what mends it: who may write there, a full or a read-only
// disk, a folder that root owns because of an earlier sudo.
[[nodiscard]] Error disk_error(std::string_view call, const std::string& path, int code);

// What a name in a folder stands for. Links are not followed.
struct FileDetails
{
  enum class Kind { regular, folder, link, other };
  Kind kind = Kind::other;
  unsigned owner = 0;
  unsigned mode = 0; // permission bits
  std::uint64_t bytes = 0;
  std::int64_t modified_ns = 0; // since 1970
};

// As one word of a shell's, for the commands that messages name.
[[nodiscard]] std::string shell_quoted(const std::string& path);

class Folder
{
public:
  // The folder itself may be reached through links: people keep ~/.config elsewhere.
  [[nodiscard]] static Result<std::optional<Folder>> open(const std::string& path,
                                                          DiskHook hook = {});
  // Makes it, and what is above it, where missing.
  [[nodiscard]] static Result<Folder> make(const std::string& path, DiskHook hook = {});

  // The folder `name` in this one; nothing if there is none. A link in its place is an error.
  [[nodiscard]] Result<std::optional<Folder>> below(const std::string& name) const;
  // Made with `mode` where missing; a folder that is there keeps its own.
  [[nodiscard]] Result<Folder> make_below(const std::string& name, unsigned mode = 0755) const;

  // Nothing if there is none; "." is this folder.
  [[nodiscard]] Result<std::optional<FileDetails>> details(const std::string& name) const;
  // Names without "." and "..", sorted.
  [[nodiscard]] Result<std::vector<std::string>> names() const;
  // The regular file or the link of that name, under `path` in the answer; nothing if there is none
  // or it is of another kind. A file that may not be read has no text.
  [[nodiscard]] Result<std::optional<UnitFile>> read(const std::string& name,
                                                     const std::string& path) const;

  // Writes the content under the temporary name that belongs to `name`; not yet on disk.
  [[nodiscard]] Status stage(const std::string& name, const UnitFile& file) const;
  // Waits until the staged content is on disk (nothing to do for links).
  [[nodiscard]] Status sync_staged(const std::string& name) const;
  // Puts what was staged in the place of `name`.
  [[nodiscard]] Status commit(const std::string& name) const;
  // Drops what was staged, by this process or by one that was killed.
  [[nodiscard]] Status discard(const std::string& name) const;

  // Opens `name` for flock(2), made with mode 0600 where missing. Never writes to it.
  [[nodiscard]] Result<Fd> open_lock(const std::string& name) const;

  [[nodiscard]] Status remove(const std::string& name) const;
  // Removes the folder `name` if it is empty, and says whether it is gone.
  [[nodiscard]] Result<bool> remove_if_empty(const std::string& name) const;
  // Waits until names made, renamed and removed are on disk.
  [[nodiscard]] Status sync() const;

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] int get() const { return fd_.get(); }

private:
  Folder(Fd fd, std::string path, DiskHook hook);
  [[nodiscard]] std::string at(const std::string& name) const { return path_ + "/" + name; }
  [[nodiscard]] int refused(std::string_view call, const std::string& name) const;

  Fd fd_;
  std::string path_;
  DiskHook hook_;
};

// The temporary name that belongs to `name`: systemd passes over names with a leading dot.
[[nodiscard]] std::string staged_name(const std::string& name);
[[nodiscard]] bool is_staged_name(const std::string& name);

} // namespace mcpctl
