// import: another program's MCP servers as TOML, on standard output or, with --apply, all the way.

#include "exchange/import.hpp"
#include "cli/complain.hpp"
#include "cli/configuration.hpp"
#include "cli/evaluate.hpp"
#include "cli/import_apply.hpp"
#include "cli/import_file.hpp"
#include "cli/old_daemon.hpp"
#include "cli/verbs.hpp"
#include "config/paths.hpp"
#include "config/programs.hpp"
#include "config/real_files.hpp"
#include "exchange/json_text.hpp"
#include "report/shell_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>

namespace mcpctl {

namespace {

struct Given
{
  std::string file;
  std::optional<std::string> from;
  std::optional<std::string> output;
  bool apply = false;
  bool with_secrets = false;
  bool keep_log_files = false;
  bool replace = false;
};

std::optional<std::string> variable(const std::string& name)
{
  const char* value = std::getenv(name.c_str()); // NOLINT(concurrency-mt-unsafe): no threads
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

Result<std::optional<Format>> format_asked_for(const Given& given)
{
  if (!given.from)
    return std::optional<Format>();
  if (const std::optional<Format> format = format_named(*given.from))
    return format;
  std::string names;
  for (const Format format : all_formats())
    names += (names.empty() ? "" : ", ") + std::string(name_of(format));
  return Error{ExitCode::usage, fmt::format("--from {}: no such format", *given.from),
               "one of " + names};
}

Result<SourceFile> load(const Context& context, const std::string& file)
{
  if (file == "-") {
    SourceFile source{.path = "-", .shown = "-"};
    source.text.assign(std::istreambuf_iterator<char>(std::cin), {});
    return source;
  }
  const std::string path = join_path(context.environment.working_directory, file);
  Result<std::string> text = real_file_view().read(path);
  if (!text.ok())
    return text.error();
  return SourceFile{.path = path, .shown = file, .text = std::move(*text)};
}

// As PM2 tells them apart: a text holds no NUL byte near its beginning.
bool is_binary(const std::string& path)
{
  constexpr std::size_t looked_at = 512;
  std::array<char, looked_at> beginning{};
  std::ifstream file(path, std::ios::binary);
  file.read(beginning.data(), beginning.size());
  return std::find(beginning.begin(), beginning.begin() + file.gcount(), '\0')
         != beginning.begin() + file.gcount();
}

Machine machine_of(const Context& context)
{
  const auto find_program = [search_path =
                                 context.environment.search_path](const std::string& name) {
    const ReadContext reading{.search_path = search_path, .files = real_file_view()};
    return Programs(reading).find(name);
  };
  return {.kind = real_file_view().kind,
          .is_binary = is_binary,
          .find_program = find_program,
          .folder = context.environment.working_directory,
          .cpus = context.environment.cpus};
}

ImportOptions options_for(const Context& context, const Given& given,
                          const std::optional<Format>& from)
{
  return {.from = from,
          .with_secrets = given.with_secrets || given.apply,
          .user = context.scope == Scope::system ? context.environment.sudo_user : "",
          .surroundings = {.home = context.environment.home, .workspace = {}, .variable = variable},
          .machine = machine_of(context),
          .keep_log_files = given.keep_log_files,
          .scope = context.scope};
}

bool is_javascript(const SourceFile& source, const std::optional<Format>& from)
{
  constexpr auto endings = std::to_array<std::string_view>({".js", ".cjs", ".mjs"});
  return (!from || from == Format::pm2)
         && std::any_of(endings.begin(), endings.end(), [&source](std::string_view ending) {
              return source.path.ends_with(ending);
            });
}

// What JavaScript says is known when it has run.
Status evaluate(SourceFile& source, ImportOptions& options, bool is_expression)
{
  Result<std::string> answer =
      evaluate_file({.file = source.path, .is_expression = is_expression, .shown = source.shown});
  if (!answer.ok())
    return answer.error();
  source.text = std::move(*answer);
  options.is_evaluated = true;
  return Nothing{};
}

// PM2 reads .json as an expression of JavaScript; only a file that is said to be PM2's is read so,
// and only where it is no JSON.
Result<Imported> read_file(SourceFile& source, ImportOptions options)
{
  if (is_javascript(source, options.from)) {
    if (const Status status = evaluate(source, options, false); !status.ok())
      return status.error();
    return import_text(source, options);
  }
  Imported imported = import_text(source, options);
  const bool may_be_expression = options.from == Format::pm2 && source.path.ends_with(".json");
  if (!may_be_expression || !has_errors(imported.diagnostics))
    return imported;
  if (const Status status = evaluate(source, options, true); !status.ok())
    return status.error();
  return import_text(source, options);
}

void print_remarks(const Context& context, const SourceFile& source, const Imported& imported,
                   bool is_applied)
{
  if (context.options.quiet)
    return;
  std::fflush(stdout);
  for (const std::string& remark : imported.remarks)
    fmt::print(stderr, "mcpctl: {}\n", remark);
  for (const std::string& sentence : retiring(context, source, imported.format, is_applied))
    fmt::print(stderr, "mcpctl: {}\n", sentence);
}

bool is_json(const SourceFile& file)
{
  const Source source(file, 0);
  Problems problems;
  return parse_json(source, problems).has_value();
}

// What may help where it cannot be read: PM2 takes a .json for JavaScript.
std::string other_reading(const Context& context, const Given& given, const SourceFile& source)
{
  const bool may_be_pm2 = !given.from && source.path.ends_with(".json") && !is_json(source)
                          && (source.text.find("apps") != std::string::npos
                              || source.text.find("script") != std::string::npos);
  return may_be_pm2
             ? fmt::format("mcpctl{} import --from pm2 {}, which has node read it, as PM2 does",
                           scope_as_given(context), shell_word(source.shown))
             : "";
}

Result<ExitCode> import(Context& context, const Given& given)
{
  if (!context.options.files.empty())
    return Error{ExitCode::usage, "import takes no -c: it reads FILE and writes its servers",
                 "mcpctl import FILE -o FILE.toml"};
  if (given.replace && !given.output && !given.apply)
    return Error{ExitCode::usage, "--replace is about a file, and none is written",
                 "add -o FILE.toml or --apply"};
  const Result<std::optional<Format>> from = format_asked_for(given);
  if (!from.ok())
    return from.error();
  Result<SourceFile> source = load(context, given.file);
  if (!source.ok())
    return source.error();
  const Result<Imported> read = read_file(*source, options_for(context, given, *from));
  if (!read.ok())
    return read.error();
  const Imported& imported = *read;
  complain(imported.diagnostics);
  if (has_errors(imported.diagnostics))
    return Error{ExitCode::usage, "nothing was changed", other_reading(context, given, *source)};
  if (given.apply) {
    print_remarks(context, *source, imported, true);
    return apply_import(context, {.source = *source,
                                  .imported = imported,
                                  .output = given.output,
                                  .replace = given.replace});
  }
  if (given.output) {
    ImportFile file(*given.output);
    if (const Result<bool> written = file.write(imported.toml, given.replace); !written.ok())
      return written.error();
    if (!context.options.quiet)
      file.tell_of_old();
  } else {
    fmt::print("{}", imported.toml);
  }
  print_remarks(context, *source, imported, false);
  return given.with_secrets ? set_secrets(context, *source, imported)
                            : mention_secrets(context, imported);
}

} // namespace

Run declare_import(Options& options)
{
  auto given = std::make_shared<Given>();
  options.argument("FILE", given->file, "another program's configuration; - is standard input");
  options.value("--from", "FORMAT", given->from, "read it as this, whatever it looks like");
  options.flag("--with-secrets", given->with_secrets, "also keep the secrets that are found");
  options.flag("--keep-log-files", given->keep_log_files,
               "PM2's log files stay, instead of the journal");
  options.flag("--replace", given->replace, "replace what was imported from FILE before");
  options.flag("--apply", given->apply, "write the file, keep the secrets, and apply");
  options.value("-o,--output", "FILE", given->output, "write the TOML here");
  options.note(
      "FORMAT: claude-desktop, claude-code, cursor, vscode, codex, gemini, zed, windsurf,\n"
      "cline, lm-studio, opencode, one-a-line, pm2. A file of PM2 that is JavaScript is evaluated\n"
      "by node. With --apply the file is mcp.d/NAME-OF-FILE.toml in the configuration folder\n"
      "unless -o says otherwise; of ecosystem.config.js it is named for its folder.");
  return [given](Context& context) { return import(context, *given); };
}

} // namespace mcpctl
