// One section of a unit file while it is written. Internal to src/units.
#pragma once

#include "units/render.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// One server while it is rendered; warnings are said once, not for each instance.
struct Work
{
  const Server& server;
  const Target& target;
  std::vector<std::string> warnings;
};

// The lines of one section. A directive that the target's systemd does not know is left out.
class Section
{
public:
  Section(std::string name, Work& work) : name_(std::move(name)), work_(work) {}

  void add(std::string_view key, std::string_view value);
  template <typename T, typename Format>
  void add_set(std::string_view key, const std::optional<T>& value, Format format)
  {
    if (value)
      add(key, format(*value));
  }
  // The escape hatch comes last, so that it wins.
  void add_raw();
  [[nodiscard]] std::string text() const;

private:
  std::string name_;
  Work& work_;
  std::string lines_;
};

} // namespace mcpctl
