#include "model/span.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;
using namespace std::chrono_literals;

TEST_CASE("parse_time_span reads what systemd reads")
{
  struct Row
  {
    std::string text;
    TimeSpan span;
    std::string shortest;
  };
  const Row rows[] = {
      {"0", 0s, "0"},
      {"60", 60s, "1min"},
      {"90s", 90s, "1min 30s"},
      {"5min 20s", 320s, "5min 20s"},
      {"5min20s", 320s, "5min 20s"},
      {" 20s  5 min ", 320s, "5min 20s"},
      {"100ms", 100ms, "100ms"},
      {"1.5h", 90min, "1h 30min"},
      {".5", 500ms, "500ms"},
      {"2us", 2us, "2us"},
      {"2μs 1msec", 1002us, "1ms 2us"},
      {"1m 1M", 60s + 2'629'800s, "1month 1min"},
      {"1year 2weeks 3days", 31'557'600s + 17 * 86'400s, "1y 2w 3d"},
      {"infinity", infinite_span, "infinity"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const Result<TimeSpan> span = parse_time_span(row.text);
    REQUIRE(span.ok());
    CHECK(*span == row.span);
    CHECK(format_time_span(*span) == row.shortest);
    CHECK(*parse_time_span(row.shortest) == row.span);
  }
}

TEST_CASE("parse_time_span: what is no span, and why")
{
  struct Row
  {
    std::string text;
    std::string why;
  };
  const Row rows[] = {
      {"", "is empty"},
      {"  ", "is empty"},
      {"soon", "does not begin with a number"},
      {"5min later", "does not begin with a number"},
      {"-5s", "is negative"},
      {"5 fortnights", R"(has the unknown unit "fortnights")"},
      {"5.s", "has no digit behind the point"},
      {"99999999999999999999s", "is too large"},
      {"999999999y", "is too long"},
      {"290000y 290000y", "is too long"},
      {"infinity 5s", R"(has more behind "infinity")"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const Result<TimeSpan> span = parse_time_span(row.text);
    REQUIRE_FALSE(span.ok());
    CHECK(span.error().what == row.why);
  }
}

TEST_CASE("parse_byte_size reads what systemd reads")
{
  using Kind = ByteSize::Kind;
  struct Row
  {
    std::string text;
    ByteSize size;
    std::string written;
  };
  const Row rows[] = {
      {"0", {Kind::bytes, 0}, "0"},
      {"1000", {Kind::bytes, 1000}, "1000"},
      {"200M", {Kind::bytes, 200ULL << 20U}, "200M"},
      {"1024K", {Kind::bytes, 1ULL << 20U}, "1M"},
      {"1.5G", {Kind::bytes, 3ULL << 29U}, "1536M"},
      {"7 B", {Kind::bytes, 7}, "7"},
      {"40%", {Kind::percent, 4000}, "40%"},
      {"12.5%", {Kind::percent, 1250}, "12.5%"},
      {"0.05%", {Kind::percent, 5}, "0.05%"},
      {"infinity", {Kind::infinite, 0}, "infinity"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const Result<ByteSize> size = parse_byte_size(row.text);
    REQUIRE(size.ok());
    CHECK(*size == row.size);
    CHECK(format_byte_size(*size) == row.written);
    CHECK(*parse_byte_size(row.written) == row.size);
  }
}

TEST_CASE("parse_byte_size: what is no size, and why")
{
  struct Row
  {
    std::string text;
    std::string why;
  };
  const Row rows[] = {
      {"", "is empty"},
      {"much", "does not begin with a number"},
      {"200MB", R"(has the unknown unit "MB")"},
      {"-1", "is negative"},
      {"17E", "is too large"},
      {"101%", "is more than 100%"},
      {"1.234%", "has more than two digits behind the point"},
      {"1x%", "is no percentage"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const Result<ByteSize> size = parse_byte_size(row.text);
    REQUIRE_FALSE(size.ok());
    CHECK(size.error().what == row.why);
  }
}
