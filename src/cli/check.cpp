// check and config: read the configuration without touching anything, systemd included.

#include "cli/complain.hpp"
#include "cli/configuration.hpp"
#include "cli/verbs.hpp"
#include "config/print.hpp"

#include <fmt/format.h>

#include <memory>

namespace mcpctl {

namespace {

Result<LoadedConfiguration> load_valid(const Context& context,
                                       const std::optional<std::string>& profile)
{
  const Result<Installed> installed = read_installed(default_folders(context));
  Result<LoadedConfiguration> loaded = load_configuration(
      context, {.profile = profile, .installed = installed.ok() ? &installed.value() : nullptr});
  if (!loaded.ok())
    return loaded;
  if (const Status problems = report_problems(context, loaded->configuration); !problems.ok())
    return Error{problems.error().code, "", ""};
  return loaded;
}

Result<ExitCode> check(const Context& context, const std::optional<std::string>& profile)
{
  const Result<LoadedConfiguration> loaded = load_valid(context, profile);
  if (!loaded.ok())
    return loaded.error();
  const std::size_t count = loaded->configuration.servers.size();
  if (!context.options.quiet)
    fmt::print("{} server{}, no errors\n", count, count == 1 ? "" : "s");
  return ExitCode::done;
}

Result<ExitCode> config(const Context& context, const std::optional<std::string>& profile)
{
  const Result<LoadedConfiguration> loaded = load_valid(context, profile);
  if (!loaded.ok())
    return loaded.error();
  fmt::print("{}", print_configuration(loaded->configuration));
  return ExitCode::done;
}

} // namespace

Run declare_check(Options& options)
{
  auto profile = std::make_shared<std::optional<std::string>>();
  options.value("--profile", "PROFILE", *profile, "check with this profile");
  return [profile](Context& context) { return check(context, *profile); };
}

Run declare_config(Options& options)
{
  auto profile = std::make_shared<std::optional<std::string>>();
  options.value("--profile", "PROFILE", *profile, "print with this profile");
  options.note("Defaults and profile are merged, paths absolute, programs found. Values of the\n"
               "environment are printed as they stand in the file.");
  return [profile](Context& context) { return config(context, *profile); };
}

} // namespace mcpctl
