#include "cli/verbatim.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

using namespace mcpctl;

namespace {

using Words = std::vector<std::string>;

// What is left, the values of -e and --memory-max, those of --user=, and what stands behind "--".
std::string taken(Words words)
{
  Words env, memory, user, rest;
  const Verbatim verbatim{
      .options = {{{"-e", "--env"}, &env}, {{"--memory-max"}, &memory}, {{"--user="}, &user}},
      .rest = &rest};
  if (const Status status = take_verbatim(words, 1, verbatim); !status.ok())
    return status.error().what;
  return fmt::format("{} {} {} {} {}", words, env, memory, user, rest);
}

} // namespace

TEST_CASE("take_verbatim: values byte for byte, and the command as it stands")
{
  CHECK(taken({"-q", "add", "web", "--", "git", "--", "-e", "[a,b]", "", "--user=x"})
        == R"(["-q", "add", "web"] [] [] [] ["git", "--", "-e", "[a,b]", "", "--user=x"])");
  CHECK(taken({"-e", "add", "-e", "A=[1,2]", "-eB=", "--env=C=-x", "web", "--env", "-D"})
        == R"(["-e", "add", "web"] ["A=[1,2]", "B=", "C=-x", "-D"] [] [] [])");
  CHECK(taken({"-q", "add", "--memory_max=", "--memory-max", "a\n%$\"", "web"})
        == R"(["-q", "add", "web"] [] ["", "a\n%$\""] [] [])");
  CHECK(taken({"-q", "add", "--user", "--user=alice", "--user="})
        == R"(["-q", "add", "--user"] [] [] ["alice", ""] [])");
}

TEST_CASE("take_verbatim: an option at the end")
{
  CHECK(taken({"-q", "add", "web", "-e"}) == "-e wants a value");
  CHECK(taken({"-q", "add", "--memory_max", "--", "cat"}) == "--memory_max wants a value");
}

TEST_CASE("take_verbatim: a negative number is an argument")
{
  const Verbatim verbatim{.options = {}, .rest = nullptr, .signed_number = true};
  Words words{"scale", "web", "-1", "--no-wait"};
  CHECK(take_verbatim(words, 0, verbatim).ok());
  CHECK(words == Words{"scale", "web", "--no-wait", "--", "-1"});
  words = {"scale", "web", "--", "-1"};
  CHECK(take_verbatim(words, 0, verbatim).ok());
  CHECK(words == Words{"scale", "web", "--", "-1"});
  words = {"scale", "web", "+1", "-q"};
  CHECK(take_verbatim(words, 0, verbatim).ok());
  CHECK(words == Words{"scale", "web", "+1", "-q"});
}

TEST_CASE("take_verbatim: a value that may be left out, where the next word looks like one")
{
  const Verbatim verbatim{
      .optional = {{{"-b", "--boot"}, [](std::string_view word) { return word == "-1"; }}}};
  const auto joined = [&](Words words) {
    CHECK(take_verbatim(words, 0, verbatim).ok());
    return words;
  };
  CHECK(joined({"logs", "-b", "-1", "web"}) == Words{"logs", "--boot=-1", "web"});
  CHECK(joined({"logs", "--boot", "-1"}) == Words{"logs", "--boot=-1"});
  CHECK(joined({"logs", "-b-1"}) == Words{"logs", "--boot=-1"});
  CHECK(joined({"logs", "-b", "web"}) == Words{"logs", "-b", "web"});
  CHECK(joined({"logs", "-bf"}) == Words{"logs", "-bf"});
  CHECK(joined({"logs", "-b"}) == Words{"logs", "-b"});
  CHECK(joined({"logs", "--boot=-1", "-1"}) == Words{"logs", "--boot=-1", "-1"});
  CHECK(joined({"logs", "--", "-b", "-1"}) == Words{"logs", "--", "-b", "-1"});
}
