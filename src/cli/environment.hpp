// What the process was started with: who calls, from where, onto which kind of terminal. Read once,
// by main; everything below gets it passed in.
#pragma once

#include "model/result.hpp"
#include "model/scope.hpp"

#include <string>

namespace mcpctl {

struct Environment
{
  unsigned uid = 0;
  std::string user; // login name
  std::string home;
  std::string config_home; // XDG_CONFIG_HOME, or ~/.config
  std::string
      runtime_dir; // XDG_RUNTIME_DIR, derived when unset or not the caller's own; may not exist
  std::string search_path; // PATH
  std::string sudo_user;   // who called sudo; empty: nobody
  std::string editor;
  std::string working_directory;
  unsigned cpus = 1;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  bool dumb_terminal = false; // TERM says that nothing can be drawn on it
  bool no_color = false;      // NO_COLOR, or a terminal that has none
  unsigned columns = 0;       // of the terminal on stdout; 0: unlimited
};

[[nodiscard]] Environment read_environment();

// Files and folders of a scope (CONTRACT, scopes and places).
struct Places
{
  std::string config_folder;
  std::string default_unit_folder; // where persistent units are when no manager can be asked
  std::string runtime_unit_folder;
  std::string socket_folder;         // of stdio servers
  std::string runtime_config_folder; // of servers that are gone at the next reboot
};

[[nodiscard]] Places places_of(Scope scope, const Environment& environment);

} // namespace mcpctl
