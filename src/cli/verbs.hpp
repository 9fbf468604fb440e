// All verbs, listed by hand. A verb's file declares its options and answers with the function to
// run.
#pragma once

#include "cli/context.hpp"
#include "cli/options.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace mcpctl {

struct Verb
{
  std::string_view name;
  std::vector<std::string_view> aliases;
  std::string_view group; // heading in --help; empty: not for users, or not there yet
  std::string_view summary;
  Run (*declare)(Options& options) = nullptr;
  bool json = false;      // whether its result can be had as JSON
  std::string_view hides; // what to say of a wrong word instead of repeating it; empty: repeat it
};

[[nodiscard]] std::span<const Verb> all_verbs();
// By name or alias; nothing if there is none.
[[nodiscard]] const Verb* find_verb(std::string_view word);

Run declare_add(Options& options);
Run declare_apply(Options& options);
Run declare_cat(Options& options);
Run declare_check(Options& options);
Run declare_complete(Options& options);
Run declare_completion(Options& options);
Run declare_config(Options& options);
Run declare_connect(Options& options);
Run declare_doctor(Options& options);
Run declare_down(Options& options);
Run declare_edit(Options& options);
Run declare_export(Options& options);
Run declare_flush(Options& options);
Run declare_import(Options& options);
Run declare_init(Options& options);
Run declare_logs(Options& options);
Run declare_monit(Options& options);
Run declare_reload(Options& options);
Run declare_remove(Options& options);
Run declare_reset(Options& options);
Run declare_restart(Options& options);
Run declare_restart_all(Options& options);
Run declare_save(Options& options);
Run declare_scale(Options& options);
Run declare_secret(Options& options);
Run declare_show(Options& options);
Run declare_signal(Options& options);
Run declare_start(Options& options);
Run declare_startup(Options& options);
Run declare_status(Options& options);
Run declare_stop(Options& options);
Run declare_unstartup(Options& options);

} // namespace mcpctl
