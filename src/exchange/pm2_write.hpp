// What is written of PM2's keys, one function for each of them or for those that go together.
#pragma once

#include <string>

namespace mcpctl {

class Pm2Server;

void write_pm2_command(Pm2Server& server);
void write_pm2_folder(Pm2Server& server);
void write_pm2_namespace(Pm2Server& server);
void write_pm2_account(Pm2Server& server);
void write_pm2_instances(Pm2Server& server);
void write_pm2_autostart(Pm2Server& server);
void write_pm2_restarts(Pm2Server& server); // autorestart, max_restarts, min_uptime, the delays
void write_pm2_stop_exit_codes(Pm2Server& server);
void write_pm2_stopping(Pm2Server& server); // kill_timeout, shutdown_with_message
void write_pm2_treekill(Pm2Server& server);
void write_pm2_ready(Pm2Server& server); // wait_ready, listen_timeout
// What is said of an application that PM2 only starts at certain times; empty: it is no such.
[[nodiscard]] std::string pm2_job(const Pm2Server& server);
void write_pm2_cron(Pm2Server& server);
void write_pm2_memory(Pm2Server& server);
void write_pm2_watch(Pm2Server& server);
void write_pm2_logs(Pm2Server& server);        // the files, and how lines are dated
void write_pm2_environment(Pm2Server& server); // env, env_NAME, port

} // namespace mcpctl
