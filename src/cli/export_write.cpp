#include "cli/export_write.hpp"

#include "cli/complain.hpp"
#include "cli/confirmation.hpp"
#include "exchange/shown.hpp"
#include "model/line_diff.hpp"
#include "model/text.hpp"
#include "report/shell_words.hpp"
#include "store/client_file.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <ctime>

namespace mcpctl {

namespace {

std::vector<std::string> keys_with(const Merge& merged, EntryChange change)
{
  std::vector<std::string> keys;
  for (const MergeStep& step : merged.steps) {
    if (step.change == change)
      keys.push_back(harmless(step.key));
  }
  return keys;
}

void mention_gone(const Merge& merged, const std::string& file)
{
  std::fflush(stdout);
  for (const MergeStep& step : merged.steps) {
    if (step.change == EntryChange::gone) {
      fmt::print(stderr,
                 "mcpctl: {} still connects to {}, which is not installed; --prune removes its "
                 "entry \"{}\"\n",
                 file, harmless(step.server), harmless(step.key));
    }
  }
}

// "add files; replace github, which is not mcpctl's"
std::string summary(const Merge& merged)
{
  struct Words
  {
    EntryChange change;
    const char* before;
    const char* after;
  };
  constexpr Words words[] = {
      {EntryChange::add, "add", ""},
      {EntryChange::update, "update", ""},
      {EntryChange::take_over, "replace", ", which until now did not go through mcpctl"},
      {EntryChange::prune, "remove", ", which is not installed any more"},
  };
  std::string text;
  for (const auto& [change, before, after] : words) {
    if (const std::vector<std::string> keys = keys_with(merged, change); !keys.empty())
      text +=
          fmt::format("{}{} {}{}", text.empty() ? "" : "; ", before, fmt::join(keys, ", "), after);
  }
  return text;
}

void show_diff(const Context& context, const ClientFile& file, const Merge& merged, Syntax syntax)
{
  const DiffText before = {lines_of(file.text), shown_lines(file.text, syntax)};
  const DiffText now = {lines_of(merged.text), shown_lines(merged.text, syntax)};
  fmt::print("--- {}\n+++ {}\n{}", file.exists ? file.path : "/dev/null", file.path,
             format_line_diff(before, now, context.colour()));
}

// Whether the file is to be written: said by --yes, or asked.
Result<bool> permission(const ClientFile& file, const Merge& merged, const ClientProgram& client,
                        bool yes)
{
  if (yes)
    return true;
  if (!file.folder_exists) {
    return Error{
        ExitCode::usage,
        fmt::format("the folder of {} does not exist; is {} installed? nothing was changed",
                    file.path, client.title),
        "--yes, which makes it, or --file FILE"};
  }
  if (can_ask())
    return confirm(fmt::format("{}: {}?", file.path, summary(merged)));
  return Error{ExitCode::usage,
               fmt::format("{} would change ({}), and there is no terminal to ask; "
                           "nothing was changed",
                           file.path, summary(merged)),
               "--yes"};
}

// What import has put into the store is in the copy as well.
void mention_secrets(const std::string& backup, const std::vector<std::string>& names)
{
  if (names.empty())
    return;
  std::fflush(stdout);
  fmt::print(stderr, "mcpctl: {} still has {}; once the client works: rm {}\n", backup,
             harmless(fmt::format("{}", fmt::join(names, ", "))), shell_word(backup));
}

Result<ExitCode> write(const Context& context, const ClientFile& file, const Merge& merged,
                       Syntax syntax)
{
  std::string backup;
  if (file.exists) {
    const std::time_t begun = std::chrono::system_clock::to_time_t(context.begun);
    Result<std::string> copy =
        back_up(file, fmt::format("{:%Y%m%d-%H%M%S}", fmt::localtime(begun)));
    if (!copy.ok())
      return copy.error();
    backup = std::move(*copy);
  }
  if (const Status written = replace_client_file(file, merged.text); !written.ok())
    return written.error();
  if (context.options.quiet)
    return ExitCode::done;
  if (backup.empty())
    fmt::print("made {}\n", file.path);
  else
    fmt::print("wrote {}; as it was: {}\n", file.path, backup);
  mention_secrets(backup, secrets_gone(file.text, merged.text, syntax));
  return ExitCode::done;
}

} // namespace

Result<ExitCode> write_export(const Context& context, const MergeRequest& request,
                              const WriteRequest& given)
{
  const Result<ClientFile> file = read_client_file(given.file);
  if (!file.ok())
    return file.error();
  const Merge merged = merge(file->text, given.file, request);
  if (merged.problem) {
    complain(Diagnostics{*merged.problem});
    if (!merged.to_paste.empty())
      fmt::print(stderr, "put this in their place:\n\n{}\n", merged.to_paste);
    return Error{ExitCode::usage, "nothing was changed", ""};
  }
  mention_gone(merged, given.file);
  if (merged.text == file->text) {
    if (!context.options.quiet)
      fmt::print("{}: nothing to do\n", given.file);
    return ExitCode::done;
  }
  show_diff(context, *file, merged, request.client.syntax);
  const Result<bool> may = permission(*file, merged, request.client, given.yes);
  if (!may.ok())
    return may.error();
  if (!*may)
    return Error{ExitCode::failed, "nothing was changed", ""};
  return write(context, *file, merged, request.client.syntax);
}

} // namespace mcpctl
