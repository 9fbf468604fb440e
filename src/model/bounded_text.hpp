// Text in a buffer of fixed size, for the small programs that run in every session: no allocation,
// no library. What does not fit is cut off.
#pragma once

#include <algorithm>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <string_view>

namespace mcpctl {

template <std::size_t Capacity> class BoundedText
{
public:
  BoundedText() = default;
  BoundedText(std::string_view text) { *this << text; }

  BoundedText& operator<<(std::string_view text)
  {
    const std::size_t fits = std::min(text.size(), Capacity - size_);
    std::copy_n(text.data(), fits, bytes_ + size_);
    size_ += fits;
    bytes_[size_] = '\0';
    return *this;
  }

  BoundedText& operator<<(std::integral auto number)
  {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    return *this << std::string_view(digits, static_cast<std::size_t>(end - digits));
  }

  [[nodiscard]] std::string_view view() const { return {bytes_, size_}; }
  [[nodiscard]] const char* c_str() const { return bytes_; }

private:
  char bytes_[Capacity + 1] = {};
  std::size_t size_ = 0;
};

} // namespace mcpctl
