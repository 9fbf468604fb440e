#include "cli/global_options.hpp"

#include <CLI/CLI.hpp>

namespace mcpctl {

void declare_global_options(CLI::App& app, GlobalOptions& options)
{
  app.add_flag("--user", options.user, "the caller's own service manager (default, but for root)");
  app.add_flag("--system", options.system, "the machine's service manager (default for root)")
      ->excludes("--user");
  app.add_option("-c,--config", options.files,
                 "this file instead of the default ones; every verb is scoped to its servers")
      ->type_name("FILE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.add_flag("--json", options.json, "JSON on standard output");
  app.add_flag("--no-color", options.no_color, "no colours");
  auto* quiet = app.add_flag("-q,--quiet", options.quiet, "only results and errors");
  app.add_flag("-v,--verbose", options.verbose, "more of what is done")->excludes(quiet);
}

} // namespace mcpctl
