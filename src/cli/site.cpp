#include "cli/site.hpp"

#include "cli/configuration.hpp"
#include "cli/own_programs.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <grp.h>

namespace mcpctl {

namespace {

// In the system scope members of this group may connect to stdio servers, once it is there.
std::string client_group(Scope scope)
{
  constexpr const char* group = "mcp";
  return scope == Scope::system && ::getgrnam(group) != nullptr ? group : "";
}

} // namespace

std::string boot_id()
{
  std::string id;
  std::ifstream("/proc/sys/kernel/random/boot_id") >> id;
  return id;
}

// "-:PROJECT" is nobody's file, and so never gone.
bool owner_exists(const std::string& owner)
{
  std::error_code failure;
  return owner.starts_with("-:") || std::filesystem::exists(owner, failure);
}

std::string socket_path(const Context& context, const ServerName& server)
{
  return context.places.socket_folder + "/" + server.str() + ".sock";
}

bool socket_is_gone(const std::string& path)
{
  std::error_code failure;
  const std::filesystem::file_type type = std::filesystem::status(path, failure).type();
  return type != std::filesystem::file_type::socket && type != std::filesystem::file_type::none;
}

Target target_of(const Context& context, const Connection& connection, unsigned systemd_version)
{
  const OwnPrograms programs = own_programs();
  const bool runtime = is_runtime(context);
  return {.scope = context.scope,
          .systemd_version = systemd_version,
          .unit_folder = runtime ? connection.folders.runtime : connection.folders.persistent,
          .runtime = runtime,
          .session_program = programs.session,
          .watch_program = programs.watch,
          .rotate_program = programs.rotate,
          .client_group = client_group(context.scope)};
}

Site site_of(const Context& context, Connection& connection)
{
  return {.manager = connection.manager,
          .scope = context.scope,
          .folders = connection.folders,
          .boot_id = boot_id(),
          .owner_exists = owner_exists};
}

Result<ApplyOptions> wait_options(const std::optional<std::string>& wait, bool no_wait)
{
  ApplyOptions options;
  options.wait = !no_wait;
  if (!wait)
    return options;
  const Result<TimeSpan> span = parse_time_span(*wait);
  if (!span.ok())
    return Error{ExitCode::usage, fmt::format("--wait={}: {}", *wait, span.error().what),
                 "--wait=30s, or --no-wait"};
  options.wait_limit = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::min(*span, TimeSpan(std::chrono::hours(24))));
  return options;
}

} // namespace mcpctl
