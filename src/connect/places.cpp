#include "connect/places.hpp"

#include "install_folders.hpp"

#include <climits>
#include <cstdlib>
#include <sys/stat.h>
#include <unistd.h>

namespace mcpctl {

namespace {

constexpr std::string_view replaced_mark = " (deleted)"; // proc(5), /proc/pid/exe

std::string runtime_folder()
{
  const char* const folder = std::getenv("XDG_RUNTIME_DIR"); // NOLINT(concurrency-mt-unsafe)
  struct stat status = {};
  if (folder != nullptr && folder[0] == '/' && ::stat(folder, &status) == 0
      && S_ISDIR(status.st_mode) && status.st_uid == ::geteuid())
    return folder;
  return "/run/user/" + std::to_string(::geteuid());
}

} // namespace

std::string socket_path(bool system, std::string_view server)
{
  std::string path = system ? "/run" : runtime_folder();
  path += "/mcp/";
  path += server;
  return path += ".sock";
}

std::string full_program_of(std::string_view link)
{
  if (link.ends_with(replaced_mark))
    link.remove_suffix(replaced_mark.size());
  std::string folder(link.substr(0, link.rfind('/')));
  if (!folder.ends_with("/bin"))
    return folder + "/program/mcpctl"; // the build folder
  const std::string_view installed = libexec_from_bin;
  if (installed.starts_with('/'))
    return std::string(installed) + "/mcpctl";
  folder += '/';
  folder += installed;
  return folder + "/mcpctl";
}

std::string full_program()
{
  char link[PATH_MAX];
  const ssize_t size = ::readlink("/proc/self/exe", link, sizeof link);
  return full_program_of({link, size < 0 ? 0 : static_cast<std::size_t>(size)});
}

} // namespace mcpctl
