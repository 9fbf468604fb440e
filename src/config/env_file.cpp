#include "config/env_file.hpp"

#include <cstdint>

namespace mcpctl {

namespace {

struct Wide
{
  std::uint64_t high;
  std::uint64_t low;
};

// FNV-1a, 128 bits: the offset basis, and one step for each byte.
constexpr Wide offset_basis = {0x6c62272e07bb0142U, 0x62b821756295c58dU};

// × (2^88 + 0x13b), modulo 2^128.
Wide multiply_by_prime(const Wide& value)
{
  constexpr std::uint64_t small = 0x13b;
  const std::uint64_t low_half = (value.low & 0xffffffffU) * small;
  const std::uint64_t high_half = (value.low >> 32U) * small + (low_half >> 32U);
  return {value.high * small + (high_half >> 32U) + (value.low << 24U),
          (high_half << 32U) | (low_half & 0xffffffffU)};
}

void append_hexadecimal(std::string& text, std::uint64_t number)
{
  constexpr std::string_view digits = "0123456789abcdef";
  for (unsigned shift = 64; shift > 0; shift -= 4)
    text += digits[(number >> (shift - 4)) & 0xfU];
}

const char* why_unreadable(FileKind kind)
{
  if (kind == FileKind::missing)
    return "does not exist";
  if (kind == FileKind::directory)
    return "is a folder";
  return kind == FileKind::other ? "is no regular file" : nullptr;
}

} // namespace

std::string content_digest(std::string_view content)
{
  Wide hash = offset_basis;
  for (const char byte : content) {
    hash.low ^= static_cast<unsigned char>(byte);
    hash = multiply_by_prime(hash);
  }
  std::string text;
  append_hexadecimal(text, hash.high);
  append_hexadecimal(text, hash.low);
  return text;
}

std::optional<EnvFile> EnvFiles::read(const std::string& path, const Spot& spot, Problems& problems)
{
  if (const auto known = known_.find(path); known != known_.end() && known->second)
    return known->second;
  std::optional<EnvFile>& file = known_[path];
  if (const char* why = why_unreadable(files_.kind(path))) {
    problems.error(spot, "env_file " + path + " " + why);
    return std::nullopt;
  }
  const Result<std::string> content = files_.read(path);
  if (!content) {
    problems.error(spot, "env_file " + content.error().what);
    return std::nullopt;
  }
  for (Diagnostic& diagnostic : check_env_text(*content, path))
    problems.add(spot, std::move(diagnostic));
  file = EnvFile{path, content_digest(*content)};
  return file;
}

} // namespace mcpctl
