#include "cli/file_print.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

namespace mcpctl {

std::string print_of(const std::string& path)
{
  struct stat about = {};
  if (::stat(path.c_str(), &about) != 0)
    return path + " -\n";
  return fmt::format("{} {} {} {}.{}\n", path, about.st_ino, about.st_size, about.st_mtim.tv_sec,
                     about.st_mtim.tv_nsec);
}

std::string print_of(const UnitFolders& folders)
{
  return print_of(folders.persistent) + print_of(folders.runtime);
}

} // namespace mcpctl
