#include "cli/environment.hpp"

#include <cstdlib>
#include <pwd.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace mcpctl {

namespace {

std::string variable(const char* name)
{
  const char* value = std::getenv(name); // NOLINT(concurrency-mt-unsafe): main has no threads yet
  return value == nullptr ? std::string() : std::string(value);
}

// A relative path in an XDG variable is to be ignored (XDG Base Directory Specification, Basics).
std::string absolute_or(const std::string& value, const std::string& otherwise)
{
  return value.starts_with('/') ? value : otherwise;
}

bool owned_by(const std::string& folder, unsigned uid)
{
  struct stat status = {};
  return ::stat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == uid;
}

unsigned terminal_columns()
{
  winsize size = {};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return size.ws_col;
  return 80;
}

void read_account(Environment& environment)
{
  const passwd* account = ::getpwuid(environment.uid); // NOLINT(concurrency-mt-unsafe)
  if (account != nullptr) {
    environment.user = account->pw_name;
    environment.home = account->pw_dir;
  }
  environment.home = absolute_or(variable("HOME"), environment.home);
  if (environment.user.empty())
    environment.user = std::to_string(environment.uid);
}

std::string first_set(const std::string& first, const std::string& second, const char* otherwise)
{
  if (!first.empty())
    return first;
  return second.empty() ? otherwise : second;
}

} // namespace

Environment read_environment()
{
  Environment environment;
  environment.uid = ::geteuid();
  read_account(environment);
  environment.config_home = absolute_or(variable("XDG_CONFIG_HOME"), environment.home + "/.config");
  const std::string runtime_dir = variable("XDG_RUNTIME_DIR");
  environment.runtime_dir = runtime_dir.starts_with('/') && owned_by(runtime_dir, environment.uid)
                                ? runtime_dir
                                : "/run/user/" + std::to_string(environment.uid);
  environment.search_path = variable("PATH");
  environment.sudo_user = variable("SUDO_USER");
  environment.editor = first_set(variable("VISUAL"), variable("EDITOR"), "editor");
  if (char* folder = ::getcwd(nullptr, 0); folder != nullptr) {
    environment.working_directory = folder;
    std::free(folder);
  }
  environment.cpus = std::max(1U, std::thread::hardware_concurrency());
  environment.out_is_terminal = ::isatty(STDOUT_FILENO) == 1;
  environment.err_is_terminal = ::isatty(STDERR_FILENO) == 1;
  const std::string term = variable("TERM");
  environment.dumb_terminal = term.empty() || term == "dumb";
  environment.no_color = !variable("NO_COLOR").empty() || term == "dumb";
  environment.columns = environment.out_is_terminal ? terminal_columns() : 0;
  return environment;
}

Places places_of(Scope scope, const Environment& environment)
{
  if (scope == Scope::system)
    return {"/etc/mcp", "/etc/systemd/system", "/run/systemd/system", "/run/mcp", "/run/mcp/mcp.d"};
  return {environment.config_home + "/mcp", environment.config_home + "/systemd/user",
          environment.runtime_dir + "/systemd/user", environment.runtime_dir + "/mcp",
          environment.runtime_dir + "/mcp/mcp.d"};
}

} // namespace mcpctl
