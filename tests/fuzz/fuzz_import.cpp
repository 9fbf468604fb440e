// Imports any bytes as any format, and checks that what is printed is TOML with the servers that it
// names and no others: no value of a foreign file may become a line of ours. Built and run like
// fuzz_config.cpp, with the files of tests/exchange as its corpus.
#include "config/content.hpp"
#include "exchange/import.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <set>
#include <string>

namespace mcpctl {

namespace {

void require(bool holds, const char* what, const std::string& text)
{
  if (holds)
    return;
  std::cerr << what << "\n" << text << "\n";
  std::abort();
}

void check_import(const std::string& text, const std::optional<Format>& from, bool with_secrets,
                  const std::string& path = "/srv/x/.vscode/x")
{
  const auto variable = [](const std::string& name) -> std::optional<std::string> {
    return name.size() % 2 == 0 ? std::optional("value of\n" + name) : std::nullopt;
  };
  const Imported imported =
      import_text({.path = path, .shown = "x", .owner = "", .text = text},
                  {.from = from,
                   .with_secrets = with_secrets,
                   .user = {},
                   .surroundings = {.home = "/home/u", .workspace = {}, .variable = variable},
                   .keep_log_files = with_secrets});
  if (has_errors(imported.diagnostics)) {
    require(imported.toml.empty(), "errors, and a file:", text);
    return;
  }
  const SourceFile file{.path = "/x.toml", .shown = "x", .owner = "", .text = imported.toml};
  const Source source(file, 0);
  Problems problems;
  const FileContent content = read_toml_file(source, problems);
  std::string shown;
  for (const Diagnostic& diagnostic : problems.sorted())
    shown += format_diagnostic(diagnostic);
  require(problems.errors() == 0, "what was printed is wrong:", shown + imported.toml);
  std::set<std::string> defined;
  for (const Definition& definition : content.servers)
    defined.insert(definition.name);
  require(defined == std::set(imported.servers.begin(), imported.servers.end()),
          "the file defines other servers:", imported.toml);
}

} // namespace

} // namespace mcpctl

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  using namespace mcpctl;
  const std::string text(data, data + size);
  check_import(text, std::nullopt, true);
  for (const Format format : {Format::gemini, Format::opencode, Format::one_a_line, Format::pm2})
    check_import(text, format, false);
  check_import(text, std::nullopt, false, "/srv/x/ecosystem.yml");
  return 0;
}
