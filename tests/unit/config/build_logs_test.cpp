#include "config/disk.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

Configuration read(const std::string& keys, Scope scope = Scope::user)
{
  const Disk disk;
  return read_configuration({given_file("[servers.a]\ncommand = \"npx\"\n" + keys + "\n")},
                            disk.context(scope));
}

LogRotation rotation(const std::string& keys)
{
  const Configuration configuration = read("stdout = 'a.log'\n" + keys);
  REQUIRE(configuration.servers.size() == 1);
  REQUIRE(configuration.servers.front().logs.rotation);
  return *configuration.servers.front().logs.rotation;
}

std::string first_problem(const Configuration& configuration)
{
  return configuration.diagnostics.empty() ? "" : configuration.diagnostics.front().message;
}

} // namespace

TEST_CASE("logs: rotation where any key asks for it, and then something sets it off")
{
  CHECK_FALSE(read("stdout = 'a.log'").servers.front().logs.rotation);
  const LogRotation kept = rotation("log_rotate_keep = 2");
  CHECK(kept.keep == 2);
  CHECK(kept.size == 10 * 1024 * 1024);
  const LogRotation daily = rotation("log_rotate_on_calendar = 'daily'");
  CHECK_FALSE(daily.size);
  CHECK(daily.keep == 7);
  CHECK(daily.on_calendar == "daily");
  CHECK_FALSE(daily.compress);
  const LogRotation all =
      rotation("log_rotate_size = '1M'\nlog_rotate_max_age = '1d'\nlog_compress = true");
  CHECK(all.size == 1024 * 1024);
  CHECK(all.max_age == std::chrono::hours(24));
  CHECK(all.compress);
}

TEST_CASE("logs: what cannot be rotated, or not so")
{
  CHECK(first_problem(read("log_rotate_size = '1M'"))
        == "log_rotate_size without a log file: all output of [servers.a] goes to the journal or "
           "nowhere");
  CHECK(first_problem(read("stdout = 'a'\nlog_rotate_size = '50%'"))
        == "log_rotate_size is no number of bytes");
  CHECK(first_problem(read("stdout = 'a'\nlog_rotate_max_age = 0"))
        == "log_rotate_max_age is zero");
}

TEST_CASE("logs: in the system scope only where root alone can change the folders")
{
  const std::string user = "user = 'alice'\n";
  CHECK(first_problem(read(user + "stdout = '/srv/a.log'", Scope::system)) == "");
  CHECK(first_problem(read(user + "stdout = '/home/u/logs/a.log'", Scope::system))
        == "stdout: the folder /home/u does not belong to root");
  CHECK(first_problem(read("stdout = '/home/u/logs/a.log'")) == "");
}
