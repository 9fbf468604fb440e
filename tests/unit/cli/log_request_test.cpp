#include "cli/log_request.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

LogRequest request_of(const LogOptions& options, bool json = false)
{
  const Result<LogRequest> request = read_log_options(options, Scope::user, json);
  REQUIRE(request.ok());
  return *request;
}

std::string error_of(const LogOptions& options, bool json = false)
{
  const Result<LogRequest> request = read_log_options(options, Scope::user, json);
  REQUIRE_FALSE(request.ok());
  CHECK(request.error().code == ExitCode::usage);
  return request.error().what;
}

} // namespace

TEST_CASE("read_log_options: how many lines")
{
  CHECK(request_of({}).lines_each == 15U);
  CHECK(request_of({.lines = "0"}).lines_each == 0U);
  const LogRequest whole = request_of({.since = "@12"});
  CHECK_FALSE(whole.lines_each.has_value());
  CHECK(whole.file_lines == 15);
  CHECK(whole.not_of_files == "--since");
  CHECK_FALSE(request_of({.session = "ab12"}).lines_each.has_value());
  const LogRequest counted = request_of({.lines = "3", .until = "@12"});
  CHECK(counted.lines_each == 3U);
  CHECK(counted.file_lines == 3);
  CHECK(counted.not_of_files == "--until");
  const LogRequest all = request_of({.lines = "all"});
  CHECK_FALSE(all.lines_each.has_value());
  CHECK(all.file_lines == all_lines);
  for (const std::string text : {"", "-1", "3x", "ALL"})
    CHECK(error_of({.lines = text}) == "--lines: \"" + text + "\" is no number of lines");
}

TEST_CASE("read_log_options: the form of the output")
{
  CHECK(request_of({}).style == LogStyle::full);
  CHECK(request_of({.output = "cat"}).style == LogStyle::bare);
  CHECK(request_of({.output = "json"}).style == LogStyle::json);
  CHECK(request_of({}, true).style == LogStyle::json);
  CHECK(error_of({.output = "verbose"}) == "no such output: \"verbose\"");
  CHECK(error_of({.output = "cat"}, true) == "--json and -o cat are two different outputs");
}

TEST_CASE("read_log_options: what cannot be meant")
{
  CHECK(error_of({.since = "soon"}) == "--since: \"soon\" is no moment that systemd.time(7) knows");
  CHECK(error_of({.since = "@20", .until = "@10"}) == "--since is later than --until");
  CHECK(error_of({.follow = true, .until = "@10"}) == "--until has an end, -f has none");
  CHECK(error_of({.session = "XY"})
        == "--session takes the hexadecimal id of a session, as show lists those that run");
  CHECK(error_of({.date_format = "-"}) == "--date-format: the format names no part of the time");
}

TEST_CASE("is_wanted: by stream and by pattern")
{
  const LogRequest err = request_of({.err = true});
  CHECK(is_wanted(err, LogStream::err, "x"));
  CHECK_FALSE(is_wanted(err, LogStream::out, "x"));
  CHECK_FALSE(is_wanted(err, LogStream::unknown, "x"));
  const LogRequest both = request_of({.out = true, .err = true, .grep = "^a"});
  CHECK(is_wanted(both, LogStream::unknown, "Apple"));
  CHECK_FALSE(is_wanted(both, LogStream::out, "pear"));
}
