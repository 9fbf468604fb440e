#include "exchange/pm2_dump.hpp"

#include "exchange/pm2_keys.hpp"
#include "exchange/pm2_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace mcpctl {

namespace {

// What a login, a shell, a terminal, a desktop, npm and PM2 put there.
constexpr auto login_variables = std::to_array<std::string_view>({
    "_",
    "COLORFGBG",
    "COLORTERM",
    "COLUMNS",
    "DISPLAY",
    "EDITOR",
    "HISTCONTROL",
    "HISTFILE",
    "HISTSIZE",
    "HOME",
    "HOSTNAME",
    "HOSTTYPE",
    "IFS",
    "INIT_CWD",
    "INVOCATION_ID",
    "JOURNAL_STREAM",
    "LANG",
    "LANGUAGE",
    "LESS",
    "LESSCLOSE",
    "LESSOPEN",
    "LINES",
    "LOGNAME",
    "LS_COLORS",
    "MACHTYPE",
    "MAIL",
    "MANAGERPID",
    "MANPATH",
    "MOTD_SHOWN",
    "NODE_APP_INSTANCE",
    "NODE_CHANNEL_FD",
    "NOTIFY_SOCKET",
    "OLDPWD",
    "OSTYPE",
    "PAGER",
    "PATH",
    "PS1",
    "PWD",
    "SHELL",
    "SHLVL",
    "STY",
    "SYSTEMD_EXEC_PID",
    "TERM",
    "TMPDIR",
    "TMUX",
    "TMUX_PANE",
    "USER",
    "VISUAL",
    "WAYLAND_DISPLAY",
    "WINDOW",
    "WINDOWID",
    "XAUTHORITY",
    "pm_id",
    "unique_id",
    "status",
    "km_link",
    "vizion_running",
    "windowsHide",
    "username",
    "io",
});
constexpr auto login_prefixes = std::to_array<std::string_view>({
    "BASH_",   "DBUS_", "GDM",  "GNOME_", "GPG_",     "GTK_", "KDE_",  "LC_",
    "NVM_",    "P9K_",  "PM2_", "QT_",    "SESSION_", "SSH_", "SUDO_", "TERM_",
    "VSCODE_", "VTE_",  "WSL_", "XDG_",   "ZSH",      "axm_", "npm_",  "pm2_",
});

// What PM2 keeps of a process while it runs.
constexpr auto process_keys = std::to_array<std::string_view>({
    "command",
    "created_at",
    "exit_code",
    "km_link",
    "monit",
    "node_version",
    "_tree_pids",
    "pid",
    "pm_id",
    "pm_pid_path",
    "pm_uptime",
    "pmx_module",
    "prev_restart_delay",
    "restart_time",
    "status",
    "unique_id",
    "unstable_restarts",
    "username",
    "version",
    "versioning",
    "vizion_running",
    "_pm2_version",
    "NODE_APP_INSTANCE",
    "PM2_HOME",
    "started_inside",
    "restart_task",
    "namespace_id",
});

struct PmKey
{
  std::string_view theirs;
  std::string_view ours;
};
// Keys that have another name in the list than in files.
constexpr auto pm_keys = std::to_array<PmKey>({
    {"pm_exec_path", "script"},
    {"pm_cwd", "cwd"},
    {"pm_out_log_path", "out_file"},
    {"pm_err_log_path", "error_file"},
    {"pm_log_path", "log_file"},
});

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words)
{
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_of_login(std::string_view name)
{
  return is_one_of(name, login_variables)
         || std::any_of(login_prefixes.begin(), login_prefixes.end(),
                        [name](std::string_view prefix) { return name.starts_with(prefix); });
}

// The entry as PM2 keeps it; jlist has it one level deeper.
const Table* process_of(const Value& element)
{
  const Table* table = element.table();
  const Entry* inner = table == nullptr ? nullptr : table->find("pm2_env");
  return inner == nullptr ? table : inner->value.table();
}

std::string text_at(const Table& table, std::string_view key)
{
  const Entry* entry = table.find(key);
  return entry == nullptr ? "" : pm2_text(entry->value);
}

std::string joined(const std::vector<std::string>& names)
{
  std::string text;
  for (const std::string& name : names)
    text += (text.empty() ? "" : ", ") + name;
  return text;
}

bool is_empty(const Value& value)
{
  const bool has_nothing = (value.array() != nullptr && value.array()->empty())
                           || (value.table() != nullptr && value.table()->entries.empty());
  return has_nothing || std::holds_alternative<Null>(value.data)
         || (value.text() != nullptr && value.text()->empty());
}

bool is_usual(const Entry& entry)
{
  const Pm2Key* key = find_pm2_key(entry.key);
  return is_empty(entry.value)
         || (key != nullptr && !key->usual.empty() && pm2_text(entry.value) == key->usual);
}

class ProcessReader
{
public:
  ProcessReader(const Table& process, std::size_t count, std::size_t stopped)
      : process_(process), count_(count), stopped_(stopped)
  {
  }

  ForeignServer read(const Spot& spot)
  {
    server_.name = text_at(process_, "name");
    server_.spot = spot;
    env_ = process_.find("env") == nullptr ? nullptr : process_.find("env")->value.table();
    for (const Entry& entry : process_.entries)
      take(entry);
    if (count_ > 1)
      server_.all.push_back({"instances", spot, {spot, static_cast<std::int64_t>(count_)}});
    server_.was_stopped = stopped_ == count_;
    if (stopped_ > 0 && !server_.was_stopped)
      server_.notes.push_back(fmt::format("{} of its {} processes {} stopped when PM2 listed them",
                                          stopped_, count_, stopped_ == 1 ? "was" : "were"));
    if (!dropped_.empty())
      server_.notes.push_back(dropped_note(dropped_));
    if (!usual_.empty())
      server_.notes.push_back("PM2's own defaults: " + joined(usual_));
    return std::move(server_);
  }

private:
  // The variables stand beside the settings a second time.
  [[nodiscard]] bool is_variable(const Entry& entry) const
  {
    return env_ != nullptr && find_pm2_key(entry.key) == nullptr
           && env_->find(entry.key) != nullptr;
  }

  // ~/.pm2/logs/NAME-out-0.log
  [[nodiscard]] bool is_usual_log(std::string_view path) const
  {
    const std::string home = env_ == nullptr ? "" : text_at(*env_, "PM2_HOME");
    return path.find("/.pm2/logs/") != std::string_view::npos
           || (!home.empty() && path.starts_with(home + "/logs/"));
  }

  // What also stands under PM2's own name of it, which counts: "cwd" beside "pm_cwd".
  [[nodiscard]] bool is_resolved(const Entry& entry) const
  {
    const Pm2Key* key = find_pm2_key(entry.key);
    return key != nullptr
           && std::any_of(pm_keys.begin(), pm_keys.end(), [&](const PmKey& resolved) {
                return resolved.ours == key->name && process_.find(resolved.theirs) != nullptr;
              });
  }

  void take(const Entry& entry)
  {
    if (is_of_module(entry) || is_resolved(entry))
      return;
    const auto* renamed = std::find_if(pm_keys.begin(), pm_keys.end(),
                                       [&](const PmKey& key) { return key.theirs == entry.key; });
    if (renamed != pm_keys.end()) {
      Entry copy = entry;
      copy.key = renamed->ours;
      const bool is_stream = copy.key == "out_file" || copy.key == "error_file";
      if (is_stream && is_usual_log(pm2_text(entry.value))) {
        usual_.push_back(copy.key);
        server_.rest.push_back(std::move(copy));
      } else {
        server_.all.push_back(std::move(copy));
      }
    } else if (entry.key == "env") {
      take_environment(entry);
    } else if (entry.key == "instances" || is_one_of(entry.key, process_keys)
               || entry.key.starts_with("axm_") || is_variable(entry)) {
      return;
    } else if (is_usual(entry) && !(entry.key == "exec_mode" && count_ > 1)) {
      usual_.push_back(entry.key);
    } else {
      server_.all.push_back(entry);
    }
  }

  void take_environment(const Entry& entry)
  {
    if (env_ == nullptr)
      return;
    Entry reduced = entry;
    Table kept = *env_;
    std::erase_if(kept.entries, [this](const Entry& variable) { return is_of_module(variable); });
    dropped_ = reduce_environment(kept);
    reduced.value.data = std::move(kept);
    server_.all.push_back(std::move(reduced));
  }

  // PM2 gives each application a variable of its own name, for the settings of modules.
  [[nodiscard]] bool is_of_module(const Entry& variable) const
  {
    return variable.key == server_.name && pm2_text(variable.value) == "{}";
  }

  const Table& process_;
  std::size_t count_;
  std::size_t stopped_; // of them
  const Table* env_ = nullptr;
  ForeignServer server_;
  std::vector<std::string> dropped_;
  std::vector<std::string> usual_;
};

// One application of the list, with its first process.
struct ListedApp
{
  const Table* process = nullptr;
  Spot spot;
  std::size_t count = 0;
  std::size_t stopped = 0;
};

// Processes of one application have these in common.
bool is_same_app(const Table& a, const Table& b)
{
  return std::all_of(
             pm_keys.begin(), pm_keys.begin() + 2,
             [&](const PmKey& key) { return text_at(a, key.theirs) == text_at(b, key.theirs); })
         && text_at(a, "name") == text_at(b, "name") && text_at(a, "args") == text_at(b, "args");
}

} // namespace

bool is_process_list(const Value& root)
{
  const Array* list = root.array();
  return list != nullptr && !list->empty()
         && std::all_of(list->begin(), list->end(), [](const Value& element) {
              const Table* process = process_of(element);
              return process != nullptr && process->find("pm_exec_path") != nullptr;
            });
}

bool is_copied_environment(const Table& env)
{
  return env.find("PATH") != nullptr && env.find("HOME") != nullptr && env.find("PWD") != nullptr;
}

std::vector<std::string> reduce_environment(Table& env)
{
  std::vector<std::string> dropped;
  for (const Entry& variable : env.entries) {
    if (is_of_login(variable.key))
      dropped.push_back(variable.key);
  }
  std::erase_if(env.entries, [](const Entry& variable) { return is_of_login(variable.key); });
  return dropped;
}

std::string dropped_note(const std::vector<std::string>& names)
{
  return "left out of the copied environment: " + joined(names);
}

Foreign read_process_list(const Value& root)
{
  Foreign foreign{.format = Format::pm2};
  std::vector<ListedApp> apps;
  for (const Value& element : *root.array()) {
    const Table* process = process_of(element);
    const Entry* module = process->find("pmx_module");
    if (module != nullptr && pm2_switch(module->value) == true) {
      foreign.others.push_back("the module " + text_at(*process, "name"));
      continue;
    }
    auto app = std::find_if(apps.begin(), apps.end(), [process](const ListedApp& other) {
      return is_same_app(*other.process, *process);
    });
    if (app == apps.end())
      app = apps.insert(app, {.process = process, .spot = element.spot});
    ++app->count;
    app->stopped += text_at(*process, "status") == "stopped" ? 1 : 0;
  }
  for (const ListedApp& app : apps)
    foreign.servers.push_back(ProcessReader(*app.process, app.count, app.stopped).read(app.spot));
  return foreign;
}

} // namespace mcpctl
