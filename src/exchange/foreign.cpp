#include "exchange/foreign.hpp"

#include <algorithm>
#include <array>

namespace mcpctl {

namespace {

struct Row
{
  Format format;
  std::string_view name;
  std::string_view title;
};

constexpr auto rows = std::to_array<Row>({
    {Format::claude_desktop, "claude-desktop", "Claude Desktop"},
    {Format::claude_code, "claude-code", "Claude Code"},
    {Format::cursor, "cursor", "Cursor"},
    {Format::vscode, "vscode", "Visual Studio Code"},
    {Format::codex, "codex", "Codex"},
    {Format::gemini, "gemini", "Gemini CLI"},
    {Format::zed, "zed", "Zed"},
    {Format::windsurf, "windsurf", "Windsurf"},
    {Format::cline, "cline", "Cline"},
    {Format::lm_studio, "lm-studio", "LM Studio"},
    {Format::opencode, "opencode", "OpenCode"},
    {Format::one_a_line, "one-a-line", "one command a line"},
    {Format::pm2, "pm2", "PM2"},
});

const Row& row_of(Format format)
{
  return *std::find_if(rows.begin(), rows.end(),
                       [format](const Row& row) { return row.format == format; });
}

} // namespace

std::string_view name_of(Format format)
{
  return row_of(format).name;
}

std::string_view title_of(Format format)
{
  return row_of(format).title;
}

std::optional<Format> format_named(std::string_view name)
{
  const auto* found =
      std::find_if(rows.begin(), rows.end(), [name](const Row& row) { return row.name == name; });
  return found == rows.end() ? std::nullopt : std::optional(found->format);
}

const std::vector<Format>& all_formats()
{
  static const std::vector<Format> formats = [] {
    std::vector<Format> all;
    for (const Row& row : rows)
      all.push_back(row.format);
    return all;
  }();
  return formats;
}

} // namespace mcpctl
