#include "cli/stable_path.hpp"

#include <filesystem>
#include <sstream>

namespace mcpctl {

std::string stable_path(const std::string& program, const std::string& search_path)
{
  namespace fs = std::filesystem;
  const std::string name = fs::path(program).filename();
  std::istringstream folders(search_path + ":/usr/local/bin:/usr/bin");
  for (std::string folder; std::getline(folders, folder, ':');) {
    std::error_code failed;
    const fs::path candidate = fs::path(folder) / name;
    if (folder.starts_with('/') && fs::equivalent(candidate, program, failed))
      return candidate;
  }
  return program;
}

} // namespace mcpctl
