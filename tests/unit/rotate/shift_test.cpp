#include "rotate/shift.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

std::vector<OlderFile> files(const std::vector<std::string>& names)
{
  std::vector<OlderFile> files;
  for (const std::string& name : names)
    files.push_back({*parse_rotated_name("a", name), std::chrono::hours(files.size())});
  return files;
}

// "a.1>a.2 a.2>a.3"
std::string moves(const std::vector<std::string>& names)
{
  std::string text;
  for (const auto& [from, to] : renames_for_new(files(names)))
    text += (text.empty() ? "" : " ") + rotated_name("a", from) + ">" + rotated_name("a", to);
  return text;
}

std::string gone(const std::vector<std::string>& names, const Retention& keeping)
{
  std::string text;
  for (const RotatedName& name : superfluous(files(names), keeping))
    text += (text.empty() ? "" : " ") + rotated_name("a", name);
  return text;
}

} // namespace

TEST_CASE("renames_for_new: the oldest first, and only what is in the way")
{
  CHECK(moves({}) == "");
  CHECK(moves({"a.1"}) == "a.1>a.2");
  CHECK(moves({"a.2.gz", "a.1", "a.3"}) == "a.3>a.4 a.2.gz>a.3.gz a.1>a.2");
  CHECK(moves({"a.2", "a.3"}) == "");
  CHECK(moves({"a.1", "a.3"}) == "a.1>a.2");
  CHECK(moves({"a.1", "a.1.gz"}) == "a.1.gz>a.2.gz a.1>a.2");
}

TEST_CASE("superfluous: too many, too old, or not finished")
{
  CHECK(gone({"a.1", "a.2", "a.3.gz"}, {.keep = 2}) == "a.3.gz");
  CHECK(gone({"a.1", "a.2", "a.3"}, {.keep = 9, .max_age = std::chrono::hours(1)}) == "a.3");
  CHECK(gone({"a.1", "a.2"}, {.keep = 9, .max_age = std::chrono::hours(1)}) == "");
  CHECK(gone({"a.1", "a.1.gz", "a.2.gz"}, {.keep = 9}) == "a.1.gz");
}
