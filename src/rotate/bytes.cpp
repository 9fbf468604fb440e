#include "rotate/bytes.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <sys/stat.h>
#include <unistd.h>

namespace mcpctl {

namespace {

using Buffer = std::array<char, 131'072>;

// Up to `count` bytes from `offset`, fewer only at the end of the file; -1 on a failure.
ssize_t read_at(int file, char* bytes, std::size_t count, std::uint64_t offset)
{
  std::size_t done = 0;
  while (done < count) {
    const ssize_t n = ::pread(file, bytes + done, count - done, static_cast<off_t>(offset + done));
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return -1;
    if (n == 0)
      break;
    done += static_cast<std::size_t>(n);
  }
  return static_cast<ssize_t>(done);
}

} // namespace

std::optional<std::uint64_t> size_of(int file)
{
  struct stat status = {};
  if (::fstat(file, &status) != 0)
    return std::nullopt;
  return static_cast<std::uint64_t>(status.st_size);
}

bool write_all(int file, const char* bytes, std::size_t count)
{
  while (count > 0) {
    const ssize_t n = ::write(file, bytes, count);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return false;
    bytes += n;
    count -= static_cast<std::size_t>(n);
  }
  return true;
}

bool copy_from(int from, std::uint64_t& offset, int to)
{
  static Buffer buffer;
  const auto end = size_of(from);
  if (!end)
    return false;
  while (offset < *end) {
    const std::size_t wanted = std::min<std::uint64_t>(buffer.size(), *end - offset);
    const ssize_t count = read_at(from, buffer.data(), wanted, offset);
    if (count < 0 || !write_all(to, buffer.data(), static_cast<std::size_t>(count)))
      return false;
    if (count == 0) // somebody has emptied it
      break;
    offset += static_cast<std::uint64_t>(count);
  }
  return true;
}

std::optional<std::string> read_from(int file, std::uint64_t offset)
{
  const auto size = size_of(file);
  if (!size)
    return std::nullopt;
  std::string bytes(*size - std::min(*size, offset), '\0');
  const ssize_t count = read_at(file, bytes.data(), bytes.size(), offset);
  if (count < 0)
    return std::nullopt;
  bytes.resize(static_cast<std::size_t>(count));
  return bytes;
}

std::optional<std::uint64_t> end_of_lines(int file, std::uint64_t size, std::uint64_t longest)
{
  static Buffer buffer;
  std::uint64_t end = size;
  while (end > 0 && size - end < longest) {
    const std::size_t wanted = std::min<std::uint64_t>(buffer.size(), end);
    const ssize_t count = read_at(file, buffer.data(), wanted, end - wanted);
    if (count != static_cast<ssize_t>(wanted))
      return std::nullopt;
    if (const void* newline = ::memrchr(buffer.data(), '\n', wanted)) {
      const auto at = static_cast<std::uint64_t>(static_cast<const char*>(newline) - buffer.data());
      const std::uint64_t behind = end - wanted + at + 1;
      return size - behind > longest ? size : behind;
    }
    end -= wanted;
  }
  return size;
}

std::optional<bool> begins_alike(int file, int other, std::uint64_t size)
{
  static Buffer one;
  static Buffer two;
  for (std::uint64_t at = 0; at < size;) {
    const std::size_t wanted = std::min<std::uint64_t>(one.size(), size - at);
    const ssize_t count = read_at(file, one.data(), wanted, at);
    const ssize_t other_count = read_at(other, two.data(), wanted, at);
    if (count < 0 || other_count < 0)
      return std::nullopt;
    if (count != static_cast<ssize_t>(wanted) || other_count != count
        || std::memcmp(one.data(), two.data(), wanted) != 0)
      return false;
    at += wanted;
  }
  return true;
}

} // namespace mcpctl
