#include "cases.hpp"

#include "units/quote.hpp"

#include <algorithm>
#include <random>

namespace quoting {

namespace {

using mcpctl::Server;

class Dice
{
public:
  explicit Dice(unsigned seed) : engine_(seed) {}

  unsigned below(unsigned end) { return static_cast<unsigned>(engine_() % end); }
  bool once_in(unsigned n) { return below(n) == 0; }

private:
  std::mt19937_64 engine_;
};

std::string to_utf8(char32_t code)
{
  const auto byte = [](char32_t bits) { return static_cast<char>(bits); };
  if (code < 0x80) {
    return {byte(code)};
  }
  const auto tail = [&](unsigned shift) { return byte(0x80U | (code >> shift & 0x3fU)); };
  if (code < 0x800) {
    return {byte(0xc0U | code >> 6U), tail(0)};
  }
  if (code < 0x10000) {
    return {byte(0xe0U | code >> 12U), tail(6), tail(0)};
  }
  return {byte(0xf0U | code >> 18U), tail(12), tail(6), tail(0)};
}

std::string syntax(Dice& dice, unsigned length)
{
  constexpr std::string_view characters = "\"'\\%$;#{}()[]*?~!&|<>=:@+-,./ \t\n\r\x01\x1b\x7f"
                                          "aHOMEinux0127\"'\\%$ \n";
  std::string text;
  while (text.size() < length) {
    text += characters[dice.below(characters.size())];
  }
  return text;
}

std::string any_characters(Dice& dice, unsigned length)
{
  std::string text;
  for (unsigned i = 0; i < length; ++i) {
    constexpr unsigned ends[] = {0x80, 0x800, 0x3000, 0x10000, 0x110000};
    text += to_utf8(1 + dice.below(ends[dice.below(5)] - 1));
  }
  return text;
}

std::string any_bytes(Dice& dice, unsigned length)
{
  std::string text;
  while (text.size() < length) {
    text += static_cast<char>(dice.below(256));
  }
  return text;
}

std::string word(Dice& dice)
{
  const std::string words[] = {";",
                               "\\;",
                               "-",
                               "--",
                               "%i",
                               "%%",
                               "%",
                               "$HOME",
                               "${HOME}",
                               "$$",
                               "#",
                               "# x",
                               "@",
                               "+",
                               "!",
                               "!!",
                               "|",
                               ":",
                               "\\",
                               "\\\\",
                               "\\x41",
                               "\\n",
                               "\\u00e9",
                               "\\101",
                               "\"",
                               "\"\"",
                               "'",
                               "' '",
                               "\n",
                               "\n[Service]\nUser=root",
                               "\\\n",
                               " ",
                               "  x  ",
                               "\t",
                               "\r\n",
                               "a=b",
                               "=",
                               "Q_X=1",
                               "~",
                               "~/x",
                               "*",
                               "[a-z]",
                               "?",
                               "日本語",
                               "e\xcc\x81",
                               "\xf0\x9f\x98\x80",
                               "\xef\xbb\xbfmark",
                               "%h/%t",
                               "$MAINPID",
                               "`id`",
                               "$(id)"};
  return words[dice.below(std::size(words))];
}

std::string value(Dice& dice)
{
  switch (dice.below(12)) {
  case 0:
    return "";
  case 1:
  case 2:
  case 3:
    return word(dice);
  case 4:
  case 5:
    return any_characters(dice, 1 + dice.below(20));
  case 6:
    return any_bytes(dice, 1 + dice.below(4));
  case 7:
    return dice.once_in(8) ? syntax(dice, 100'000 + dice.below(32'000)) : word(dice);
  default:
    return syntax(dice, 1 + dice.below(30));
  }
}

// A file's name: one component of a path.
std::string component(Dice& dice)
{
  std::string name = value(dice);
  std::erase_if(name, [](char c) { return c == '/' || c == '\0'; });
  name.resize(std::min<std::size_t>(name.size(), 255));
  return name.empty() || name == "." || name == ".." ? "plain" : name;
}

// Takes values while systemd carries them, and counts the others.
class Filter
{
public:
  explicit Filter(std::map<std::string, unsigned>& refused) : refused_(refused) {}

  bool operator()(const std::optional<std::string>& why)
  {
    if (why) {
      // Lengths differ from case to case.
      ++refused_[why->find("bytes long") == std::string::npos ? *why : "is too long"];
    }
    return !why;
  }

private:
  std::map<std::string, unsigned>& refused_;
};

void add_command(Server& server, Dice& dice, Filter& carried, const std::string& own)
{
  std::vector<std::string>& argv = server.command.argv;
  if (const std::string name = component(dice);
      dice.once_in(2) && carried(mcpctl::why_argument_not_carried(own + "/" + name))) {
    argv[0] = own + "/" + name + "/recorder";
  }
  for (unsigned n = dice.below(7); n > 0; --n) {
    std::string argument = value(dice);
    if (carried(mcpctl::why_argument_not_carried(argument))) {
      argv.push_back(std::move(argument));
    }
  }
  while (!carried(mcpctl::why_command_not_carried(argv, server.working_directory))) {
    argv.pop_back();
  }
}

void add_environment(Server& server, Dice& dice, Filter& carried)
{
  for (unsigned n = dice.below(5); n > 0; --n) {
    const std::string name = "Q_" + std::to_string(n);
    std::string text = value(dice);
    if (carried(mcpctl::why_environment_not_carried(name, text))) {
      server.env[name] = std::move(text);
    }
  }
  std::string path = "/q" + value(dice);
  server.command.search_path =
      carried(mcpctl::why_search_path_not_carried(path)) ? std::move(path) : "/q";
}

// A case with nothing hard in it.
Case plain_case(unsigned number, const std::string& folder)
{
  const std::string own = folder + "/" + std::to_string(number);
  Case made{.server = {.name = *mcpctl::ServerName::parse("q" + std::to_string(number))},
            .env_file_text = "Q_FILE=" + std::to_string(number) + "\nQ_BOTH=file\n",
            .expected = {},
            .refused = {}};
  made.server.life.restart = mcpctl::RestartPolicy::no;
  made.server.working_directory = own;
  made.server.command.argv = {own + "/recorder", folder + "/got/" + std::to_string(number)};
  made.server.command.search_path = "/q";
  return made;
}

void expect_what_is_meant(Case& made)
{
  const Server& server = made.server;
  made.expected.argv = server.command.argv;
  made.expected.working_directory = server.working_directory;
  std::map<std::string, std::string> variables = server.env;
  variables["PATH"] = server.command.search_path;
  if (!server.env_files.empty()) {
    variables["Q_FILE"] = server.name.str().substr(1);
    variables.try_emplace("Q_BOTH", "file");
  }
  for (const auto& [name, text] : variables) {
    made.expected.environment.insert(name + "=" + text);
  }
}

Case make_case(unsigned number, const std::string& folder, Dice& dice, Filter& carried)
{
  Case made = plain_case(number, folder);
  Server& server = made.server;
  const std::string own = server.working_directory;
  const std::string cwd = own + "/" + component(dice);
  if (carried(mcpctl::why_working_directory_not_carried(cwd))) {
    server.working_directory = cwd;
  }
  const std::string description = value(dice);
  if (carried(mcpctl::why_description_not_carried(description))) {
    server.description = description;
  }
  add_command(server, dice, carried, own);
  add_environment(server, dice, carried);
  const std::string name = "env" + component(dice);
  if (dice.once_in(2) && name.size() < 256
      && carried(mcpctl::why_path_not_carried(own + "/" + name))) {
    server.env_files = {{.path = own + "/" + name, .digest = "none"}};
    server.env["Q_BOTH"] = "env";
  }
  expect_what_is_meant(made);
  return made;
}

} // namespace

Cases make_cases(const std::string& folder, unsigned seed, unsigned count)
{
  Dice dice(seed);
  Cases made;
  Filter carried(made.refused);
  for (unsigned number = 0; number < count; ++number) {
    made.cases.push_back(make_case(number, folder, dice, carried));
  }
  return made;
}

std::vector<Case> make_refused_cases(const std::string& folder, unsigned first)
{
  std::vector<Case> made;
  const auto add = [&](const std::string& what) -> Case& {
    Case& one = made.emplace_back(plain_case(first + static_cast<unsigned>(made.size()), folder));
    one.refused = what;
    return one;
  };
  add("an argument too long").server.command.argv.emplace_back(131'072, 'x');
  add("an argument that is not UTF-8").server.command.argv.emplace_back("\xff");
  add("an argument with a noncharacter").server.command.argv.emplace_back("\xef\xbf\xbe");
  add("a line too long").server.command.argv.resize(12, std::string(120'000, 'x'));
  add("a variable too long").server.env["Q_1"] = std::string(131'072 - 4, 'x');
  add("a variable that is not UTF-8").server.env["Q_1"] = "\xff";
  add("a variable with a noncharacter").server.env["Q_1"] = "\xef\xbf\xbe";
  add("a name with a minus").server.env["Q_-1"] = "x";
  add("a search path with a noncharacter").server.command.search_path = "/q\xef\xbf\xbe";
  add("a description that goes on").server.description = "text\\";
  add("a description that is not UTF-8").server.description = "\xff";
  add("a description with a noncharacter").server.description = "\xef\xbf\xbe";
  add("a description with a carriage return").server.description = "one\rtwo";
  for (const std::string end : {" ", "\t", "\rx", "\xff", "\xef\xbf\xbe"}) {
    Case& one = add("an env_file's name with " + mcpctl::quote_exec_argument(end));
    one.server.env_files = {{.path = one.server.working_directory + "/env" + end, .digest = "-"}};
  }
  for (const std::string end : {"\xff", "\xef\xbf\xbe"}) {
    add("a working directory with " + end).server.working_directory += "/" + end;
  }
  for (Case& one : made) {
    expect_what_is_meant(one);
  }
  return made;
}

} // namespace quoting
