// init: a commented starter configuration where the scope looks for one.

#include "cli/hints.hpp"
#include "cli/new_file.hpp"
#include "cli/starter.hpp"
#include "cli/verbs.hpp"

#include <fmt/format.h>

namespace mcpctl {

namespace {

Result<ExitCode> init(const Context& context)
{
  if (context.options.files.size() > 1)
    return Error{ExitCode::usage, "init writes one file", "mcpctl -c FILE init"};
  const std::string file = context.options.files.empty()
                               ? context.places.config_folder + "/mcp.toml"
                               : context.options.files.front();
  if (const Status written = write_new_file(file, starter_configuration(), "init"); !written.ok())
    return written.error();
  if (!context.options.quiet)
    fmt::print("wrote {}\nnext: {}\n", file, as_typed(context, "mcpctl edit, then mcpctl status"));
  return ExitCode::done;
}

} // namespace

Run declare_init(Options& options)
{
  options.note("Writes mcp.toml in the configuration folder, or FILE with -c; never over a file.");
  return [](Context& context) { return init(context); };
}

} // namespace mcpctl
