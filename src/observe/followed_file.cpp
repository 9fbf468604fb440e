#include "observe/followed_file.hpp"

#include "observe/file_tail.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace mcpctl {

namespace {

constexpr std::size_t piece = 64U << 10;
constexpr std::size_t remembered = 128;

// Not through a name that is no file: a pipe would wait for its writer.
Fd open_regular(const std::string& path)
{
  Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat about = {};
  if (!fd.ok() || ::fstat(fd.get(), &about) != 0)
    return {};
  if (S_ISREG(about.st_mode))
    return fd;
  errno = EINVAL;
  return {};
}

std::string bytes_at(int fd, std::uint64_t from, std::size_t most)
{
  std::string bytes(most, '\0');
  const ssize_t got = ::pread(fd, bytes.data(), most, static_cast<off_t>(from));
  bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return bytes;
}

bool is_compressed(std::string_view name)
{
  constexpr std::array endings = {".gz", ".bz2", ".xz", ".zst", ".lz4", ".Z"};
  return std::any_of(endings.begin(), endings.end(),
                     [name](std::string_view ending) { return name.ends_with(ending); });
}

// Where a writer goes on at the place that it had before, an emptied file begins with a hole.
std::uint64_t begin_of_data(int fd)
{
  const off_t hole = ::lseek(fd, 0, SEEK_DATA);
  if (hole <= 0)
    return 0;
  const auto begin = static_cast<std::uint64_t>(hole);
  const std::string block = bytes_at(fd, begin, 4096);
  return begin + std::min(block.find_first_not_of('\0'), block.size());
}

bool accept(std::string_view)
{
  return true;
}

} // namespace

Status FollowedFile::first(std::size_t count, bool more_to_come, const LineSink& wanted,
                           const LineSink& sink)
{
  known_ = copies();
  current_.fd = open_regular(path_);
  if (!current_.fd.ok())
    return errno == ENOENT ? Status(Nothing{}) : disk_error("open", path_, errno);
  const int fd = current_.fd.get();
  struct stat about = {};
  ::fstat(fd, &about);
  current_.inode = {about.st_dev, about.st_ino};
  auto end = static_cast<std::uint64_t>(about.st_size);
  if (more_to_come && end > 0 && bytes_at(fd, end - 1, 1) != "\n") {
    const std::vector<LineRange> begun = last_lines(fd, end, 1, accept);
    end = begun.empty() ? end : begun.front().from;
  }
  current_.offset = end;
  const std::uint64_t before = std::min<std::uint64_t>(end, remembered);
  current_.before = bytes_at(fd, end - before, before);
  for (const LineRange& range : last_lines(fd, end, count, wanted)) {
    if (!sink(read_line(fd, range)))
      break;
  }
  return Nothing{};
}

FollowedFile::Reading FollowedFile::read_on(Place& place, const LineSink& sink)
{
  while (true) {
    const std::string bytes =
        bytes_at(place.fd.get(), place.offset - place.before.size(), place.before.size() + piece);
    if (!bytes.starts_with(place.before))
      return Reading::emptied;
    const std::string_view news = std::string_view(bytes).substr(place.before.size());
    if (news.empty())
      return Reading::done;
    place.offset += news.size();
    place.before = bytes.substr(bytes.size() - std::min(bytes.size(), remembered));
    if (!place.lines.feed(news, sink))
      return Reading::stopped;
  }
}

std::vector<FollowedFile::Copy> FollowedFile::copies() const
{
  const std::filesystem::path own(path_);
  const std::string name = own.filename().string();
  std::vector<Copy> found;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(own.parent_path(), failed)) {
    const std::string other = entry.path().filename().string();
    struct stat about = {};
    if (other == name || !other.starts_with(name) || is_compressed(other)
        || ::lstat(entry.path().c_str(), &about) != 0 || !S_ISREG(about.st_mode))
      continue;
    found.push_back({.path = entry.path().string(),
                     .inode = {about.st_dev, about.st_ino},
                     .modified_ns = about.st_mtim.tv_sec * 1'000'000'000 + about.st_mtim.tv_nsec});
  }
  std::sort(found.begin(), found.end());
  return found;
}

// An inode's number is given anew as soon as it is free, so the time belongs to who a copy is.
std::vector<FollowedFile::Copy> FollowedFile::new_copies() const
{
  std::vector<Copy> fresh = copies();
  std::erase_if(fresh, [this](const Copy& copy) {
    const auto same = [&copy](const Copy& known) {
      return known.inode == copy.inode && known.modified_ns == copy.modified_ns;
    };
    return (renamed_.fd.ok() && copy.inode == renamed_.inode)
           || (current_.fd.ok() && copy.inode == current_.inode)
           || std::any_of(known_.begin(), known_.end(), same);
  });
  return fresh;
}

// Nothing was read yet, so nothing is missed by its bytes: a copy that does not begin as the file
// does was one of what stood here before. One that does may just be being made.
bool FollowedFile::emptied_unseen() const
{
  if (current_.offset > 0)
    return false;
  const std::vector<Copy> fresh = new_copies();
  if (fresh.empty())
    return false;
  const Fd copy = open_regular(fresh.front().path);
  const std::string begin = copy.ok() ? bytes_at(copy.get(), 0, remembered) : "";
  return bytes_at(current_.fd.get(), 0, begin.size()) != begin;
}

// What came between what was read and what the file holds now. A line that was begun in the one
// goes on in the next: to its writer they are the same file.
bool FollowedFile::read_copies(const LineSink& sink)
{
  const std::vector<Copy> fresh = new_copies();
  std::vector<Place> places;
  std::size_t begin = 0;
  bool found = current_.offset == 0;
  for (const Copy& copy : fresh) {
    places.push_back({.fd = open_regular(copy.path)});
    const int fd = places.back().fd.get();
    const std::string& before = current_.before;
    if (!found && fd >= 0
        && bytes_at(fd, current_.offset - before.size(), before.size()) == before) {
      found = true;
      begin = places.size() - 1;
      places.back().offset = current_.offset;
      places.back().before = before;
    }
  }
  gap_ = gap_ || !found;
  if (!found && !current_.lines.finish(sink))
    return false;
  for (std::size_t i = begin; i < places.size(); ++i) {
    places[i].lines = std::move(current_.lines);
    current_.lines = LineSplitter();
    if (places[i].fd.ok() && read_on(places[i], sink) == Reading::stopped)
      return false;
    current_.lines = std::move(places[i].lines);
  }
  known_ = copies();
  return true;
}

bool FollowedFile::read_current(const LineSink& sink)
{
  if (emptied_unseen() && !read_copies(sink))
    return false;
  if (current_.offset == 0)
    current_.offset = begin_of_data(current_.fd.get());
  const Reading reading = read_on(current_, sink);
  if (reading != Reading::emptied)
    return reading == Reading::done;
  if (!read_copies(sink))
    return false;
  current_.offset = begin_of_data(current_.fd.get());
  current_.before.clear();
  return read_on(current_, sink) != Reading::stopped;
}

// The file has another's place: it is read to its end, and then what came between.
bool FollowedFile::turn_to_new_file(const LineSink& sink)
{
  Fd next = open_regular(path_);
  struct stat about = {};
  if (!next.ok() || ::fstat(next.get(), &about) != 0)
    return !current_.fd.ok() || read_on(current_, sink) != Reading::stopped;
  const bool renamed = current_.fd.ok();
  if (renamed) {
    if (read_on(current_, sink) == Reading::stopped || !renamed_.lines.finish(sink))
      return false;
    renamed_ = std::exchange(current_, Place());
    if (!read_copies(sink))
      return false;
  }
  current_.fd = std::move(next);
  current_.inode = {about.st_dev, about.st_ino};
  return read_current(sink);
}

bool FollowedFile::news(const LineSink& sink)
{
  if (renamed_.fd.ok() && read_on(renamed_, sink) == Reading::stopped)
    return false;
  struct stat about = {};
  const bool there = ::stat(path_.c_str(), &about) == 0;
  if (there && current_.fd.ok() && current_.inode == Inode(about.st_dev, about.st_ino))
    return read_current(sink);
  return turn_to_new_file(sink);
}

} // namespace mcpctl
