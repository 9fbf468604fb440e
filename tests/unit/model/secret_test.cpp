#include "model/secret.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("SecretName: what is a variable, a credential and a file at once")
{
  for (const char* good : {"NOTION_TOKEN", "_", "a1"})
    CHECK(SecretName::parse(good).ok());
  CHECK(SecretName::parse(std::string(128, 'A')).ok());

  struct Row
  {
    std::string text;
    const char* why;
  };
  const Row rows[] = {
      {"", "is empty"},
      {std::string(129, 'A'), "is longer than 128 characters"},
      {"1A", "begins with a digit"},
      {"A=secret", R"(holds more than letters, digits and "_")"},
      {"A.env", R"(holds more than letters, digits and "_")"},
      {"../A", R"(holds more than letters, digits and "_")"},
      {std::string("A\0", 2), R"(holds more than letters, digits and "_")"},
      {"Ä", R"(holds more than letters, digits and "_")"},
  };
  for (const Row& row : rows) {
    const Result<SecretName> name = SecretName::parse(row.text);
    REQUIRE(!name.ok());
    CHECK(name.error().what == row.why);
  }
}
