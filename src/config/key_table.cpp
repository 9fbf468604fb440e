#include "config/key_table.hpp"

#include "config/check_value.hpp"
#include "config/nearest.hpp"

#include <algorithm>
#include <array>

namespace mcpctl {

namespace {

constexpr bool later = false;

constexpr auto keys = std::to_array<KeySpec>({
    // run
    {"type", check_type, "http stdio none"},
    {"command", check_command, R"(a string or an array of strings, as in ["npx", "server-files"])"},
    {"args", check_words, R"(an array of strings, as in ["--verbose"])"},
    {"env", check_environment, R"(a table of strings, as in { NODE_ENV = "production" })"},
    {"env_file", check_paths, R"(a string or an array of strings, as in [".env"])"},
    {"description", check_description, R"(a string, as in "shared files")"},
    {"tags", check_tags, R"(an array of strings, as in ["work"])"},
    {"cwd", check_path, R"(a string, as in "/srv/files")"},
    {"user", check_account, R"(a string, as in "alice")"},
    {"group", check_account, R"(a string, as in "users")"},
    {"service_type", check_choice, "exec notify"},
    // several
    {"instances", check_instances, R"(an integer from 1 to 1024, or "max")"},
    {"port", check_port, "an integer from 1 to 65535"},
    {"profiles", check_profiles, "a table of tables, as in [servers.NAME.profiles.production]"},
    // http
    {"url", check_url, R"(a string, as in "http://127.0.0.1:{port}/mcp")"},
    {"headers", check_headers, R"(a table of strings, as in { Accept = "text/event-stream" })"},
    // stdio
    {"max_sessions", check_count, "an integer, as in 64"},
    // life
    {"enabled", check_boolean, "true or false"},
    {"restart", check_choice, "always on-failure no"},
    {"restart_sec", check_finite_span, R"(a span, as in "100ms", or seconds)"},
    {"start_limit_burst", check_count, "an integer, as in 10"},
    {"start_limit_interval_sec", check_span, R"(a span, as in "60s", or seconds)"},
    {"retry_sec", check_finite_span, R"(a span, as in "60s", or seconds)"},
    {"restart_prevent_exit_status", check_exit_statuses,
     R"(an exit status, a signal or an array of them, as in [2, "SIGKILL"])"},
    {"kill_signal", check_signal, R"(a string, as in "SIGTERM")"},
    {"timeout_stop_sec", check_span, R"(a span, as in "10s", or seconds)"},
    {"timeout_start_sec", check_span, R"(a span, as in "30s", or seconds)"},
    {"settle_sec", check_finite_span, R"(a span, as in "1s", or seconds)"},
    {"reload_signal", check_signal, R"(a string, as in "SIGHUP")"},
    // limits
    {"memory_max", check_size, R"(a string, as in "200M")"},
    {"memory_high", check_size, R"(a string, as in "150M")"},
    {"cpu_quota", check_quota, R"(a string, as in "50%")"},
    {"tasks_max", check_tasks, R"(an integer, as in 64, or "infinity")"},
    // secrets
    {"secrets", check_secrets,
     R"(an array of names, as in ["NOTION_TOKEN"], or a table, as in { CERT = { file = true } })"},
    // escape hatch
    {"systemd", check_systemd, "a table, as in [servers.NAME.systemd.Service]"},
    // order, time
    {"after", check_names, R"(an array of names of servers, as in ["database"])"},
    {"restart_on_calendar", check_calendar, R"(a string, as in "daily" or "Mon 03:00")"},
    {"watch", check_watch, R"(true, a string or an array of strings, as in ["src"])"},
    {"watch_ignore", check_patterns, R"(a string or an array of strings, as in ["*.tmp"])"},
    {"watch_delay_sec", check_finite_span, R"(a span, as in "500ms", or seconds)"},
    {"on_failure", check_command,
     R"(a string or an array of strings, as in ["notify-send", "down"])"},
    // logs
    {"stdout", check_stream, R"(a string: "journal", "null" or a path)"},
    {"stderr", check_stream, R"(a string: "journal", "null" or a path)"},
    {"log_rotate_size", check_bytes, R"(a string, as in "10M")"},
    {"log_rotate_keep", check_count, "an integer, as in 5"},
    {"log_rotate_on_calendar", check_calendar, R"(a string, as in "daily")"},
    {"log_rotate_max_age", check_age, R"(a span, as in "2w", or seconds)"},
    {"log_compress", check_boolean, "true or false"},
    {"log_date_format", check_date_format, R"(a string, as in "%H:%M:%S")"},
    {"log_level_max", check_choice, "emerg alert crit err warning notice info debug"},
    // isolation
    {"sandbox", check_choice, "default strict off", later},
    {"network", check_network, R"("any", "loopback", "none" or an array of addresses)", later},
    {"read_write_paths", check_paths, R"(a string or an array of strings, as in ["/srv"])", later},
    {"read_only_paths", check_paths, R"(a string or an array of strings, as in ["/srv"])", later},
    {"gateway", check_table, "a table", later},
});

constexpr KeySpec health_key = {"health_*", check_anything, "", later};

void check_key(Entry& entry, const std::string& header, Problems& problems)
{
  const KeySpec* key = find_key(entry.key);
  if (key == nullptr) {
    report_unknown_key(entry, header, key_names(), problems);
    entry.bad = true;
    return;
  }
  const std::size_t before = problems.errors();
  key->check(entry, *key, problems);
  if (!key->supported && problems.errors() == before)
    problems.error(entry.spot, "\"" + entry.key + "\" is not supported yet");
  entry.bad = problems.errors() != before;
}

} // namespace

std::span<const KeySpec> key_table()
{
  return keys;
}

const KeySpec* find_key(std::string_view name)
{
  if (name.starts_with("health_"))
    return &health_key;
  const auto* found = std::find_if(keys.begin(), keys.end(),
                                   [name](const KeySpec& key) { return key.name == name; });
  return found == keys.end() ? nullptr : found;
}

std::vector<std::string_view> key_names()
{
  std::vector<std::string_view> names;
  for (const KeySpec& key : keys)
    names.push_back(key.name);
  return names;
}

void report_unknown_key(const Entry& entry, const std::string& header,
                        const std::vector<std::string_view>& known, Problems& problems)
{
  std::string hint;
  if (const auto nearest = nearest_word(entry.key, known))
    hint = "did you mean \"" + std::string(*nearest) + "\"?";
  const std::string where = header.empty() ? "" : " in " + header;
  problems.error(entry.spot, "unknown key \"" + entry.key + "\"" + where, hint);
}

void check_keys(Table& table, const std::string& header, Problems& problems)
{
  for (Entry& entry : table.entries)
    check_key(entry, header, problems);
}

} // namespace mcpctl
