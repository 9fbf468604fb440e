#include "systemd/line_limit.hpp"

#include "systemd/journal_access.hpp"

#include <filesystem>
#include <system_error>

namespace mcpctl {

namespace {

std::string folder_of_drop_ins(unsigned uid)
{
  return "/etc/systemd/system/user@" + std::to_string(uid) + ".service.d";
}

constexpr const char* drop_in = "/mcpctl-logs.conf";

} // namespace

bool line_limit_is_set(unsigned uid)
{
  std::error_code unknown;
  return stated_line_limit(uid).has_value()
         || std::filesystem::exists(folder_of_drop_ins(uid) + drop_in, unknown);
}

std::vector<std::string> commands_that_lift_line_limit(unsigned uid)
{
  const std::string folder = folder_of_drop_ins(uid);
  return {"sudo mkdir -p " + folder,
          "printf '[Service]\\nLogRateLimitIntervalSec=30s\\nLogRateLimitBurst=1000000000\\n' | "
          "sudo tee "
              + folder + drop_in,
          "sudo systemctl daemon-reload"};
}

} // namespace mcpctl
