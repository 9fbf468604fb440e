// flush: log files emptied, whether their servers run or not.

#include "cli/complain.hpp"
#include "cli/selection.hpp"
#include "cli/verbs.hpp"
#include "model/text.hpp"
#include "observe/log_files.hpp"
#include "report/duration.hpp"
#include "store/flush_log.hpp"

#include <fmt/format.h>

#include <memory>

namespace mcpctl {

namespace {

struct FlushRequest
{
  std::vector<std::string> selectors;
  bool older = false;
};

void tell(const std::string& path, const FlushedLog& flushed, bool older)
{
  std::string text =
      flushed.there ? fmt::format("emptied {} ({})", harmless(path), format_size(flushed.bytes))
                    : fmt::format("{} is not there", harmless(path));
  if (flushed.older > 0) {
    const std::string files =
        fmt::format("{} older {} ({})", flushed.older, flushed.older == 1 ? "file" : "files",
                    format_size(flushed.older_bytes));
    text += older ? ", deleted " + files : "; " + files + " stay: --older";
  }
  fmt::print("{}\n", text);
}

// The journal is one for all: systemd deletes whole files of it, by size or time.
Error only_journal(const InstalledUnit& unit)
{
  const std::string name = to_string(unit.marker.id);
  if (!writes_to_journal(unit))
    return {ExitCode::failed, name + " writes nowhere, so that there is nothing to empty", ""};
  return {
      ExitCode::failed, name + " writes to the journal, which cannot be emptied for one server",
      "journalctl --vacuum-time=2d deletes what is older of everybody; stdout and stderr in the "
      "configuration name files"};
}

Result<ExitCode> flush(const Context& context, const FlushRequest& request)
{
  const Result<std::vector<InstalledUnit>> units =
      units_chosen(context, default_folders(context), request.selectors);
  if (!units.ok())
    return units.error();
  ExitCode code = ExitCode::done;
  const InstalledUnit* without = nullptr;
  bool any = false;
  for (const InstalledUnit& unit : *units) {
    const std::vector<LogFile> files = log_files(unit);
    if (files.empty())
      without = &unit;
    for (const LogFile& file : files) {
      any = true;
      const Result<FlushedLog> flushed = flush_log(file.path, context.scope, request.older);
      if (!flushed.ok()) {
        complain(flushed.error());
        code = flushed.error().code;
      } else if (!context.options.quiet) {
        tell(file.path, *flushed, request.older);
      }
    }
  }
  // Of several servers those that have files are meant.
  if (without != nullptr && !any)
    return only_journal(*without);
  return code;
}

} // namespace

Run declare_flush(Options& options)
{
  auto request = std::make_shared<FlushRequest>();
  options.arguments("SELECTOR", request->selectors, "the servers");
  options.flag("--older", request->older, "delete what rotation has left beside them, too");
  options.note("A server that runs goes on writing. The journal cannot be emptied for one server.");
  return [request](Context& context) { return flush(context, *request); };
}

} // namespace mcpctl
