#include "cli/pm2_options.hpp"

#include "cli/command_line.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

Error refusal(const std::vector<std::string>& words)
{
  const Result<Parsed> parsed = parse_command_line(words);
  REQUIRE_FALSE(parsed.ok());
  return parsed.error();
}

} // namespace

TEST_CASE("in_place_of_pm2_option: add's option where a server is made, else the key to edit")
{
  CHECK(in_place_of_pm2_option("-i", "start") == "mcpctl add NAME --instances N -- COMMAND");
  CHECK(in_place_of_pm2_option("--max-memory-restart=300M", "add")
        == "mcpctl add NAME --memory-max SIZE -- COMMAND");
  CHECK(in_place_of_pm2_option("--no-autorestart", "start")
        == "mcpctl add NAME --restart no -- COMMAND");
  CHECK(in_place_of_pm2_option("--uid", "start") == "mcpctl add NAME --user=USER -- COMMAND");
  CHECK(in_place_of_pm2_option("--kill-timeout", "restart")
        == "mcpctl edit, to set timeout_stop_sec");
  CHECK(in_place_of_pm2_option("--sort", "status") == "mcpctl monit");
  CHECK(in_place_of_pm2_option("--no-vizion", "start") == "man mcpctl-migrate");
  CHECK_FALSE(in_place_of_pm2_option("--wait", "start"));
  CHECK_FALSE(in_place_of_pm2_option("--Env", "start"));
  CHECK_FALSE(in_place_of_pm2_option("", "start"));
}

TEST_CASE("parse_command_line: each command that takes the place of an option is one of ours")
{
  for (const std::string option : {"-i", "--cwd", "--uid", "--gid", "--cron", "--watch", "-o", "-e",
                                   "--wait-ready", "--no-autostart", "--disable-logs"}) {
    CAPTURE(option);
    const std::string command = *in_place_of_pm2_option(option, "start");
    std::vector<std::string> words;
    for (std::size_t at = 0; at != std::string::npos;) {
      const std::size_t end = command.find(' ', at);
      words.push_back(command.substr(at, end == std::string::npos ? end : end - at));
      at = end == std::string::npos ? end : end + 1;
    }
    words.erase(words.begin());
    CHECK(parse_command_line(words).ok());
  }
}

TEST_CASE("parse_command_line: an option of PM2's is told as one, with what takes its place")
{
  Error error = refusal({"start", "app.js", "--name", "x", "-i", "4"});
  CHECK(error.code == ExitCode::usage);
  CHECK(error.what == "no such option \"--name\", which is PM2's");
  CHECK(error.mend == "mcpctl add NAME -- COMMAND");
  error = refusal({"restart", "esc", "--update-env"});
  CHECK(error.mend == "mcpctl apply");
  error = refusal({"reload", "all", "--env", "production"});
  CHECK(error.what == "no such option \"--env\", which is PM2's");
  CHECK(error.mend == "mcpctl apply --profile NAME");
  error = refusal({"status", "--sort", "memory"});
  CHECK(error.mend == "mcpctl monit");
  error = refusal({"start", "ecosystem.config.js", "--env", "production"});
  CHECK(error.mend == "mcpctl import --apply ecosystem.config.js");
}

TEST_CASE("parse_command_line: an option that is neither ours nor PM2's is told as before")
{
  const Error error = refusal({"start", "web", "--no-wiat"});
  CHECK(error.what
        == "the following argument was not expected: --no-wiat; did you mean \"--no-wait\"?");
  CHECK(error.mend == "mcpctl start --help");
}
