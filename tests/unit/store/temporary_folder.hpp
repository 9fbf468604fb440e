// A folder of the test's own, gone when the test is done.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <sys/stat.h>

namespace mcpctl {

class TemporaryFolder
{
public:
  TemporaryFolder()
  {
    path_ = (std::filesystem::temp_directory_path() / "mcpctl-test-XXXXXX").string();
    if (!::mkdtemp(path_.data()))
      std::abort();
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder()
  {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }

  void write(const std::string& name, const std::string& text) const
  {
    std::filesystem::create_directories(std::filesystem::path(*this / name).parent_path());
    std::ofstream(*this / name) << text;
  }
  [[nodiscard]] std::string read(const std::string& name) const
  {
    std::ostringstream text;
    text << std::ifstream(*this / name).rdbuf();
    return text.str();
  }
  [[nodiscard]] unsigned mode(const std::string& name) const
  {
    struct stat about = {};
    return ::stat((*this / name).c_str(), &about) == 0 ? about.st_mode & 07777 : 0;
  }
  // Everything below, path → content ("-> target" of a link, "/" of a folder).
  [[nodiscard]] std::map<std::string, std::string> tree() const
  {
    std::map<std::string, std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path_)) {
      const std::string name = std::filesystem::relative(entry.path(), path_).string();
      if (entry.is_symlink())
        found[name] = "-> " + std::filesystem::read_symlink(entry.path()).string();
      else if (entry.is_directory())
        found[name] = "/";
      else
        found[name] = read(name);
    }
    return found;
  }

private:
  std::string path_;
};

} // namespace mcpctl
