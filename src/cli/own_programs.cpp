#include "cli/own_programs.hpp"

#include "install_folders.hpp"

#include <filesystem>
#include <string_view>

namespace mcpctl {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view replaced_mark = " (deleted)"; // proc(5), /proc/pid/exe

OwnPrograms installed(const fs::path& mcpctl, const fs::path& libexec)
{
  return {.mcpctl = mcpctl,
          .session = libexec / "mcpctl-session",
          .watch = libexec / "mcpctl-watch",
          .rotate = libexec / "mcpctl-rotate",
          .monit = libexec / "mcpctl-monit"};
}

} // namespace

OwnPrograms own_programs_of(const std::string& link)
{
  fs::path own = link;
  if (link.ends_with(replaced_mark))
    own = link.substr(0, link.size() - replaced_mark.size());
  const fs::path folder = own.parent_path();
  if (folder.filename() == "mcpctl") // libexec/mcpctl
    return installed((folder / bin_from_libexec / "mcpctl").lexically_normal(), folder);
  if (folder.filename() == "bin")
    return installed(own, (folder / libexec_from_bin).lexically_normal());
  const bool is_below = folder.filename() == "program" || folder.filename() == "screen";
  const fs::path build = is_below ? folder.parent_path() : folder;
  return {.mcpctl = build / "mcpctl",
          .session = build / "session/mcpctl-session",
          .watch = build / "watch/mcpctl-watch",
          .rotate = build / "rotate/mcpctl-rotate",
          .monit = build / "screen/mcpctl-monit"};
}

OwnPrograms own_programs()
{
  std::error_code failed;
  return own_programs_of(fs::read_symlink("/proc/self/exe", failed));
}

} // namespace mcpctl
