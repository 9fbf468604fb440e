// An open file of this program's, closed at the end of its scope.
#pragma once

#include <unistd.h>
#include <utility>

namespace mcpctl {

class Descriptor
{
public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept
  {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor()
  {
    if (number_ >= 0)
      ::close(number_);
  }

  [[nodiscard]] int get() const { return number_; }
  [[nodiscard]] bool ok() const { return number_ >= 0; }

private:
  int number_ = -1;
};

} // namespace mcpctl
