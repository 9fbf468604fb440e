#include "cli/verbs.hpp"

#include <algorithm>

namespace mcpctl {

namespace {

constexpr std::string_view configure = "Configuration";
constexpr std::string_view look = "Looking";
constexpr std::string_view control = "Control";
constexpr std::string_view clients = "Clients";
constexpr std::string_view boot = "Boot";
constexpr std::string_view shell = "Shell";

// Known, but not there yet.
constexpr std::string_view later[] = {"call", "probe", "security", "tools"};

using Verbs = std::vector<Verb>;

Verbs configuring()
{
  return {
      {"init", {}, configure, "write a commented starter configuration", declare_init},
      {"edit",
       {},
       configure,
       "open the configuration in $EDITOR, then check and apply",
       declare_edit},
      {"add", {}, configure, "add one server, from the command line", declare_add, true},
      {"check", {}, configure, "validate the configuration, touching nothing", declare_check},
      {"config", {}, configure, "print the effective configuration", declare_config},
      {"apply", {}, configure, "make systemd match the configuration", declare_apply, true},
      {"down", {}, configure, "stop and remove all servers of the file", declare_down, true},
      {"scale", {}, configure, "run more or fewer instances of a server", declare_scale, true},
      {"save",
       {},
       configure,
       "keep servers of \"add --runtime\" over a reboot",
       declare_save,
       true},
      {"secret",
       {},
       configure,
       "keep values that stand in no configuration",
       declare_secret,
       true,
       "secret takes no value on the command line, where others could read it"},
  };
}

Verbs looking()
{
  return {
      {"status", {"list", "ls", "ps"}, look, "a line for each server", declare_status, true},
      {"show", {"describe"}, look, "everything about one server", declare_show, true},
      {"cat", {}, look, "the unit files of a server", declare_cat},
      {"logs", {}, look, "what servers and systemd wrote", declare_logs, true},
      {"monit", {"top"}, look, "all servers on a screen that stays up to date", declare_monit},
      {"doctor",
       {},
       look,
       "what is wrong with the set-up, and what mends it",
       declare_doctor,
       true},
  };
}

Verbs controlling()
{
  return {
      {"start", {}, control, "start servers", declare_start, true},
      {"stop", {}, control, "stop servers", declare_stop, true},
      {"restart", {}, control, "restart servers", declare_restart, true},
      {"restart-all", {}, control, "restart every server", declare_restart_all, true},
      {"reload",
       {},
       control,
       "make servers read their own configuration again",
       declare_reload,
       true},
      {"signal", {}, control, "send a signal to servers", declare_signal},
      {"reset", {}, control, "forget failures and restart counters", declare_reset},
      {"flush", {}, control, "empty log files", declare_flush},
      {"remove", {"delete"}, control, "stop servers and delete their units", declare_remove, true},
  };
}

Verbs for_clients()
{
  return {
      {"connect",
       {},
       clients,
       "standard input and output as a session of a server",
       declare_connect},
      {"export", {}, clients, "what a client needs to reach the servers", declare_export},
      {"import", {}, clients, "another program's servers as TOML", declare_import},
  };
}

Verbs for_boot_and_shell()
{
  return {
      {"startup",
       {},
       boot,
       "start servers at boot, and keep them when you log out",
       declare_startup},
      {"unstartup", {}, boot, "undo startup", declare_unstartup},
      {"completion", {}, shell, "completion of words in bash, zsh or fish", declare_completion},
      {"complete", {}, {}, {}, declare_complete},
  };
}

Verbs not_there_yet()
{
  Verbs verbs;
  for (const std::string_view name : later)
    verbs.push_back({.name = name});
  return verbs;
}

// In the order of --help.
const Verbs& table()
{
  static const Verbs verbs = [] {
    Verbs all;
    for (const Verbs& some : {configuring(), looking(), controlling(), for_clients(),
                              for_boot_and_shell(), not_there_yet()})
      all.insert(all.end(), some.begin(), some.end());
    return all;
  }();
  return verbs;
}

} // namespace

std::span<const Verb> all_verbs()
{
  return table();
}

const Verb* find_verb(std::string_view word)
{
  for (const Verb& verb : table()) {
    if (verb.name == word
        || std::find(verb.aliases.begin(), verb.aliases.end(), word) != verb.aliases.end())
      return &verb;
  }
  return nullptr;
}

} // namespace mcpctl
