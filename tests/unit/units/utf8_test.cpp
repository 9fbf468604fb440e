#include "units/utf8.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("is_systemd_text")
{
  for (const char* good :
       {"", "a", "\x7f", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80",
        "\xef\xbf\xbd", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbd"}) {
    CHECK(is_systemd_text(good));
  }
  for (const char* bad : {"\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xef\xbf\xbf",
                          "\xef\xb7\xaf", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80",
                          "\xf0\x9f\xbf\xbe", "\xf5\x80\x80\x80", "\xe2\x82", "a\xc3", "\xc3("}) {
    CHECK_FALSE(is_systemd_text(bad));
  }
}
