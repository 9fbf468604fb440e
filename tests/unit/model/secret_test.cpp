#include "model/secret.hpp"

#include <doctest/doctest.h>

#include <utility>

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

TEST_CASE("value_of_input: one line loses its newline, a longer text nothing")
{
  const std::pair<std::string, std::string> rows[] = {
      {"", ""},
      {"x", "x"},
      {"x\n", "x"},
      {"x\r\n", "x"},
      {"\n", ""},
      {" x \n", " x "},
      {"x\ny\n", "x\ny\n"},
      {"x\n\n", "x\n\n"},
      {"\nx", "\nx"},
      {std::string("\0\n", 2), std::string("\0", 1)},
  };
  for (const auto& [input, value] : rows)
    CHECK(value_of_input(input) == value);
}
