#include "plan/rolling.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace mcpctl;

namespace {

// Each step a line: "web:1 web:2".
std::string told(const std::vector<JobStep>& steps)
{
  std::string text;
  for (const JobStep& step : steps) {
    for (const JobRequest& job : step) {
      const auto id = instance_of_unit(job.unit);
      text += fmt::format("{} ", id ? to_string(*id) : job.unit);
    }
    text.back() = '\n';
  }
  return text;
}

std::vector<JobRequest> restarts(const std::vector<std::string>& names)
{
  std::vector<JobRequest> jobs;
  for (const std::string& name : names)
    jobs.push_back({"mcp@" + name + ".service", JobKind::restart});
  return jobs;
}

std::set<std::string> running(const std::vector<std::string>& names)
{
  std::set<std::string> units;
  for (const std::string& name : names)
    units.insert("mcp@" + name + ".service");
  return units;
}

} // namespace

TEST_CASE("rolling_steps: one running instance of a server after the other")
{
  struct Row
  {
    const char* what;
    std::vector<std::string> jobs;
    std::vector<std::string> running;
    const char* expected;
  };
  const Row rows[] = {
      {"nothing to do", {}, {}, ""},
      {"servers do not wait for each other", {"a", "b"}, {"a", "b"}, "a b\n"},
      {"instances do", {"a:1", "a:2", "a:3"}, {"a:1", "a:2", "a:3"}, "a:1\na:2\na:3\n"},
      {"two servers roll side by side",
       {"a:1", "a:2", "b:1", "b:2", "b:3", "c"},
       {"a:1", "a:2", "b:1", "b:2", "b:3", "c"},
       "a:1 b:1 c\na:2 b:2\nb:3\n"},
      {"what does not run comes up before any is taken away",
       {"a:1", "a:2", "a:3", "b:1", "b:2"},
       {"a:1", "a:3", "b:1", "b:2"},
       "a:2 b:1\na:1 b:2\na:3\n"},
      {"of those that do not run none waits", {"a:1", "a:2"}, {}, "a:1 a:2\n"},
      {"a single one of several", {"a:2"}, {"a:2"}, "a:2\n"},
  };
  for (const Row& row : rows) {
    SUBCASE(row.what)
    {
      CHECK(told(rolling_steps(restarts(row.jobs), running(row.running))) == row.expected);
    }
  }
}

TEST_CASE("describe: why an instance was left as it was")
{
  const HeldBack held{{"mcp@a:3.service", JobKind::restart},
                      parse_instance_id("a:3").value(),
                      parse_instance_id("a:2").value()};
  CHECK(describe(held) == "not restarted, since a:2 did not come up");
}
