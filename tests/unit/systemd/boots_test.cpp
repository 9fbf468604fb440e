#include "systemd/boots.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("boot_among: by offset and by id")
{
  const std::string first(32, 'a'), second(32, 'b'), third(32, 'c');
  const std::vector<std::string> boots = {first, second, third};
  const auto named = [&](const std::string& text) {
    const auto found = boot_among(boots, third, text);
    return found.ok() ? *found : "error: " + found.error().what;
  };
  CHECK(named("0") == third);
  CHECK(named("-0") == third);
  CHECK(named("-1") == second);
  CHECK(named("-2") == first);
  CHECK(named("1") == first);
  CHECK(named("+2") == second);
  CHECK(named(second) == second);
  CHECK(named("-3") == "error: the journal has no boot -3: it knows 3");
  CHECK(named("4") == "error: the journal has no boot 4: it knows 3");
  CHECK(named(std::string(32, 'd')) == "error: the journal has no boot " + std::string(32, 'd'));
  for (const char* text : {"last", "-", "1x", "+-1", ""})
    CHECK(named(text) == "error: no boot: \"" + std::string(text) + "\"");
  // The running boot may have written nothing that can be read.
  CHECK(boot_among({first}, third, "-1").value() == first);
}

TEST_CASE("is_boot_name: what may stand behind -b, and what is a server's name there")
{
  for (const std::string& text : {std::string("-1"), std::string("+2"), std::string("0"),
                                  std::string("3"), std::string(32, 'a')})
    CHECK(is_boot_name(text));
  for (const std::string& text : {std::string(), std::string("-"), std::string("-f"),
                                  std::string("web"), std::string("1st"), std::string(31, 'a')})
    CHECK_FALSE(is_boot_name(text));
}
