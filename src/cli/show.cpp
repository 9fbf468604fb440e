// show: everything about one server.

#include "cli/observation.hpp"
#include "cli/selection.hpp"
#include "cli/style.hpp"
#include "cli/verbs.hpp"
#include "observe/detail.hpp"
#include "report/show_view.hpp"
#include "report/status_json.hpp"
#include "systemd/journal.hpp"
#include "systemd/linger.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace mcpctl {

namespace {

constexpr unsigned log_lines = 10;

std::vector<LogLine> last_lines(const Context& context, const InstalledUnit& unit)
{
  std::vector<LogLine> lines;
  JournalQuery query = journal_of(context.scope, {unit});
  query.lines_each = log_lines;
  const Status read = read_journal(query, -1, [&](const JournalLine& line) {
    lines.push_back(log_line_of(line));
    return true;
  });
  if (!read.ok())
    lines.clear();
  return lines;
}

ShowContext show_context(const Context& context)
{
  ShowContext showing{.scope = context.scope, .style = style_of(context), .now = now()};
  if (context.scope != Scope::user)
    return showing;
  if (const Result<bool> linger = linger_enabled(context.environment.uid); linger.ok())
    showing.linger = *linger;
  return showing;
}

Result<ExitCode> show(const Context& context, const std::vector<std::string>& selectors)
{
  Result<Connection> connection = connect(context);
  if (!connection.ok())
    return connection.error();
  const Result<Installed> installed = installed_in_scope(context, connection->folders);
  if (!installed.ok())
    return installed.error();
  const Result<std::vector<InstalledUnit>> chosen = units_named(selectors, *installed);
  if (!chosen.ok())
    return chosen.error();
  const Result<Observed> observed =
      observe_servers(context, *connection, {.units = *chosen}, Detail::whole);
  if (!observed.ok())
    return observed.error();
  if (context.options.json) {
    fmt::print(
        "{}", status_json(context.scope,
                          {observed->servers.begin(),
                           observed->servers.begin() + static_cast<std::ptrdiff_t>(chosen->size())},
                          now()));
    return ExitCode::done;
  }
  complain_not_judged(*observed);
  ShowContext showing = show_context(context);
  showing.target_enabled = std::any_of(installed->shared.begin(), installed->shared.end(),
                                       [](const UnitFile& file) { return file.is_link; });
  for (std::size_t i = 0; i < chosen->size(); ++i) {
    const ServerDetail detail = detail_of(observed->servers[i], (*chosen)[i], connection->folders);
    const Result<std::vector<LoadedUnit>> loaded = connection->manager.loaded({(*chosen)[i].unit});
    if (loaded.ok())
      showing.drop_ins = foreign_drop_ins(loaded->front().drop_in_paths, detail);
    fmt::print("{}{}", i == 0 ? "" : "\n",
               show_server(detail, last_lines(context, (*chosen)[i]), showing));
  }
  return ExitCode::done;
}

} // namespace

Run declare_show(Options& options)
{
  auto selectors = std::make_shared<std::vector<std::string>>();
  options.arguments("NAME", *selectors, "the server");
  return [selectors](Context& context) { return show(context, *selectors); };
}

} // namespace mcpctl
