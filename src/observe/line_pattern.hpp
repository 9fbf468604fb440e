// A regular expression that lines are searched for, as pcre2pattern(3) describes it.
#pragma once

#include "model/result.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace mcpctl {

class LinePattern
{
public:
  // One without an upper-case letter finds both cases. Fails with what is wrong and where, the
  // place marked below it.
  [[nodiscard]] static Result<LinePattern> compile(std::string_view text);

  // Whatever bytes the line holds. A line on which the search takes too long counts as found: it is
  // better shown than kept back.
  [[nodiscard]] bool found_in(std::string_view line) const;

private:
  struct Code;
  explicit LinePattern(std::shared_ptr<const Code> code) : code_(std::move(code)) {}
  std::shared_ptr<const Code> code_;
};

} // namespace mcpctl
