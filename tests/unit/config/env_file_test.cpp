#include "config/env_file.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

std::string problems_of(std::string_view text)
{
  std::string shown;
  for (const Diagnostic& diagnostic : check_env_text(text, ".env"))
    shown += format_diagnostic(diagnostic);
  return shown;
}

} // namespace

TEST_CASE("check_env_text: what systemd and dotenv read alike")
{
  for (const std::string_view text :
       {"", "\n\n", "A=1\nB=2", "# c\n; c\nA=1\n", "A = b c \r\n", "A='# ${X} \\n'\n",
        "A=\"two\nlines\"\nB=1\n", "A=\"a \\\" b\"\n", "A=\n", "A=a'b\n", "A=$X\n", "_A1=x\n"}) {
    CAPTURE(text);
    CHECK(problems_of(text) == "");
  }
}

TEST_CASE("check_env_text: what they read differently, without showing the values")
{
  struct Row
  {
    std::string_view text;
    std::string expected;
  };
  const Row rows[] = {
      {"A=1\nexport B=abc\n", ".env:2:1: error: systemd does not know \"export\"\n"
                              "    2 | export B=***\n"
                              "      | ^~~~~~ remove it\n"},
      {"A=b # note\n",
       ".env:1:5: error: systemd takes \"#\" behind a value for a part of it\n"
       "    1 | A=* # ****\n"
       "      |     ^ put the value in quotes, or the comment on a line of its own\n"},
      {"A=\"b\" # c\n",
       ".env:1:7: error: systemd takes \"#\" behind a value for a part of it\n"
       "    1 | A=\"*\" # *\n"
       "      |       ^ put the value in quotes, or the comment on a line of its own\n"},
      {"A=x${B}\n", ".env:1:4: error: systemd does not expand \"${B}\"\n"
                    "    1 | A=*${B}\n"
                    "      |    ^~~~ write the value, or put it in '…'\n"},
      {"A=\"x\\n\"\n", ".env:1:5: error: systemd keeps \"\\n\" as it stands\n"
                       "    1 | A=\"*\\n\"\n"
                       "      |     ^~ write the character itself\n"},
      {"A=a\\b\n", ".env:1:4: error: systemd drops a backslash outside of quotes\n"
                   "    1 | A=*\\*\n"
                   "      |    ^ put the value in '…'\n"},
      {"A B\n", ".env:1:1: error: systemd ignores a line without \"=\"\n"
                "    1 | A B\n"
                "      | ^~~ write NAME=value\n"},
      {"A-B=c\n", ".env:1:1: error: systemd ignores this name\n"
                  "    1 | A-B=*\n"
                  "      | ^~~ letters, digits and \"_\" only\n"},
      {"A=1\nB='x\ny\n", ".env:2:3: error: the quote is not closed\n"
                         "    2 | B='*\n"
                         "      |   ^\n"},
      {"# c \\\nA=1\n", ".env:1:5: error: systemd takes the next line for comment, too\n"
                        "    1 | * * \\\n"
                        "      |     ^ remove the backslash\n"},
      {"\xef\xbb\xbf"
       "A=1\n",
       ".env:1:1: error: systemd takes the byte order mark for a part of the first name; save the "
       "file without it\n"},
      {"A=\xff\n", ".env: error: systemd reads no variable of a file that is not UTF-8 text\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(problems_of(row.text) == row.expected);
  }
}

TEST_CASE("content_digest: FNV-1a of 128 bits")
{
  CHECK(content_digest("") == "6c62272e07bb014262b821756295c58d");
  CHECK(content_digest("a") == "d228cb696f1a8caf78912b704e4a8964");
  CHECK(content_digest("foobar") == "343e1662793c64bf6f0d3597ba446f18");
}
