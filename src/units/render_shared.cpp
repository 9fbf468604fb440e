#include "units/directives.hpp"
#include "units/quote.hpp"
#include "units/render.hpp"
#include "units/shipped.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace mcpctl {

namespace {

void replace_all(std::string& text, std::string_view mark, std::string_view by)
{
  for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += by.size()) {
    text.replace(at, mark.size(), by);
  }
}

constexpr std::string_view system_only = "{system}"; // before a line

// The shipped text without the lines that are not for the target: of the other scope, or directives
// that its systemd does not take.
std::string lines_for(const Target& target, std::string_view shipped)
{
  std::string text;
  while (!shipped.empty()) {
    std::string_view line = shipped.substr(0, shipped.find('\n') + 1);
    shipped.remove_prefix(line.size());
    if (line.starts_with(system_only)) {
      if (target.scope == Scope::user)
        continue;
      line.remove_prefix(system_only.size());
    }
    if (line.front() == '#'
        || has_directive(target.systemd_version, line.substr(0, line.find('=')))) {
      text += line;
    }
  }
  return text;
}

} // namespace

std::vector<UnitFile> render_shared(const Target& target)
{
  const bool user = target.scope == Scope::user;
  const std::string_view boot_target = user ? "default.target" : "multi-user.target";
  std::vector<UnitFile> files;
  for (const ShippedUnit& shipped : shipped_units()) {
    std::string text = lines_for(target, shipped.text);
    replace_all(text, "{scope}", user ? "user" : "system");
    replace_all(text, "{boot_target}", boot_target);
    replace_all(text, "{watch_program}", quote_exec_argument(target.watch_program));
    replace_all(text, "{rotate_program}", quote_exec_argument(target.rotate_program));
    files.push_back({.path = std::string(shipped.name), .text = std::move(text)});
  }
  files.push_back({.path = fmt::format("{}.wants/mcp.target", boot_target),
                   .text = "../mcp.target",
                   .is_link = true});
  std::sort(files.begin(), files.end(),
            [](const UnitFile& a, const UnitFile& b) { return a.path < b.path; });
  return files;
}

} // namespace mcpctl
