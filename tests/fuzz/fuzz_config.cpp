// Reads any bytes as either format of the configuration, prints and renders what validates, and
// checks what must hold then. Built as libFuzzer's target, and with replay.cpp as a test.
//
// To fuzz for ten minutes, from the top folder:
//   CXX=clang++ meson setup build-fuzz -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false
//   ninja -C build-fuzz tests/fuzz/fuzz-config
//   build-fuzz/tests/fuzz/fuzz-config -max_total_time=600 -max_len=4096 -dict=tests/fuzz/toml.dict
//       /tmp/found tests/fuzz/corpus
// (one line; the folder /tmp/found must exist). Keep what it finds in tests/fuzz/corpus.
#include "config/print.hpp"
#include "config/read.hpp"
#include "units/render.hpp"

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

namespace mcpctl {

namespace {

constexpr unsigned most_rendered_instances = 4;

// A disk on which a path's last character says what is there.
FileKind kind_of(const std::string& path)
{
  switch (path.empty() ? '/' : path.back()) {
  case '0':
    return FileKind::missing;
  case '1':
    return FileKind::regular;
  case '2':
    return FileKind::other;
  case '/':
  case 'd':
    return FileKind::directory;
  default:
    return FileKind::executable;
  }
}

ReadContext context_for(Scope scope, const std::string& text)
{
  return {.scope = scope,
          .home = "/home/d",
          .search_path = "/usr/bin",
          .cpus = 2,
          .files = {.kind = kind_of,
                    .read = [text](const std::string& path) -> Result<std::string> {
                      return path.ends_with("env") ? std::string("A=1\n") : text;
                    },
                    .owner = [](const std::string&) { return std::string("u"); },
                    .user_exists = [](const std::string& user) { return user != "0"; },
                    .group_exists = [](const std::string& group) { return group != "0"; }}};
}

void require(bool holds, const char* what, const std::string& text)
{
  if (holds)
    return;
  std::cerr << what << "\n" << text << "\n";
  std::abort();
}

std::string shown(const Configuration& configuration)
{
  std::string text;
  for (const Diagnostic& diagnostic : configuration.diagnostics)
    text += format_diagnostic(diagnostic);
  return text;
}

// No value may become a directive: every line of a drop-in is a section, a comment, or begins with
// one of the words that systemd's directives are made of.
void check_lines(const std::string& text)
{
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string line = text.substr(begin, end - begin);
    const std::size_t word =
        line.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    const bool is_directive = word != std::string::npos && word > 0 && line[word] == '=';
    require(line.empty() || line[0] == '#' || line[0] == '[' || is_directive,
            "no line of a unit file:", text);
    begin = end + 1;
  }
}

void check_rendering(const Server& server, Scope scope)
{
  if (server.instances.value_or(1) > most_rendered_instances)
    return;
  for (const RenderedUnit& unit : render(server, {.scope = scope}).units) {
    for (const UnitFile& file : unit.files) {
      if (!file.is_link && file.path.ends_with(".conf"))
        check_lines(file.text);
    }
  }
}

void check_printing(const Configuration& configuration, const ReadContext& context)
{
  const std::string printed = print_configuration(configuration);
  const Configuration again = read_configuration(
      {{.path = "/home/d/printed.toml", .shown = "printed.toml", .owner = "x", .text = printed}},
      context);
  require(!has_errors(again.diagnostics), "what was printed is wrong:", shown(again) + printed);
  require(again.servers.size() == configuration.servers.size(), "servers were lost:", printed);
  for (std::size_t i = 0; i < again.servers.size(); ++i) {
    const Server& a = configuration.servers[i];
    const Server& b = again.servers[i];
    require(a.name == b.name && a.command.argv == b.command.argv
                && a.command.written == b.command.written && a.env == b.env
                && a.systemd == b.systemd && a.working_directory == b.working_directory,
            "a server changed when it was printed:", printed);
  }
}

void check_configuration(const SourceFile& file, Scope scope)
{
  const ReadContext context = context_for(scope, file.text);
  const Configuration configuration = read_configuration({file}, context);
  static_cast<void>(shown(configuration));
  if (has_errors(configuration.diagnostics))
    return;
  for (const Server& server : configuration.servers)
    check_rendering(server, scope);
  check_printing(configuration, context);
}

} // namespace

} // namespace mcpctl

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  using namespace mcpctl;
  const std::string text(data, data + size);
  for (const Scope scope : {Scope::user, Scope::system}) {
    check_configuration({.path = "/home/d/x.toml", .shown = "x.toml", .owner = "x", .text = text},
                        scope);
    check_configuration({.path = "/home/d/x.txt", .shown = "x.txt", .owner = "x", .text = text},
                        scope);
  }
  return 0;
}
