#include "config/disk.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

struct Row
{
  std::string value; // of secrets, in the third line
  std::string expected;
};

Configuration configuration_of(const std::string& value)
{
  const Disk disk;
  return read_configuration(
      {given_file("[servers.a]\ncommand = \"npx\"\nsecrets = " + value + "\n")}, disk.context());
}

// "TOKEN, CERT (file)"
std::string secrets_of(const std::string& value)
{
  const Configuration configuration = configuration_of(value);
  if (!configuration.diagnostics.empty())
    return shown(configuration);
  std::string text;
  for (const Secret& secret : configuration.servers.front().secrets)
    text += (text.empty() ? "" : ", ") + secret.name.str()
            + (secret.delivery == Delivery::file ? " (file)" : "");
  return text;
}

std::string problems_of(const std::string& value)
{
  std::string text;
  for (const Diagnostic& d : configuration_of(value).diagnostics)
    text += (text.empty() ? "" : "\n") + std::to_string(d.place.column) + ": " + d.message
            + (d.hint.empty() ? "" : " | " + d.hint);
  return text;
}

} // namespace

TEST_CASE("secrets: names, tables of them, and both mixed")
{
  const Row rows[] = {
      {"[]", ""},
      {"['TOKEN']", "TOKEN"},
      {"['B', 'A']", "B, A"},
      {"{ CERT = { file = true }, TOKEN = { file = false } }", "CERT (file), TOKEN"},
      {"{ TOKEN = {} }", "TOKEN"},
      {"['TOKEN', { CERT = { file = true }, KEY = { file = true } }]",
       "TOKEN, CERT (file), KEY (file)"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.value);
    CHECK(secrets_of(row.value) == row.expected);
  }
}

TEST_CASE("secrets: what is wrong, at its place")
{
  const std::string type = "secrets must be an array of names, as in [\"NOTION_TOKEN\"], or a "
                           "table, as in { CERT = { file = true } }";
  const std::string set = " | the name stands here; its value is set by: mcpctl secret set";
  const Row rows[] = {
      {"'TOKEN'", "11: " + type},
      {"['TOKEN', 1]", "21: " + type},
      {"['A-B']", "12: the name of a secret holds more than letters, digits and \"_\"" + set},
      {"['1A']", "12: the name of a secret begins with a digit" + set},
      {"['']", "12: the name of a secret is empty" + set},
      {"['A', 'A']", "17: secret A is listed twice"},
      {"['A', { A = { file = true } }]", "19: secret A is listed twice"},
      {"{ A = true }",
       "17: A in secrets must be a table | write { file = true }, or the name alone in an array"},
      {"{ A = { flie = true } }", "19: unknown key \"flie\" in secrets.A | did you mean \"file\"?"},
      {"{ A = { file = 1 } }", "26: file must be true or false"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.value);
    CHECK(problems_of(row.value) == row.expected);
  }
}

TEST_CASE("secrets: a value in the name's place is not shown")
{
  for (const char* value : {"{ TOKEN = 'sk-12345' }", "['TOKEN=sk-12345']"}) {
    const Configuration configuration = configuration_of(value);
    CHECK(has_errors(configuration.diagnostics));
    CHECK(shown(configuration).find("12345") == std::string::npos);
  }
}
