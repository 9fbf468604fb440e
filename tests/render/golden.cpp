// Golden tests of rendering: tests/render/NAME.toml is read and rendered, and all files together
// must be tests/render/NAME.expected, byte for byte.
//
//   golden-tests FOLDER [NAME...]     UPDATE_EXPECTED=1 rewrites what is expected: review it as
//   code golden-tests --install CASE.toml UNIT_FOLDER     writes the files, for systemd-analyze
//   verify
//
// Comments at the top of a case say what its text depends on, as in "# scope: system":
//   scope (user), systemd (252), profile, runtime (no), shared (no: the files that all servers
//   share are shown instead)
#include "config/disk.hpp"
#include "config/read.hpp"
#include "golden/cases.hpp"
#include "units/render.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <sstream>

using namespace golden;
using namespace mcpctl;

namespace {

// The value of "# KEY: VALUE" at the top of a case.
std::string setting(const std::string& toml, const std::string& key, const std::string& otherwise)
{
  std::istringstream lines(toml);
  const std::string start = "# " + key + ": ";
  for (std::string line; std::getline(lines, line) && line.substr(0, 2) == "# ";) {
    if (line.substr(0, start.size()) == start) {
      return line.substr(start.size());
    }
  }
  return otherwise;
}

// What the cases may name: nothing is looked up on this machine's disk.
Disk disk()
{
  return {
      .files = {{"/srv/notion/.env", "TOKEN=x\n"},
                {"/srv/notion/second [1].env", "OTHER=1\n"},
                {"/home/u/.config/mcp/.env", "TOKEN=x\n"},
                {"/home/u/.config/mcp/second [1].env", "OTHER=1\n"}},
      .executables = {"/usr/bin/node", "/opt/node/bin/npx", "/opt/it's mine/a=b/server",
                      "/srv/notion/server", "/bin/sh"},
      .folders = {"/", "/home/u", "/srv/notion", "/srv/notion/100% of it", "/srv/ends in space "},
      .owners = {{"/etc/mcp/mcp.toml", "alice"}}};
}

Target target_of(const std::string& toml)
{
  const bool user = setting(toml, "scope", "user") == "user";
  return {.scope = user ? Scope::user : Scope::system,
          .systemd_version = static_cast<unsigned>(std::stoul(setting(toml, "systemd", "252"))),
          .unit_folder = user ? "/home/u/.config/systemd/user" : "/etc/systemd/system",
          .runtime = setting(toml, "runtime", "no") == "yes",
          .session_program = "/usr/libexec/mcpctl/mcpctl-session",
          .watch_program = "/usr/libexec/mcpctl/mcpctl-watch",
          .rotate_program = "/usr/libexec/mcpctl/mcpctl-rotate",
          .client_group = user ? "" : "mcp"};
}

Configuration read_case(const std::string& toml, const Disk& disk)
{
  const bool user = target_of(toml).scope == Scope::user;
  SourceFile file = default_file(toml);
  if (!user) {
    file.path = "/etc/mcp/mcp.toml";
    file.owner = "/etc/mcp";
  }
  ReadContext context = disk.context(user ? Scope::user : Scope::system);
  context.search_path = "/opt/node/bin:/usr/bin:/bin";
  if (const std::string profile = setting(toml, "profile", ""); !profile.empty()) {
    context.profile = profile;
  }
  return read_configuration({file}, context);
}

struct Rendered
{
  std::vector<UnitFile> files;
  std::string messages; // what reading and rendering had to say
};

Rendered render_case(const std::string& toml, const Target& target)
{
  if (setting(toml, "shared", "no") == "yes") {
    return {.files = render_shared(target), .messages = {}};
  }
  const Disk world = disk();
  const Configuration configuration = read_case(toml, world);
  Rendered all{.files = {}, .messages = shown(configuration)};
  if (has_errors(configuration.diagnostics)) {
    return all;
  }
  for (const Server& server : configuration.servers) {
    Rendering rendering = render(server, target);
    for (RenderedUnit& unit : rendering.units) {
      std::move(unit.files.begin(), unit.files.end(), std::back_inserter(all.files));
    }
    for (const std::string& warning : rendering.warnings) {
      all.messages += "warning: " + warning + '\n';
    }
  }
  return all;
}

std::string to_text(const Rendered& rendered)
{
  std::string text;
  for (const UnitFile& file : rendered.files) {
    text += file.is_link
                ? fmt::format("==> {} -> {} <==\n\n", file.path, file.text)
                : fmt::format("==> {} ({:04o}) <==\n{}\n", file.path, file.mode, file.text);
  }
  return text + (rendered.messages.empty() ? "" : "==> messages <==\n" + rendered.messages);
}

bool passes(const fs::path& toml_file)
{
  const fs::path expected = fs::path(toml_file).replace_extension(".expected");
  const std::string toml = read_file(toml_file);
  const std::string text = to_text(render_case(toml, target_of(toml)));
  if (is_expected(expected, text))
    return true;
  print_failure("golden", expected.stem());
  show_difference(expected, text);
  return false;
}

void install(const fs::path& toml_file, const fs::path& folder)
{
  const std::string toml = read_file(toml_file);
  Target target = target_of(toml);
  target.unit_folder = folder.string();
  Rendered rendered = render_case(toml, target);
  std::vector<UnitFile> shared = render_shared(target);
  std::move(shared.begin(), shared.end(), std::back_inserter(rendered.files));
  for (const UnitFile& file : rendered.files) {
    if (!file.is_link) {
      write_file(folder / file.path, file.text);
    } else if (!fs::exists(fs::symlink_status(folder / file.path))) {
      fs::create_directories((folder / file.path).parent_path());
      fs::create_symlink(file.text, folder / file.path);
    }
  }
}

} // namespace

int main(int argc, char** argv)
{
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() == 3 && arguments[0] == "--install") {
    install(arguments[1], arguments[2]);
    return 0;
  }
  if (arguments.empty()) {
    return 2;
  }
  return run_cases(arguments[0], {".toml"}, {arguments.begin() + 1, arguments.end()}, passes);
}
