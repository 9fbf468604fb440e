#include "observe/followed_file.hpp"

#include "model/rotated_name.hpp"
#include "observe/file_tail.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <tuple>
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

// "web.log.1", "web.log-20260203", "web.log.old"; not another server's "web.log-err", nor what is
// compressed.
bool is_name_of_copy(std::string_view name, std::string_view own)
{
  if (!name.starts_with(own) || name.size() < own.size() + 2)
    return false;
  const std::string_view rest = name.substr(own.size());
  constexpr std::array words = {".old", ".bak"};
  return std::find(words.begin(), words.end(), rest) != words.end()
         || (std::string_view(".-_").find(rest.front()) != rest.npos
             && rest.find_first_not_of("0123456789TZ:._-") == rest.npos);
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

FollowedFile::Reading FollowedFile::read_on(Place& place, Rest rest, const LineSink& sink)
{
  while (true) {
    const std::string bytes =
        bytes_at(place.fd.get(), place.offset - place.before.size(), place.before.size() + piece);
    if (!bytes.starts_with(place.before) || (&place == &current_ && was_emptied_before_read()))
      return Reading::emptied;
    std::string_view news = std::string_view(bytes).substr(place.before.size());
    // Who rotates the file may move the beginning of a line into the next one.
    if (rest == Rest::left && news.size() < piece)
      news = news.substr(0, news.rfind('\n') + 1);
    if (news.empty())
      return Reading::done;
    place.offset += news.size();
    const std::size_t read = place.before.size() + news.size();
    place.before = bytes.substr(read - std::min(read, remembered), std::min(read, remembered));
    if (!place.lines.feed(news, sink))
      return Reading::stopped;
  }
}

std::optional<FollowedFile::Copy> FollowedFile::copy_at(const std::string& path)
{
  struct statx about = {};
  if (::statx(AT_FDCWD, path.c_str(), AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS | STATX_BTIME, &about)
          != 0
      || !S_ISREG(about.stx_mode))
    return std::nullopt;
  const auto ns = [](const statx_timestamp& at) { return at.tv_sec * 1'000'000'000 + at.tv_nsec; };
  const std::int64_t modified = ns(about.stx_mtime);
  const bool born = (about.stx_mask & STATX_BTIME) != 0;
  return Copy{.path = path,
              .inode = {makedev(about.stx_dev_major, about.stx_dev_minor), about.stx_ino},
              .made_ns = born ? ns(about.stx_btime) : modified,
              .modified_ns = modified};
}

std::vector<FollowedFile::Copy> FollowedFile::copies() const
{
  const std::filesystem::path own(path_);
  const std::string name = own.filename().string();
  const std::string left_behind = finished_copy_name(name);
  std::vector<Copy> found;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(own.parent_path(), failed)) {
    const std::string other = entry.path().filename().string();
    if (!is_name_of_copy(other, name) && (other != left_behind || is_rotating()))
      continue;
    if (auto copy = copy_at(entry.path().string()))
      found.push_back(*std::move(copy));
  }
  std::sort(found.begin(), found.end(), [](const Copy& a, const Copy& b) {
    return std::tie(a.modified_ns, a.path) < std::tie(b.modified_ns, b.path);
  });
  return found;
}

// From the renaming of the copy by mcpctl-rotate to its being number 1, the same bytes may be in
// the file and in the copy. A copy that stays like that was left behind by one that was killed.
bool FollowedFile::is_rotating() const
{
  constexpr std::time_t longest = 5; // seconds
  struct stat about = {};
  return ::lstat(finished_copy_name(path_).c_str(), &about) == 0
         && about.st_ctime + longest > std::time(nullptr);
}

bool FollowedFile::contains(const std::vector<Copy>& some, const Copy& copy)
{
  return std::any_of(some.begin(), some.end(), [&copy](const Copy& other) {
    return other.inode == copy.inode && other.made_ns == copy.made_ns;
  });
}

std::vector<FollowedFile::Copy> FollowedFile::new_copies() const
{
  std::vector<Copy> fresh = copies();
  std::erase_if(fresh, [this](const Copy& copy) {
    return (renamed_.fd.ok() && copy.inode == renamed_.inode)
           || (current_.fd.ok() && copy.inode == current_.inode) || contains(known_, copy);
  });
  return fresh;
}

// Nothing was read yet, so nothing is missed by its bytes: a copy that does not begin as the file
// does was one of what stood here before. One that does may just be being made.
bool FollowedFile::emptied_unseen() const
{
  if (!current_.before.empty())
    return false;
  const std::vector<Copy> fresh = new_copies();
  if (fresh.empty())
    return false;
  const Fd copy = open_regular(fresh.front().path);
  const std::string begin = copy.ok() ? bytes_at(copy.get(), 0, remembered) : "";
  return bytes_at(current_.fd.get(), 0, begin.size()) != begin;
}

// Asked once its first bytes are read, before they are told: they are of the file as it is behind
// all copies that there were then, unless a rotation has come in between.
bool FollowedFile::was_emptied_before_read() const
{
  return current_.before.empty() && (is_rotating() || emptied_unseen());
}

// What came between what was read and what the file holds now. A line that was begun in the one
// goes on in the next: to its writer they are the same file.
bool FollowedFile::read_copies(const LineSink& sink)
{
  const std::vector<Copy> fresh = new_copies();
  std::vector<Place> places;
  std::size_t begin = 0;
  bool found = current_.before.empty();
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
    if (places[i].fd.ok() && read_on(places[i], Rest::taken, sink) == Reading::stopped)
      return false;
    current_.lines = std::move(places[i].lines);
  }
  remember(fresh);
  return true;
}

// Not what has come meanwhile: its lines are still to be told.
void FollowedFile::remember(const std::vector<Copy>& read)
{
  known_.insert(known_.end(), read.begin(), read.end());
  const std::vector<Copy> there = copies();
  std::erase_if(known_, [&there](const Copy& copy) { return !contains(there, copy); });
}

// Whether a line that was begun in a copy goes on in the file, or stands in it once more, from its
// beginning. False while that cannot be told.
bool FollowedFile::goes_on_with_begun()
{
  const std::string& begun = current_.lines.begun();
  if (current_.offset > 0 || begun.empty())
    return true;
  const std::string begin = bytes_at(current_.fd.get(), 0, begun.size());
  if (begin.empty())
    return false;
  if (begin == begun)
    current_.lines.forget_begun();
  return true;
}

// The end of a rotation wakes us again, and whoever rotates the file meanwhile does so, too.
bool FollowedFile::read_current(const LineSink& sink)
{
  constexpr int most_turns = 16;
  for (int turn = 0; turn < most_turns && !is_rotating(); ++turn) {
    if (!goes_on_with_begun())
      return true;
    if (current_.offset == 0)
      current_.offset = begin_of_data(current_.fd.get());
    const Reading reading = read_on(current_, Rest::left, sink);
    if (reading != Reading::emptied)
      return reading == Reading::done;
    if (is_rotating())
      return true;
    if (!read_copies(sink))
      return false;
    current_.offset = 0;
    current_.before.clear();
  }
  return true;
}

// Nothing is expected of the file before the last one any more.
bool FollowedFile::tell_rest_of_renamed(const LineSink& sink)
{
  return !renamed_.fd.ok()
         || (read_on(renamed_, Rest::taken, sink) != Reading::stopped
             && renamed_.lines.finish(sink));
}

// The file has another's place: it is read to its end, and then what came between.
bool FollowedFile::turn_to_new_file(const LineSink& sink)
{
  Fd next = open_regular(path_);
  struct stat about = {};
  if (!next.ok() || ::fstat(next.get(), &about) != 0)
    return !current_.fd.ok() || read_on(current_, Rest::left, sink) != Reading::stopped;
  const bool renamed = current_.fd.ok();
  if (renamed) {
    if (!tell_rest_of_renamed(sink) || read_on(current_, Rest::left, sink) == Reading::stopped)
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
  if (renamed_.fd.ok() && read_on(renamed_, Rest::left, sink) == Reading::stopped)
    return false;
  struct stat about = {};
  const bool there = ::stat(path_.c_str(), &about) == 0;
  if (there && current_.fd.ok() && current_.inode == Inode(about.st_dev, about.st_ino))
    return read_current(sink);
  return turn_to_new_file(sink);
}

} // namespace mcpctl
