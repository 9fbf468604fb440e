// What every verb starts from: the global options, the environment and, on demand, the service
// manager and what is installed.
#pragma once

#include "cli/environment.hpp"
#include "model/real_time.hpp"
#include "model/result.hpp"
#include "store/store.hpp"
#include "systemd/manager.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

// Options that work before and after the verb.
struct GlobalOptions
{
  bool user = false;
  bool system = false;
  std::vector<std::string> files; // -c, as written
  bool json = false;
  bool no_color = false;
  bool quiet = false;
  bool verbose = false;
};

struct Context;

// `monit` for the servers that the selectors mean, until it is left.
using FullScreen =
    std::function<Result<ExitCode>(const Context&, const std::vector<std::string>& selectors)>;

struct Context
{
  GlobalOptions options;
  Environment environment;
  Scope scope = Scope::user;
  Places places;
  std::string standard_input; // where it is one of the files given with -c
  RealTime begun{};           // when the command was given
  FullScreen full_screen;     // empty: mcpctl-monit has it

  [[nodiscard]] bool colour() const
  {
    return environment.out_is_terminal && !environment.no_color && !options.no_color;
  }
};

// " --system", as far as given: for the commands that messages name.
[[nodiscard]] std::string scope_as_given(const Context& context);

// The manager of the scope, and the unit folders as that manager names them.
struct Connection
{
  Manager manager;
  UnitFolders folders;
};

[[nodiscard]] Result<Connection> connect(const Context& context);
// The folders as they are without a manager to ask.
[[nodiscard]] UnitFolders default_folders(const Context& context);

// One verb's work: prints its results, and answers with the exit code or with the error that main
// prints.
using Run = std::function<Result<ExitCode>(Context&)>;

} // namespace mcpctl
