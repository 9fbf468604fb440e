#include "cli/own_programs.hpp"

#include "install_folders.hpp"

#include <filesystem>
#include <string_view>

namespace mcpctl {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view replaced_mark = " (deleted)"; // proc(5), /proc/pid/exe

} // namespace

OwnPrograms own_programs_of(const std::string& link)
{
  fs::path own = link;
  if (link.ends_with(replaced_mark))
    own = link.substr(0, link.size() - replaced_mark.size());
  const fs::path folder = own.parent_path();
  if (folder.filename() == "mcpctl") // libexec/mcpctl
    return {(folder / bin_from_libexec / "mcpctl").lexically_normal(), folder / "mcpctl-session"};
  if (folder.filename() == "bin")
    return {own, (folder / libexec_from_bin / "mcpctl-session").lexically_normal()};
  const fs::path build = folder.filename() == "program" ? folder.parent_path() : folder;
  return {build / "mcpctl", build / "session/mcpctl-session"};
}

OwnPrograms own_programs()
{
  std::error_code failed;
  return own_programs_of(fs::read_symlink("/proc/self/exe", failed));
}

} // namespace mcpctl
