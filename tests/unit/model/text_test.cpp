#include "model/text.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("harmless: what steers a terminal or deceives its reader becomes visible")
{
  struct Row
  {
    const char* what;
    std::string text, expected;
  };
  const Row rows[] = {
      {"plain text stays", "web-1 (ok) \\ %s", "web-1 (ok) \\ %s"},
      {"letters of any script stay", "サーバー Ünïcode 🙂", "サーバー Ünïcode 🙂"},
      {"a joined emoji stays", "👩\u200d💻", "👩\u200d💻"},
      {"a combining accent stays", "e\u0301", "e\u0301"},
      {"escape sequence", "\x1b[2Jgone", "\\x1b[2Jgone"},
      {"newline, tab, return", "a\nb\tc\r", "a\\nb\\tc\\r"},
      {"nul and delete", std::string("a\0b\x7f", 4), "a\\x00b\\x7f"},
      {"C1 control (a one-byte CSI on some terminals)", "\u009b2J", "\\u009b2J"},
      {"bidirectional override", "safe\u202egnp.exe", "safe\\u202egnp.exe"},
      {"bidirectional isolate and marks", "\u2066\u200f\u061c", "\\u2066\\u200f\\u061c"},
      {"zero width space, byte order mark", "a\u200bb\ufeff", "a\\u200bb\\ufeff"},
      {"tag characters", "\U000e0041", "\\U000e0041"},
      {"byte that begins no character", "\xff\x80ok", "\\xff\\x80ok"},
      {"overlong form of a slash", "\xc0\xaf", "\\xc0\\xaf"},
      {"overlong form in three bytes", "\xe0\x80\xaf", "\\xe0\\x80\\xaf"},
      {"surrogate", "\xed\xa0\x80", "\\xed\\xa0\\x80"},
      {"beyond the last code point", "\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"},
      {"character cut short", "a\xe3\x81", "a\\xe3\\x81"},
  };
  for (const Row& row : rows) {
    SUBCASE(row.what)
    {
      CHECK(harmless(row.text) == row.expected);
      CHECK(is_harmless(row.text) == (row.text == row.expected));
      CHECK(is_harmless(row.expected));
    }
  }
}

TEST_CASE("display_width: columns, not bytes")
{
  CHECK(display_width("") == 0);
  CHECK(display_width("web") == 3);
  CHECK(display_width("Ünï") == 3);
  CHECK(display_width("日本語") == 6);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("🙂") == 2);
}

TEST_CASE("clipped: never wider than asked, and says that something is missing")
{
  struct Row
  {
    const char* what;
    std::string text;
    std::size_t width;
    std::string expected;
  };
  const Row rows[] = {
      {"fits", "node", 4, "node"},
      {"one too many", "nodes", 4, "nod…"},
      {"only the sign", "nodes", 1, "…"},
      {"no room", "nodes", 0, ""},
      {"a wide character is not halved", "日本語", 4, "日…"},
      {"wide, exact", "日本語", 5, "日本…"},
      {"a combining accent stays with its letter", "e\u0301xyz", 2, "e\u0301…"},
      {"empty", "", 0, ""},
  };
  for (const Row& row : rows) {
    SUBCASE(row.what)
    {
      CHECK(clipped(row.text, row.width) == row.expected);
      CHECK(display_width(clipped(row.text, row.width)) <= row.width);
    }
  }
}

TEST_CASE("padded and right_aligned: to columns")
{
  CHECK(padded("日", 4) == "日  ");
  CHECK(padded("long", 2) == "long");
  CHECK(right_aligned("42", 4) == "  42");
  CHECK(right_aligned("日", 1) == "日");
}

TEST_CASE("clipped_name: the ends of a name stay")
{
  CHECK(clipped_name("server-12", 9) == "server-12");
  CHECK(clipped_name("server-12", 8) == "serv…-12");
  CHECK(clipped_name("server-12", 7) == "ser…-12");
  CHECK(clipped_name("server-12", 3) == "s…2");
  CHECK(clipped_name("server-12", 2) == "s…");
  CHECK(clipped_name("server-12", 0).empty());
  CHECK(clipped_name("日本語日本語", 8) == "日本…語");
}
