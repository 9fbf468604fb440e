#include "units/quote.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;
using namespace std::string_literals;

namespace {

struct Row
{
  const char* what;
  std::string given;
  std::string expected;
};

} // namespace

TEST_CASE("quote_exec_argument: the program receives what the configuration says")
{
  const Row rows[] = {
      {"a plain word stays as it is", "build/index.js", "build/index.js"},
      {"an empty argument survives", "", R"("")"},
      {"percent is no specifier", "100%n", R"("100%%n")"},
      {"dollar is no variable", "$HOME ${X}", R"("$HOME ${X}")"},
      {"quotes and backslashes", R"(a"b\c'd)", R"("a\"b\\c'd")"},
      {"control bytes", "a\nb\tc\x01\x7f", R"("a\x0ab\x09c\x01\x7f")"},
      {"UTF-8 stays readable", "日本 é", "\"日本 é\""},
      {"a semicolon separates no commands", ";", R"(";")"},
      {"a comment sign", "#x", R"("#x")"},
  };
  for (const Row& row : rows) {
    SUBCASE(row.what)
    {
      CHECK(quote_exec_argument(row.given) == row.expected);
    }
  }
}

TEST_CASE("render_exec_start: what systemd refuses as a program runs through env")
{
  CHECK(render_exec_start({"/usr/bin/node", "a b"}) == R"(:/usr/bin/node "a b")");
  CHECK(render_exec_start({"/opt/my server/run"}) == R"(:"/opt/my server/run")");
  CHECK(render_exec_start({"/opt/it's/run", "x"}) == R"(:/usr/bin/env -- "/opt/it's/run" x)");
  CHECK(render_exec_start({"/opt/a=b/run"}) == ":/opt/a=b/run");
}

TEST_CASE("render_exec_start: env takes no program with an equals sign, nice does")
{
  CHECK(render_exec_start({"/opt/a='b'/run"})
        == R"(:/usr/bin/env -- /usr/bin/nice -n 0 -- "/opt/a='b'/run")");
}

TEST_CASE("render_exec_start: a working directory that its directive cannot say")
{
  CHECK(render_exec_start({"/bin/cat"}, "/srv/two\nlines")
        == R"(:/usr/bin/env -C "/srv/two\x0alines" -- /bin/cat)");
  CHECK(carried_argv({"/bin/cat", "x"}, "/srv/space ")
        == std::vector<std::string>{"/usr/bin/env", "-C", "/srv/space ", "--", "/bin/cat", "x"});
}

TEST_CASE("fits_working_directory")
{
  CHECK(fits_working_directory("/srv/my files/100%"));
  CHECK_FALSE(fits_working_directory("/srv/space "));
  CHECK_FALSE(fits_working_directory("/srv/back\\"));
  CHECK(fits_working_directory("/srv/two backs\\\\"));
  CHECK_FALSE(fits_working_directory("/srv/three backs\\\\\\"));
  CHECK_FALSE(fits_working_directory("/srv/new\nline"));
  CHECK_FALSE(fits_working_directory("relative"));
  CHECK_FALSE(fits_working_directory(""));
}

TEST_CASE("render_environment_line: any text, lines included")
{
  CHECK(render_environment_line("PORT", "3001") == "PORT=3001\n");
  CHECK(render_environment_line("EMPTY", "") == "EMPTY=\"\"\n");
  CHECK(render_environment_line("A", " x ") == "A=\" x \"\n");
  CHECK(render_environment_line("A", "$x `y` \"z\" \\") == "A=\"\\$x \\`y\\` \\\"z\\\" \\\\\"\n");
  CHECK(render_environment_line("A", "one\ntwo") == "A=\"one\ntwo\"\n");
  CHECK(render_environment_line("A", "100%") == "A=\"100%\"\n");
}

TEST_CASE("quote_environment, quote_path, quote_environment_file, quote_description")
{
  CHECK(quote_environment("PATH", "/opt/a b/100%:/bin") == R"("PATH=/opt/a b/100%%:/bin")");
  CHECK(quote_path("/srv/a b/100%") == "/srv/a b/100%%");
  CHECK(quote_environment_file("/srv/[x]*?/50%/.env") == R"(/srv/\[x]\*\?/50%%/.env)");
  CHECK(quote_description("  50% of all  ") == "50%% of all");
}

TEST_CASE("why_argument_not_carried: only what really cannot be carried")
{
  CHECK_FALSE(why_argument_not_carried(std::string(131'071, 'x')));
  CHECK(why_argument_not_carried(std::string(131'072, 'x')).value()
        == "is 131072 bytes long; the kernel takes 131071");
  CHECK_FALSE(why_argument_not_carried("\x01\t\n\"'\\%$ é 日本 😀"));
  CHECK(why_argument_not_carried("a\0b"s).value() == "holds a NUL byte");
  for (const char* bad : {"\xff", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                          "\xef\xbf\xbe", "\xef\xb7\x90"}) {
    CHECK(why_argument_not_carried(bad).value() == "is not UTF-8 as systemd takes it");
  }
}

TEST_CASE("why_command_not_carried")
{
  CHECK(why_command_not_carried({}).value() == "is empty");
  CHECK(why_command_not_carried({"node"}).value() == "its program is not an absolute path");
  CHECK(why_command_not_carried({"/bin/cat", "\xff"}).value()
        == "an argument is not UTF-8 as systemd takes it");
  const std::vector<std::string> long_words(9, std::string(131'000, 'x'));
  std::vector<std::string> argv{"/bin/cat"};
  argv.insert(argv.end(), long_words.begin(), long_words.end());
  CHECK(why_command_not_carried(argv).value()
        == "is 1179028 bytes long as a line of a unit file; systemd reads lines below 1048576");
  argv.resize(8);
  CHECK_FALSE(why_command_not_carried(argv));
}

TEST_CASE("why_environment_not_carried")
{
  CHECK_FALSE(why_environment_not_carried("_TOKEN1", "a\nb"));
  CHECK(why_environment_not_carried("1A", "x").value()
        == "its name is not made of letters, digits and _");
  CHECK(why_environment_not_carried("A-B", "x"));
  CHECK(why_environment_not_carried("", "x"));
  CHECK(why_environment_not_carried("A", "a\0b"s).value() == "holds a NUL byte");
  CHECK(why_environment_not_carried("A", std::string(131'070, 'x')).value()
        == "is 131072 bytes long with its name; the kernel takes 131071");
  CHECK_FALSE(why_environment_not_carried("A", std::string(131'069, 'x')));
}

TEST_CASE("why_path_not_carried, why_working_directory_not_carried")
{
  CHECK_FALSE(why_path_not_carried("/srv/[a] *b/.env"));
  CHECK(why_path_not_carried("/srv/a ").value() == "ends with a space");
  CHECK_FALSE(why_path_not_carried("/srv/a\\"));
  CHECK(why_path_not_carried("/srv/a\nb").value() == "holds a line break");
  CHECK(why_path_not_carried(".env").value() == "is not an absolute path");
  CHECK_FALSE(why_working_directory_not_carried("/srv/a\nb "));
  CHECK(why_working_directory_not_carried("/srv/\xff").value()
        == "is not UTF-8 as systemd takes it");
}

TEST_CASE("why_description_not_carried, why_directive_not_carried: nothing becomes a directive")
{
  CHECK_FALSE(why_description_not_carried("Files of the blog, 100%"));
  CHECK(why_description_not_carried("x\nExecStart=/bin/sh").value() == "holds a line break");
  CHECK(why_description_not_carried("x\\ ").value()
        == "ends with a backslash, which continues the line");
  CHECK_FALSE(why_directive_not_carried("Service", "LimitNOFILE", "4096"));
  CHECK(why_directive_not_carried("Service", "Nice", "1\nUser=root").value()
        == "holds a line break");
  CHECK(why_directive_not_carried("Service", "Nice=1\nUser", "root").value()
        == "its name is not made of letters and digits");
  CHECK(why_directive_not_carried("Service]\n[Unit", "Nice", "1").value()
        == "is in no section of a service: Service or Unit");
}
