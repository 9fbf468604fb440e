// Files of environment variables that the configuration names: systemd reads them, so what it
// reads differently than the dotenv libraries is an error.
#pragma once

#include "config/problems.hpp"
#include "config/read.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// What systemd (systemd.exec(5), EnvironmentFile=) would read otherwise than meant, with its place
// in the file. `shown` names the file in messages.
[[nodiscard]] Diagnostics check_env_text(std::string_view text, const std::string& shown);

// A digest that changes with the content: 32 hexadecimal digits. Not for secrecy.
[[nodiscard]] std::string content_digest(std::string_view content);

class EnvFiles
{
public:
  explicit EnvFiles(const FileView& files) : files_(files) {}

  // The file at `path` with its digest, checked; problems are reported at `spot` or in the file.
  // Each file is read once.
  [[nodiscard]] std::optional<EnvFile> read(const std::string& path, const Spot& spot,
                                            Problems& problems);

private:
  const FileView& files_;
  std::map<std::string, std::optional<EnvFile>> known_;
};

} // namespace mcpctl
