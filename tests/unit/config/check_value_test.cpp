#include "config/disk.hpp"
#include "config/key_table.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

struct Row
{
  std::string line; // of [servers.a], behind command = "npx"
  std::string expected;
};

// "3:COLUMN: message | hint" of each error.
std::string problems_of(const std::string& line)
{
  const Disk disk;
  const Configuration configuration = read_configuration(
      {given_file("[servers.a]\ncommand = \"npx\"\n" + line + "\n")}, disk.context());
  std::string text;
  for (const Diagnostic& d : configuration.diagnostics)
    text += (text.empty() ? "" : "\n") + std::to_string(d.place.line) + ":"
            + std::to_string(d.place.column) + ": " + d.message
            + (d.hint.empty() ? "" : " | " + d.hint);
  return text;
}

} // namespace

TEST_CASE("keys: wrong types, at the value")
{
  const Row rows[] = {
      {"memory_max = 200", R"(3:14: memory_max must be a string, as in "200M")"},
      {"description = 1", R"(3:15: description must be a string, as in "shared files")"},
      {"tags = 'x'", R"(3:8: tags must be an array of strings, as in ["work"])"},
      {"tags = ['x', 1]", R"(3:14: tags must be an array of strings, as in ["work"])"},
      {"args = 'x'", R"(3:8: args must be an array of strings, as in ["--verbose"])"},
      {"env = []", R"(3:7: env must be a table of strings, as in { NODE_ENV = "production" })"},
      {"env = { N = 3 }", R"(3:13: N in env must be a string | write "3")"},
      {"env = { N = true }", R"(3:13: N in env must be a string | write "true")"},
      {"env_file = 1", R"(3:12: env_file must be a string or an array of strings, as in [".env"])"},
      {"enabled = 'yes'", "3:11: enabled must be true or false"},
      {"instances = 0", R"(3:13: instances must be an integer from 1 to 1024, or "max")"},
      {"instances = 'many'", R"(3:13: instances must be an integer from 1 to 1024, or "max")"},
      {"port = 70000", "3:8: port must be an integer from 1 to 65535"},
      {"restart_sec = true", R"(3:15: restart_sec must be a span, as in "100ms", or seconds)"},
      {"start_limit_burst = '1'", "3:21: start_limit_burst must be an integer, as in 10"},
      {"kill_signal = 15", R"(3:15: kill_signal must be a string, as in "SIGTERM")"},
      {"cpu_quota = 50", R"(3:13: cpu_quota must be a string, as in "50%")"},
      {"profiles = 1",
       "3:12: profiles must be a table of tables, as in [servers.NAME.profiles.production]"},
      {"systemd = 1", "3:11: systemd must be a table, as in [servers.NAME.systemd.Service]"},
      {"cwd = 1979-05-27", R"(3:7: cwd must be a string, as in "/srv/files")"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.line);
    CHECK(problems_of(row.line) == row.expected);
  }
}

TEST_CASE("keys: values that mean nothing")
{
  const Row rows[] = {
      {"memory_max = '200MB'",
       R"(3:14: memory_max has the unknown unit "MB" | it must be a string, as in "200M")"},
      {"memory_high = '0'", R"(3:15: memory_high is zero | it must be a string, as in "150M")"},
      {"cpu_quota = '0%'", R"(3:13: cpu_quota is zero | it must be a string, as in "50%")"},
      {"tasks_max = 0",
       R"(3:13: tasks_max is less than 1 | it must be an integer, as in 64, or "infinity")"},
      {"restart_sec = 'soon'",
       R"(3:15: restart_sec does not begin with a number | it must be a span, as in "100ms", or seconds)"},
      {"restart_sec = -1",
       R"(3:15: restart_sec is negative | it must be a span, as in "100ms", or seconds)"},
      {"retry_sec = 'infinity'",
       R"(3:13: retry_sec is infinite | it must be a span, as in "60s", or seconds)"},
      {"start_limit_burst = 0", "3:21: start_limit_burst is not between 1 and 1000000"},
      {"kill_signal = 'SIGFOO'",
       R"(3:15: kill_signal is no signal | it must be a string, as in "SIGTERM")"},
      {"restart = 'on_failure'",
       R"(3:11: restart must be "always", "on-failure" or "no" | did you mean "on-failure"?)"},
      {"restart = 'sometimes'", R"(3:11: restart must be "always", "on-failure" or "no")"},
      {"type = 'streamable-http'",
       R"(3:8: type must be "http", "stdio" or "none" | did you mean "http"?)"},
      {"type = 'sse'",
       R"(3:8: type "sse" is a remote server: it needs no unit | leave it to the clients' own configuration)"},
      {"tags = ['a b']", "3:9: a tag is a word: not empty, without spaces"},
      {"url = 'localhost:1'", "3:7: url begins with neither http:// nor https://"},
      {"headers = { 'a b' = 'x' }", R"(3:13: "a b" is no name of a header)"},
      {"env = { 'a-b' = 'x' }",
       R"(3:9: "a-b" in env: its name is not made of letters, digits and _)"},
      {"description = \"a\\nb\"", "3:15: description holds a line break"},
      {"cwd = ''", "3:7: cwd is empty"},
      {"cwd = 'nowhere'", "3:7: cwd /home/u/nowhere does not exist"},
      {"cwd = '/usr/bin/npx'", "3:7: cwd /usr/bin/npx is no folder"},
      {"stdout = 'logs/'",
       R"(3:10: stdout names a folder | add the name of a file, as in "logs/{name}.log")"},
      {"stderr = '/srv'", "3:10: stderr /srv is a folder"},
      {"stdout = 'space '", "3:10: stdout ends with a space"},
      {"stdout = 1", R"(3:10: stdout must be a string: "journal", "null" or a path)"},
      {"type = 'stdio'\nstdout = 'a.log'",
       R"(4:1: stdout of [servers.a] is what it says to its client: it is of type "stdio")"
       R"( | leave it out; stderr may be a path)"},
      {"stdout = 'x.log'\n[servers.b]\ncommand = 'npx'\nstderr = 'x.log'",
       R"(6:10: "b" would write to the log file of "a", /home/u/x.log)"
       R"( | that is said at mcp.toml:3; {name} in a path stands for the server's name)"},
      {"env_file = 'gone'", "3:12: env_file /home/u/gone does not exist"},
      {"args = [\"a\\u0000b\"]", "3:9: args holds a NUL byte"},
      {"user = 'root'",
       R"(3:1: "user" is for the system scope only | servers of a user run as that user)"},
      {"restart_prevent_exit_status = [300]",
       R"(3:31: restart_prevent_exit_status is no exit status (0 to 255), name of one, or signal)"
       R"( | it must be an exit status, a signal or an array of them, as in [2, "SIGKILL"])"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.line);
    CHECK(problems_of(row.line) == row.expected);
  }
}

TEST_CASE("keys: unknown ones, with the nearest known one")
{
  CHECK(problems_of("memory_mx = '1G'")
        == R"(3:1: unknown key "memory_mx" in [servers.a] | did you mean "memory_max"?)");
  CHECK(problems_of("colour = 'red'") == R"(3:1: unknown key "colour" in [servers.a])");
  CHECK(problems_of("profiles.production.prt = 1")
        == R"(3:21: unknown key "prt" in [servers.a.profiles.production] | did you mean "port"?)");
}

TEST_CASE("log_date_format: something of the time, in one line")
{
  CHECK(problems_of("log_date_format = 'YYYY-MM-DD HH:mm:ss'").empty());
  CHECK(problems_of("log_date_format = '%F %T'").empty());
  CHECK(problems_of("log_date_format = '- -'")
        == "3:19: log_date_format: the format names no part of the time | for example \"%F %T\" or "
           "\"YYYY-MM-DD HH:mm:ss.SSS\"");
}

TEST_CASE("keys of later versions are checked, then refused at their place")
{
  const Row rows[] = {
      {"sandbox = 'strickt'",
       R"(3:11: sandbox must be "default", "strict" or "off" | did you mean "strict"?)"},
      {"health_url = 'x'", R"(3:1: "health_url" is not supported yet)"},
      {"gateway.port = 1", R"(3:1: "gateway" is not supported yet)"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.line);
    CHECK(problems_of(row.line) == row.expected);
  }
}

TEST_CASE("systemd: directives that are ours, or that cannot be carried")
{
  const Row rows[] = {
      {"systemd.Service.ExecStart = 'x'",
       R"(3:17: ExecStart= is set by mcpctl itself | use the key "command")"},
      {"systemd.Service.SyslogIdentifier = 'x'", "3:17: SyslogIdentifier= is set by mcpctl itself"},
      {"systemd.Unit.Description = 'x'",
       R"(3:14: Description= is set by mcpctl itself | use the key "description")"},
      {"systemd.Install.WantedBy = 'x'",
       R"(3:9: section "Install" cannot be set | only Service and Unit can)"},
      {"systemd.Service.Nice = 1.5",
       "3:24: Nice must be a string, an integer, a boolean or an array of them"},
      {"systemd.Service.Nice = [[1]]",
       "3:25: Nice must be a string, an integer, a boolean or an array of them"},
      {"systemd.Service.'a b' = 'x'",
       R"(3:17: "a b" is no directive: its name is not made of letters and digits)"},
      {"systemd.Service.X = \"a\\nExecStart=b\"", "3:21: X holds a line break"},
      {"systemd.Service.X = 'a\\'", "3:21: X ends with a backslash, which continues the line"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.line);
    CHECK(problems_of(row.line) == row.expected);
  }
}

TEST_CASE("env: a path or a small number is no secret, whatever its name")
{
  for (const char* value : {"", "4096", "/run/token", "~/creds.json", "./creds.json"}) {
    CAPTURE(value);
    CHECK(problems_of("env = { MAX_TOKENS = '" + std::string(value) + "' }") == "");
  }
}

TEST_CASE("env: warnings for what looks like a secret, never showing it")
{
  const Disk disk;
  const Configuration configuration = read_configuration(
      {given_file(
          "[servers.a]\ncommand = ['npx', '${X}']\nenv = { API_KEY = 'abc', B = '${HOME}' }\n")},
      disk.context());
  CHECK_FALSE(has_errors(configuration.diagnostics));
  CHECK(shown(configuration)
        == "mcp.toml:2:20: warning: \"${X}\" is passed as it stands; use secrets or env_file\n"
           "    2 | command = ['npx', '${X}']\n"
           "      |                    ^~~~\n"
           "mcp.toml:3:9: warning: \"API_KEY\" looks like a secret\n"
           "    3 | env = { API_KEY = '***', B = '${HOME}' }\n"
           "      |         ^~~~~~~ write secrets = [\"API_KEY\"] in its stead, and set it: "
           "mcpctl secret set SERVER API_KEY\n"
           "mcp.toml:3:31: warning: \"${HOME}\" is passed as it stands; use secrets or env_file\n"
           "    3 | env = { API_KEY = '***', B = '${HOME}' }\n"
           "      |                               ^~~~~~~\n");
}
