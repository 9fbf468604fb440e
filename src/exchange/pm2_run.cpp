// The keys of PM2 about what is run, as whom, and how often.
#include "exchange/pm2_server.hpp"
#include "exchange/pm2_value.hpp"
#include "exchange/pm2_write.hpp"

#include "config/paths.hpp"
#include "config/scalars.hpp"
#include "config/toml_text.hpp"
#include "exchange/write_toml.hpp"
#include "units/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mcpctl {

namespace {

bool is_cluster(const Pm2Server& server)
{
  if (const Value* mode = server.find_set("exec_mode"))
    return pm2_text(*mode).starts_with("cluster");
  const std::string program = base_name(server.command.words.front());
  return server.find("instances") != nullptr && (program == "node" || program == "bun");
}

// As PM2 counts them: 0 and "max" are the CPUs, -1 is all of them but one.
std::optional<double> count_of(Pm2Server& server)
{
  const Value* value = server.find("instances");
  if (value == nullptr || std::holds_alternative<Null>(value->data))
    return std::nullopt;
  const std::optional<double> number = pm2_number(*value);
  if (number)
    return std::trunc(*number);
  if (value->text() != nullptr && *value->text() == "max")
    return 0;
  server.not_understood("instances");
  return std::nullopt;
}

void say_what_differs(Pm2Server& server)
{
  if (is_cluster(server))
    server.warn("node's cluster module let all of them listen on one port; here each has its own, "
                "port + its number - 1, which it gets as PORT: a proxy goes before them");
  const Value* variable = server.find_set("instance_var");
  const std::string name = variable == nullptr
                               ? "NODE_APP_INSTANCE"
                               : "instance_var = " + toml_string(pm2_text(*variable));
  server.comment(fmt::format("MCP_INSTANCE counts them from 1; {} counted from 0", name));
}

void write_increment(Pm2Server& server)
{
  const Value* variable = server.find_set("increment_var");
  if (variable == nullptr)
    return;
  if (pm2_text(*variable) == "PORT")
    server.comment("increment_var = \"PORT\": as `port` does it here");
  else
    server.warn(fmt::format("increment_var = {}: only PORT differs between instances here; "
                            "MCP_INSTANCE is their number",
                            toml_string(pm2_text(*variable))));
}

std::string account_of(const Value& value)
{
  const std::string text = pm2_text(value);
  const bool is_name = std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) > ' ' && c != '%' && c != ':' && c != 0x7f;
  });
  return is_name ? text : "";
}

void write_one_account(Pm2Server& server, std::string_view theirs, const std::string& ours)
{
  const Value* value = server.find_set(theirs);
  if (value == nullptr)
    return;
  const std::string account = account_of(*value);
  if (account.empty())
    server.not_understood(theirs);
  else if (server.import().options.scope == Scope::system)
    server.key(ours, toml_string(account));
  else
    server.comment_key(theirs, fmt::format("in the user scope servers run as their user; `sudo "
                                           "mcpctl import` writes {}",
                                           ours));
}

} // namespace

void write_pm2_command(Pm2Server& server)
{
  for (const std::string& note : server.command.notes)
    server.comment(note);
  for (const std::string& text : server.command.remarks)
    server.remark(text);
  server.lines(command_lines(server.command.words));
}

void write_pm2_folder(Pm2Server& server)
{
  const std::string& folder = server.folder();
  if (!folder.starts_with('/')) {
    server.fill_in("cwd", "cwd", "the file does not tell its folder");
    return;
  }
  if (server.machine().kind && server.kind(folder) != FileKind::directory)
    server.fill_in("cwd", "cwd", "there is no folder " + folder);
  else if (const auto why = why_working_directory_not_carried(folder))
    server.fill_in("cwd", "cwd", "it " + *why);
  else
    server.key("cwd", toml_string(folder));
}

void write_pm2_namespace(Pm2Server& server)
{
  const Value* value = server.find_set("namespace");
  const std::string given = value == nullptr ? "default" : pm2_text(*value);
  if (given == "default") {
    server.as_usual("namespace");
    return;
  }
  std::string tag = given;
  std::replace_if(
      tag.begin(), tag.end(),
      [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7f; }, '-');
  server.key("tags", toml_array({tag}), tag == given ? "" : "was " + given);
}

void write_pm2_account(Pm2Server& server)
{
  write_one_account(server, "uid", "user");
  write_one_account(server, "gid", "group");
}

void write_pm2_instances(Pm2Server& server)
{
  const std::optional<double> count = count_of(server);
  const double cpus = server.machine().cpus;
  const bool is_max = count && *count == 0;
  const double number = is_max || !count ? cpus
                        : *count < 0     ? std::max(cpus + *count, 1.0)
                                         : *count;
  if (number > most_instances) {
    server.not_understood("instances");
  } else if (count && (is_max || number > 1)) {
    server.instances = static_cast<unsigned>(number);
    say_what_differs(server);
    if (*count < 0)
      server.comment(fmt::format("was {}, with {} CPUs", *count, cpus));
    server.key("instances", is_max ? "\"max\"" : fmt::format("{}", number));
  } else if (count && *count < 0) {
    server.comment_key("instances", fmt::format("one, with {} CPUs", cpus));
  } else if (count) {
    server.as_usual("instances");
  }
  if (!is_cluster(server))
    server.as_usual("exec_mode");
  else if (server.instances == 0 && server.find("exec_mode") != nullptr)
    server.comment_key("exec_mode", "one process is as any other");
  if (server.instances == 0 && server.find("instance_var") != nullptr)
    server.comment_key("instance_var",
                       "MCP_INSTANCE counts instances, from 1, where there are some");
  write_increment(server);
}

} // namespace mcpctl
