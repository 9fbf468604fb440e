// import: another program's MCP servers as TOML, on standard output or, with --apply, all the way.

#include "exchange/import.hpp"
#include "cli/complain.hpp"
#include "cli/configuration.hpp"
#include "cli/import_apply.hpp"
#include "cli/verbs.hpp"
#include "config/real_files.hpp"

#include <fmt/format.h>

#include <cstdlib>
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
  const std::string path =
      file.starts_with('/') ? file : context.environment.working_directory + "/" + file;
  Result<std::string> text = real_file_view().read(path);
  if (!text.ok())
    return text.error();
  return SourceFile{.path = path, .shown = file, .text = std::move(*text)};
}

ImportOptions options_for(const Context& context, const Given& given,
                          const std::optional<Format>& from)
{
  return {
      .from = from,
      .with_secrets = given.with_secrets || given.apply,
      .user = context.scope == Scope::system ? context.environment.sudo_user : "",
      .surroundings = {.home = context.environment.home, .workspace = {}, .variable = variable}};
}

void print_remarks(const Context& context, const Imported& imported)
{
  if (context.options.quiet)
    return;
  std::fflush(stdout);
  for (const std::string& remark : imported.remarks)
    fmt::print(stderr, "mcpctl: {}\n", remark);
}

Result<ExitCode> import(Context& context, const Given& given)
{
  if (!context.options.files.empty())
    return Error{ExitCode::usage, "import takes no -c: it reads FILE and writes its servers",
                 "mcpctl import FILE -o FILE.toml"};
  const Result<std::optional<Format>> from = format_asked_for(given);
  if (!from.ok())
    return from.error();
  const Result<SourceFile> source = load(context, given.file);
  if (!source.ok())
    return source.error();
  const Imported imported = import_text(*source, options_for(context, given, *from));
  complain(imported.diagnostics);
  if (has_errors(imported.diagnostics))
    return Error{ExitCode::usage, "nothing was changed", ""};
  if (given.apply) {
    print_remarks(context, imported);
    return apply_import(context, {.source = *source, .imported = imported, .output = given.output});
  }
  if (given.output) {
    if (const Status written = write_import(*given.output, imported.toml); !written.ok())
      return written.error();
  } else {
    fmt::print("{}", imported.toml);
  }
  print_remarks(context, imported);
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
  options.flag("--apply", given->apply, "write the file, keep the secrets, and apply");
  options.value("-o,--output", "FILE", given->output, "write the TOML here");
  options.note(
      "FORMAT: claude-desktop, claude-code, cursor, vscode, codex, gemini, zed, windsurf,\n"
      "cline, lm-studio, opencode, one-a-line. With --apply the file is\n"
      "mcp.d/NAME-OF-FILE.toml in the configuration folder unless -o says otherwise.");
  return [given](Context& context) { return import(context, *given); };
}

} // namespace mcpctl
