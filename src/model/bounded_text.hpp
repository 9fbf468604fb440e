// Text in a buffer of fixed size, for the small programs that run in every session: no allocation,
// no library. What does not fit is cut off, of a number all.
#pragma once

#include <algorithm>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <string_view>
#include <system_error>

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
    const auto written = std::to_chars(bytes_ + size_, bytes_ + Capacity, number);
    if (written.ec == std::errc())
      size_ = static_cast<std::size_t>(written.ptr - bytes_);
    bytes_[size_] = '\0';
    return *this;
  }

  [[nodiscard]] std::string_view view() const { return {bytes_, size_}; }
  [[nodiscard]] const char* c_str() const { return bytes_; }

private:
  char bytes_[Capacity + 1] = {};
  std::size_t size_ = 0;
};

} // namespace mcpctl
