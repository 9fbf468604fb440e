// The keys of PM2 about starting, restarting and stopping.
#include "exchange/cron.hpp"
#include "exchange/pm2_server.hpp"
#include "exchange/pm2_value.hpp"
#include "exchange/pm2_write.hpp"

#include "config/toml_text.hpp"
#include "model/span.hpp"

#include <fmt/format.h>

#include <cmath>

namespace mcpctl {

namespace {

constexpr double most_milliseconds = 1e12; // thirty years
constexpr unsigned most_restarts = 1000000;

TimeSpan span_of(double milliseconds)
{
  return TimeSpan(std::llround(std::min(milliseconds, most_milliseconds) * 1000));
}

std::string toml_span(double milliseconds)
{
  return toml_string(format_time_span(span_of(milliseconds)));
}

// Milliseconds, not negative; reports anything else.
std::optional<double> milliseconds(Pm2Server& server, std::string_view key)
{
  const Value* value = server.find(key);
  if (value == nullptr || std::holds_alternative<Null>(value->data))
    return std::nullopt;
  const std::optional<double> number = pm2_number(*value);
  if (number && *number >= 0 && *number <= most_milliseconds)
    return number;
  server.not_understood(key);
  return std::nullopt;
}

// "500", "10s", "5m" or "1h".
std::optional<double> uptime_of(const Value& value)
{
  if (const std::optional<double> number = pm2_number(value))
    return number;
  const std::string text = pm2_text(value);
  const std::size_t unit = text.find_first_not_of("0123456789");
  if (unit == 0 || unit + 1 != text.size() || unit > 9)
    return std::nullopt;
  const double number = std::stod(text.substr(0, unit));
  switch (text[unit]) {
  case 'h':
    return number * 3600000;
  case 'm':
    return number * 60000;
  case 's':
    return number * 1000;
  default:
    return std::nullopt;
  }
}

// Writes restart_sec, and answers with the pause in milliseconds.
double write_delay(Pm2Server& server)
{
  constexpr double usual_pause = 100; // restart_sec
  const std::optional<double> plain = milliseconds(server, "restart_delay");
  const std::optional<double> growing = milliseconds(server, "exp_backoff_restart_delay");
  if (growing && *growing > 0) {
    server.comment_key("exp_backoff_restart_delay",
                       "it grew to 15 s with each crash; here the pause stays as it is");
    server.key("restart_sec", toml_span(*growing));
    if (plain)
      server.comment_key("restart_delay", "the other one counts for PM2, too");
    return *growing;
  }
  if (server.find("exp_backoff_restart_delay") != nullptr)
    server.as_usual("exp_backoff_restart_delay");
  if (!plain)
    return usual_pause;
  server.key("restart_sec", toml_span(*plain));
  return *plain;
}

// min_uptime; reports what is none.
std::optional<double> shortest_run(Pm2Server& server)
{
  constexpr double usual = 1000;
  const Value* least = server.find("min_uptime");
  if (least == nullptr)
    return usual;
  const std::optional<double> uptime = uptime_of(*least);
  if (uptime && *uptime >= 0 && *uptime <= most_milliseconds)
    return uptime;
  server.not_understood("min_uptime");
  return std::nullopt;
}

// So many runs that are shorter than min_uptime, and PM2 gives up.
void write_limit(Pm2Server& server, double pause)
{
  const Value* most = server.find("max_restarts");
  const std::optional<double> uptime = shortest_run(server);
  if (most == nullptr) {
    if (server.find("min_uptime") != nullptr && uptime)
      server.comment_key("min_uptime", "without max_restarts: here 10 quick starts in 60s are too "
                                       "many, and then there is one try each minute");
    return;
  }
  const std::optional<double> count = pm2_number(*most);
  if (!count || *count < 0 || *count > most_restarts) {
    server.comment_key("max_restarts", "never given up, as here without a word");
    return;
  }
  const double shortest = uptime.value_or(1000);
  server.comment(fmt::format("PM2 gives up (\"errored\") after {} runs that are shorter than {}; "
                             "so does this, by retry_sec "
                             "= 0: without it there is one try each minute",
                             *count, format_time_span(span_of(shortest))));
  server.key("start_limit_burst", fmt::format("{}", std::floor(*count)));
  server.key("start_limit_interval_sec", toml_span(std::floor(*count) * (shortest + pause)));
  server.key("retry_sec", "0");
}

} // namespace

// What PM2 does not run: that an apply starts it must not come as a surprise.
void write_pm2_autostart(Pm2Server& server)
{
  const bool is_given = server.find("autostart") != nullptr;
  const std::optional<bool> starts = server.find_switch("autostart");
  if (is_given && !starts)
    server.not_understood("autostart");
  else if (starts == true)
    server.as_usual("autostart");
  if (starts != false && !server.foreign().was_stopped)
    return;
  const std::string why =
      server.foreign().was_stopped ? "was stopped when PM2 listed it" : "autostart = false";
  server.key("enabled", "false",
             why
                 + ": it is not started at boot; `mcpctl import --apply` leaves it stopped, an "
                   "apply that finds it new starts it");
  server.remark(why + ": import --apply leaves it stopped, an apply that finds it new starts it");
  server.import().imported.stopped.push_back(server.name());
}

void write_pm2_restarts(Pm2Server& server)
{
  const std::optional<bool> restarts = server.find_switch("autorestart");
  const Value* most = server.find("max_restarts");
  const std::optional<double> count = most == nullptr ? std::nullopt : pm2_number(*most);
  const bool gives_up_at_once = count && *count >= 0 && *count < 1;
  if (restarts == true)
    server.as_usual("autorestart");
  else if (!restarts && server.find("autorestart") != nullptr)
    server.not_understood("autorestart");
  if (restarts == false || gives_up_at_once) {
    server.key("restart", "\"no\"",
               gives_up_at_once ? "max_restarts = 0: PM2 starts it no second time" : "");
    for (const std::string_view key :
         {"restart_delay", "exp_backoff_restart_delay", "min_uptime", "max_restarts"}) {
      if (server.find(key) != nullptr)
        server.comment_key(key, "it is not restarted");
    }
    return;
  }
  write_limit(server, write_delay(server));
}

void write_pm2_stop_exit_codes(Pm2Server& server)
{
  std::string codes;
  bool has_zero = false;
  for (const std::string& text : pm2_list(*server.find("stop_exit_codes"))) {
    const std::optional<double> code = pm2_number({{}, text});
    if (!code || *code < 0 || *code > 255 || *code != std::floor(*code)) {
      server.not_understood("stop_exit_codes");
      return;
    }
    has_zero = has_zero || *code == 0;
    codes += (codes.empty() ? "" : ", ") + fmt::format("{}", *code);
  }
  if (has_zero)
    server.comment("PM2 took a death by a signal for 0, too; add \"SIGKILL\" and the like if that "
                   "is meant");
  if (codes.empty())
    server.as_usual("stop_exit_codes");
  else
    server.key("restart_prevent_exit_status", "[" + codes + "]");
}

void write_pm2_stopping(Pm2Server& server)
{
  if (server.find_switch("shutdown_with_message") == true)
    server.warn("shutdown_with_message: systemd sends a signal, not node's message \"shutdown\"; "
                "let the program end at SIGINT");
  else if (server.find("shutdown_with_message") != nullptr)
    server.as_usual("shutdown_with_message");
  server.key("kill_signal", "\"SIGINT\"", "as PM2 stops it; without it SIGTERM");
  const std::optional<double> timeout = milliseconds(server, "kill_timeout");
  if (timeout && *timeout > 0)
    server.key("timeout_stop_sec", toml_span(*timeout));
  else if (timeout)
    server.comment_key("kill_timeout", "PM2 takes its 1.6 s instead; here it is 10 s");
}

void write_pm2_treekill(Pm2Server& server)
{
  if (server.find_switch("treekill") != false)
    server.as_usual("treekill");
  else
    server.comment("treekill = false: here all processes of the server are stopped with it; "
                   "systemd.Service.KillMode = \"process\" would leave them behind");
}

void write_pm2_ready(Pm2Server& server)
{
  if (server.find_switch("wait_ready") == true) {
    server.warn("wait_ready: nobody listens to node's process.send(\"ready\"), and process.send is "
                "not there: call it as process.send?.(…); it counts as up once it stays up, with "
                "service_type = \"notify\" when it says so, with type = \"http\" when it answers");
  } else if (server.find("wait_ready") != nullptr) {
    server.as_usual("wait_ready");
  }
  constexpr const char* why = "timeout_start_sec is that, with service_type = \"notify\"";
  if (server.find("listen_timeout") != nullptr)
    server.comment_key("listen_timeout", why);
}

std::string pm2_job(const Pm2Server& server)
{
  const Value* value = server.find_set("cron_restart");
  const std::string pattern = value == nullptr ? "0" : pm2_text(*value);
  const Result<std::string> event = calendar_of_cron(pattern);
  if (pattern == "0" || !event.ok() || server.find_switch("autorestart") != false)
    return "";
  const char* user = server.import().options.scope == Scope::user ? " --user" : "";
  return fmt::format(
      "cron_restart = {0} with autorestart = false is a job that PM2 starts at these times, no "
      "server; it is left out, and a timer does it: {1}.service with its command, {1}.timer with "
      "OnCalendar={2}, and systemctl{3} enable --now {1}.timer; until the next boot alone: "
      "systemd-run{3} --on-calendar={4} PROGRAM",
      toml_string(pattern), server.name(), *event, user, toml_string(*event));
}

void write_pm2_cron(Pm2Server& server)
{
  const Value* value = server.find_set("cron_restart");
  const std::string pattern = value == nullptr ? "0" : pm2_text(*value);
  if (pattern == "0") {
    server.as_usual("cron_restart");
    return;
  }
  const Result<std::string> event = calendar_of_cron(pattern);
  if (!event.ok()) {
    server.comment_key("cron_restart", "it " + event.error().what);
    server.fill_in("cron_restart", "restart_on_calendar", "the pattern " + event.error().what);
    return;
  }
  server.key("restart_on_calendar", toml_string(*event),
             fmt::format("was {}; a server that was stopped stays stopped, which PM2 started again",
                         toml_string(pattern)));
}

void write_pm2_memory(Pm2Server& server)
{
  const Value& value = *server.find("max_memory_restart");
  const std::string text = pm2_text(value);
  const std::size_t unit = std::min(text.find_first_not_of("0123456789"), text.size());
  const bool has_unit =
      unit + 1 == text.size() && std::string_view("KMG").find(text[unit]) != std::string_view::npos;
  if (is_nothing(value)) {
    server.as_usual("max_memory_restart");
    return;
  }
  const Result<ByteSize> size = parse_byte_size(text);
  if (unit == 0 || (unit < text.size() && !has_unit) || !size.ok() || size->amount == 0) {
    server.not_understood("max_memory_restart");
    return;
  }
  server.key("memory_max", toml_string(format_byte_size(*size)),
             "the kernel kills at this size, at once, and counts all processes of the server; PM2 "
             "looked at the main one each 30 s, and stopped it gently");
}

} // namespace mcpctl
