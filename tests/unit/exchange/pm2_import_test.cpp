#include "exchange/import.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

using namespace mcpctl;

namespace {

// A machine on which nothing is known of the disk.
Imported import(const std::string& app, const ImportOptions& options = {})
{
  const std::string text = "{\"apps\": [" + app + "]}";
  const SourceFile file{.path = "/srv/a/x.json", .shown = "x.json", .owner = "", .text = text};
  return import_text(file, options);
}

// What is written for an application of node, but for what each has: the lines behind its folder,
// without kill_signal, and what is told.
std::string written(const std::string& keys, const ImportOptions& options = {})
{
  const Imported imported = import(
      R"({"name": "a", "script": "x.js")" + (keys.empty() ? "" : ", " + keys) + "}", options);
  std::string text = imported.toml;
  for (const std::string_view usual :
       {"# as PM2 stops it; without it SIGTERM\nkill_signal = \"SIGINT\"\n",
        "command = \"node\"\nargs = [\"x.js\"]\n", "cwd = \"/srv/a\"\n", "[servers.a]\n"}) {
    const std::size_t at = text.find(usual);
    if (at != std::string::npos)
      text.erase(at, usual.size());
  }
  text.erase(0, text.find("\n\n") + 2);
  for (const std::string& remark : imported.remarks)
    text += "! " + remark + "\n";
  return text;
}

} // namespace

TEST_CASE("import of PM2: restarts")
{
  struct Row
  {
    const char* keys;
    const char* expected;
  };
  const Row rows[] = {
      {"", ""},
      {R"("restart_delay": 1500)", "restart_sec = \"1s 500ms\"\n"},
      {R"("restart_delay": 0)", "restart_sec = \"0\"\n"},
      {R"("restart_delay": -1)",
       "# restart_delay = -1: PM2 takes no such value; left out\n"
       "! a: restart_delay has a value that PM2 does not take; left out\n"},
      {R"("max_restarts": 3)",
       "# PM2 gives up (\"errored\") after 3 runs that are shorter than 1s; so does this, by "
       "retry_sec = 0: without it there is one try each minute\n"
       "start_limit_burst = 3\nstart_limit_interval_sec = \"3s 300ms\"\nretry_sec = 0\n"},
      {R"("max_restarts": 2, "min_uptime": "1m", "restart_delay": 1000)",
       "restart_sec = \"1s\"\n"
       "# PM2 gives up (\"errored\") after 2 runs that are shorter than 1min; so does this, by "
       "retry_sec = 0: without it there is one try each minute\n"
       "start_limit_burst = 2\nstart_limit_interval_sec = \"2min 2s\"\nretry_sec = 0\n"},
      {R"("max_restarts": 0.5)",
       "# max_restarts = 0: PM2 starts it no second time\nrestart = \"no\"\n"
       "# max_restarts = 0.5: it is not restarted\n"},
      {R"("max_restarts": "Infinity")",
       "# max_restarts = \"Infinity\": never given up, as here without a word\n"},
      {R"("autorestart": "false")", "restart = \"no\"\n"},
      {R"("stop_exit_codes": 0)",
       "# PM2 took a death by a signal for 0, too; add \"SIGKILL\" and the like if that is meant\n"
       "restart_prevent_exit_status = [0]\n"},
      {R"("stop_exit_codes": ["1", 2])", "restart_prevent_exit_status = [1, 2]\n"},
      {R"("kill_timeout": 3000)", "timeout_stop_sec = \"3s\"\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.keys);
    CHECK(written(row.keys) == row.expected);
  }
}

TEST_CASE("import of PM2: numbers beyond all bounds overflow nothing")
{
  for (const char* keys :
       {R"("max_restarts": 1000000, "min_uptime": 1000000000000, "restart_delay": 1000000000000)",
        R"("max_restarts": 3, "min_uptime": 1e300)", R"("restart_delay": 1e300)",
        R"("instances": 1e300)", R"("instances": -1e300)", R"("watch": true, "watch_delay": 1e300)",
        R"("max_memory_restart": "99999999999999999999G")", R"("kill_timeout": 1e300)",
        R"("port": 1e300)", R"("stop_exit_codes": [1e300])", R"("min_uptime": "999999999999h")"}) {
    CAPTURE(keys);
    CHECK(written(keys).find("inf") == std::string::npos);
  }
}

TEST_CASE("import of PM2: instances and ports")
{
  const ImportOptions four{.machine = {.cpus = 4}};
  const std::string cluster =
      "# node's cluster module let all of them listen on one port; here each has its own, port + "
      "its number - 1, which it gets as PORT: a proxy goes before them\n";
  const std::string number =
      "# MCP_INSTANCE counts them from 1; NODE_APP_INSTANCE counted from 0\n";
  const std::string told = "! a: " + cluster.substr(2);
  const auto lines = [](const std::string& value) { return "instances = " + value + "\n"; };
  const std::string port = R"("env": {"PORT": "80"}, )";
  const std::string its_port = "port = 80\n";
  CHECK(written(port + R"("instances": 2, "exec_mode": "fork")", four)
        == number + lines("2") + its_port + "# as here without a word: exec_mode = \"fork\"\n");
  CHECK(written(port + R"("instances": 0)", four)
        == cluster + number + lines("\"max\"") + its_port + told);
  CHECK(written(port + R"("instances": "-1")", four)
        == cluster + number + "# was -1, with 4 CPUs\n" + lines("3") + its_port + told);
  CHECK(written(R"("instances": -4)", four) == "# instances = -4: one, with 4 CPUs\n");
  CHECK(written(R"("instances": 1)", four) == "# as here without a word: instances = 1\n");
  CHECK(written(R"("instances": 1025)", four).find("left out") != std::string::npos);
  CHECK(written(R"("port": 80, "env": {"PORT": 81})")
        == "port = 80\n# env.PORT = \"81\": `port` counts for PM2, too\n");
  CHECK(written(R"("port": 65535, "instances": 2, "exec_mode": "fork")")
            .find("too high for so many instances; PORT is a variable like others")
        != std::string::npos);
  CHECK(written(R"("env": {"PORT": "/run/x.sock"})") == "env.PORT = \"/run/x.sock\"\n");
}

TEST_CASE("import of PM2: two servers get no port twice, under any profile")
{
  const auto toml = [](const std::string& first, const std::string& second) {
    return import(R"({"name": "a", "script": "x.js", )" + first
                  + R"(}, {"name": "b", "script": "x.js", )" + second + "}")
        .toml;
  };
  const std::string taken = "# port = 81: a has it already; PORT is a variable like others\n";
  CHECK(toml(R"("env": {"PORT": 81}, "instances": 2)", R"("env": {"PORT": 81})").find(taken)
        != std::string::npos);
  CHECK(toml(R"("env": {"PORT": 80}, "env_p": {"PORT": 81})", R"("env": {"PORT": 81})").find(taken)
        != std::string::npos);
  CHECK(toml(R"("env_p": {"PORT": 81})", R"("env_p": {"PORT": 81})").find(taken)
        != std::string::npos);
  CHECK(toml(R"("env_p": {"PORT": 81})", R"("env_q": {"PORT": 81})").find(taken)
        == std::string::npos);
}

TEST_CASE("import of PM2: ports that meet here alone are to be chosen")
{
  const Imported imported =
      import(R"({"name": "api", "script": "x.js", "env": {"PORT": 6300}, "instances": 2},
                {"name": "web", "script": "x.js", "env": {"PORT": 6301}})");
  CHECK(imported.toml.find("\nport = 6301\n") != std::string::npos); // which check refuses
  REQUIRE(!imported.remarks.empty());
  CHECK(
      imported.remarks.back()
      == "web: its port 6301 meets api's 6300 to 6301 (one for each instance): choose another for "
         "one of them, such as 6302 for web");
  const Imported later =
      import(R"({"name": "web", "script": "x.js", "env": {"PORT": 1}, "env_p": {"PORT": 6301}},
                {"name": "api", "script": "x.js", "env": {"PORT": 6300}, "instances": 2})");
  CHECK(
      later.remarks.back()
      == "api: its port 6300 to 6301 (one for each instance) meets web's 6301: choose another for "
         "one of them, such as 6302 for api");
}

TEST_CASE("import of PM2: the file for both streams wins over /dev/null")
{
  const std::string logs =
      R"("log_file": "./all.log", "out_file": "/dev/null", "error_file": "/dev/null")";
  CHECK(written(logs).find("\"null\"") == std::string::npos);
  CHECK(written(logs, {.keep_log_files = true})
        == "stdout = \"/srv/a/all.log\"\nstderr = \"/srv/a/all.log\"\n");
  CHECK(written(R"("log_file": "./all.log", "out_file": "/dev/null")", {.keep_log_files = true})
        == "stdout = \"/srv/a/all.log\"\nstderr = \"/srv/a/all.log\"\n");
  CHECK(written(R"("out_file": "/dev/null")") == "stdout = \"null\"\n");
  CHECK(written(R"("log_file": "/dev/null", "out_file": "/dev/null")").find("stdout = \"null\"")
        != std::string::npos);
}

TEST_CASE("import of PM2: what is ignored is meant below what is watched")
{
  const auto ignored = [](const std::string& keys) {
    const std::string text = written(keys);
    const std::size_t at = text.find("watch_ignore");
    return at == std::string::npos ? "" : text.substr(at, text.find('\n', at) - at);
  };
  const std::string watch = R"("watch": ["server", "client"], "ignore_watch": )";
  CHECK(ignored(watch + R"(["client/img"])") == "watch_ignore = [\"/img\"]");
  CHECK(ignored(watch + R"(["/srv/a/client/img/big"])") == "watch_ignore = [\"img/big\"]");
  CHECK(ignored(watch + R"(["*/img", "node_modules"])")
        == "watch_ignore = [\"/img\", \"node_modules\"]");
  CHECK(ignored(watch + R"(["client/**/img"])") == "watch_ignore = [\"**/img\"]");
  CHECK(ignored(watch + R"(["/node_modules/"])") == "watch_ignore = [\"node_modules\"]");
  CHECK(ignored(watch + R"(["other/img"])").empty());
  CHECK(written(watch + R"(["other/img"])").find("nothing that is watched is below it")
        != std::string::npos);
  CHECK(ignored(R"("watch": true, "ignore_watch": ["client/img"])")
        == "watch_ignore = [\"client/img\"]");
}

TEST_CASE("import of PM2: a secret is one wherever it stands")
{
  const Imported imported = import(
      R"({"name": "a", "script": "x.js", "env": {"API_KEY": "", "TOKEN": "abcdefgh1", "MODE": "dev"},
          "env_p": {"API_KEY": "abcdefgh2", "TOKEN": "abcdefgh1"}, "env_q": {"TOKEN": "abcdefgh3"}})");
  CHECK(imported.toml.substr(imported.toml.find("# API_KEY"))
        == "# API_KEY was empty, and is a secret in a profile\n"
           "# mcpctl secret set a TOKEN\n"
           "secrets = [\"TOKEN\"]\n"
           "env.MODE = \"dev\"\n"
           "\n[servers.a.profiles.p]\n"
           "# mcpctl secret set a API_KEY\n"
           "secrets = [\"TOKEN\", \"API_KEY\"]\n"
           "\n[servers.a.profiles.q]\n"
           "secrets = []\n"
           "# TOKEN has another value under this profile, and a secret is kept once: write it as "
           "NAME=value into a.q.env beside this file, of mode 0600\n"
           "env_file = [\"a.q.env\"]\n");
  REQUIRE(imported.secrets.size() == 2);
  CHECK(imported.secrets[0].value == "abcdefgh1");
  CHECK(imported.secrets[1].value == "abcdefgh2");
  REQUIRE(imported.remarks.size() == 1);
  CHECK(imported.remarks[0]
        == "a: the profile q is refused until a.q.env is there: TOKEN has another value under this "
           "profile, and a secret is kept once: write it as NAME=value into a.q.env beside this "
           "file, of mode 0600");
}

TEST_CASE("import of PM2: what is there decides what a script is")
{
  const auto with_files = [](std::vector<std::string> files) {
    return ImportOptions{
        .machine = {.kind =
                        [files](const std::string& path) {
                          if (path == "/srv/a" || path == "/home/u")
                            return FileKind::directory;
                          return std::find(files.begin(), files.end(), path) == files.end()
                                     ? FileKind::missing
                                     : FileKind::regular;
                        },
                    .is_binary = [](const std::string& path) { return path.ends_with("bin"); },
                    .find_program =
                        [](const std::string& name) {
                          return name == "tool" ? std::optional<std::string>("/opt/tool")
                                                : std::nullopt;
                        },
                    .folder = "/home/u"}};
  };
  const auto toml = [&](const std::string& script, std::vector<std::string> files) {
    return import(R"({"name": "a", "script": ")" + script + "\"}", with_files(std::move(files)))
        .toml;
  };
  const auto has = [](const std::string& text, const char* lines) {
    return text.find(lines) != std::string::npos;
  };
  CHECK(has(toml("tool", {}), "command = \"tool\"\ncwd = \"/srv/a\"\n"));
  CHECK(has(toml("tool", {"/srv/a/tool"}), "command = \"node\"\nargs = [\"tool\"]\n"));
  CHECK(has(toml("toolbin", {"/srv/a/toolbin"}), "command = \"./toolbin\"\n"));
  CHECK(has(toml("x.js", {"/home/u/x.js"}), "args = [\"x.js\"]\ncwd = \"/home/u\"\n"));
  CHECK(has(toml("x.js", {"/home/u/x.js", "/srv/a/x.js"}), "cwd = \"/srv/a\"\n"));
  CHECK(has(toml("x.js", {}), "# /srv/a/x.js is not there\n"));
  CHECK(has(toml("a b.js", {"/srv/a/a b.js"}), "args = [\"a b.js\"]\n"));
  CHECK(has(toml("tool b.js", {}), "command = \"tool\"\nargs = [\"b.js\"]\n"));
  CHECK(has(toml("A=1 tool", {}), "command = \"bash\"\nargs = [\"-c\", \"A=1 tool\"]\n"));
  // What runs it, and with what, holds for a program in PATH, too.
  CHECK(has(toml(R"(tool", "interpreter": "/v/python3", "args": "serve)", {}),
            "command = \"/v/python3\"\nargs = [\"/opt/tool\", \"serve\"]\n"));
  CHECK(has(toml(R"(tool", "interpreter": "/v/python3)", {}), "env.PYTHONUNBUFFERED = \"1\"\n"));
  CHECK(has(toml(R"(tool", "node_args": "--no-warnings)", {}),
            "command = \"node\"\nargs = [\"--no-warnings\", \"/opt/tool\"]\n"));
  CHECK(has(toml(R"(tool", "interpreter": "none)", {}), "command = \"tool\"\n"));
}

TEST_CASE("import of PM2: user and group belong to the system scope")
{
  CHECK(written(R"("uid": "u", "gid": 100)", {.scope = Scope::system})
        == "user = \"u\"\ngroup = \"100\"\n");
  CHECK(written(R"("user": "a b")", {.scope = Scope::system}).find("left out")
        != std::string::npos);
  CHECK(written(R"("uid": "u")").find("in the user scope servers run as their user")
        != std::string::npos);
}

TEST_CASE("import of PM2: a job by the calendar is told, not written")
{
  const std::string app =
      R"({"name": "a", "script": "x.js", "autorestart": false, "cron_restart": "0 6 * * MON"})";
  const Imported imported = import(app);
  CHECK(imported.servers.empty());
  CHECK(imported.unfilled.empty());
  CHECK(imported.toml.find("\n[servers.") == std::string::npos);
  REQUIRE(imported.remarks.size() == 1);
  CHECK(imported.remarks[0].find("systemctl --user enable --now a.timer") != std::string::npos);
  CHECK(import(app, {.scope = Scope::system}).remarks[0].find("--user") == std::string::npos);
}

TEST_CASE("import of PM2: what it does not run is not started here unasked")
{
  struct Row
  {
    const char* statuses;
    const char* expected; // of the notes, and of enabled
    bool is_stopped;
  };
  const char* const stopped =
      "# was stopped when PM2 listed it: it is not started at boot; `mcpctl import --apply` leaves "
      "it stopped, an apply that finds it new starts it\nenabled = false\n";
  const Row rows[] = {
      {"online", "", false},
      {"stopped", stopped, true},
      {"errored", "", false},
      {"stopped online", "# 1 of its 2 processes was stopped when PM2 listed them\n", false},
      {"stopped stopped", stopped, true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.statuses);
    std::istringstream statuses(row.statuses);
    std::string list;
    for (std::string status; statuses >> status;)
      list += (list.empty() ? "" : ", ")
              + (R"({"name": "a", "pm_exec_path": "/a.js", "autostart": true, "status": ")" + status
                 + "\"}");
    const SourceFile file{.path = "-", .shown = "-", .owner = "", .text = "[" + list + "]"};
    const Imported imported = import_text(file, {});
    CHECK(imported.toml.find(row.expected) != std::string::npos);
    CHECK((imported.toml.find("enabled = false") != std::string::npos) == row.is_stopped);
    CHECK(imported.stopped.size() == (row.is_stopped ? 1 : 0));
    const bool is_told = std::any_of(
        imported.remarks.begin(), imported.remarks.end(), [](const std::string& remark) {
          return remark
                 == "a: was stopped when PM2 listed it: import --apply leaves it stopped, an apply "
                    "that finds it new starts it";
        });
    CHECK(is_told == row.is_stopped);
  }
}
