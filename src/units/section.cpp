#include "units/section.hpp"

#include "units/directives.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>

namespace mcpctl {

namespace {

void warn(Work& work, std::string warning)
{
  if (std::find(work.warnings.begin(), work.warnings.end(), warning) == work.warnings.end())
    work.warnings.push_back(std::move(warning));
}

} // namespace

void Section::add(std::string_view key, std::string_view value)
{
  if (value.find('\n') != std::string_view::npos)
    throw std::logic_error(fmt::format("{}= is given two lines", key));
  const unsigned since = directive_since(key);
  if (since > work_.target.systemd_version) {
    warn(work_, fmt::format("{}: {}= needs systemd {}, this is {}; left out",
                            work_.server.name.str(), key, since, work_.target.systemd_version));
    return;
  }
  lines_ += fmt::format("{}={}\n", key, value);
}

void Section::add_raw()
{
  for (const RawDirective& directive : work_.server.systemd) {
    if (directive.section == name_)
      add(directive.key, directive.value);
  }
}

std::string Section::text() const
{
  return lines_.empty() ? "" : fmt::format("\n[{}]\n{}", name_, lines_);
}

} // namespace mcpctl
