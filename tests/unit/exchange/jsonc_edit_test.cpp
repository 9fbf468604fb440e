#include "exchange/jsonc_edit.hpp"

#include "exchange/json_text.hpp"
#include "exchange/jsonc.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <random>

namespace mcpctl {

namespace {

using Json = nlohmann::ordered_json;

const Item entry = {
    Members{{"command", Item{"/bin/m"}}, {"args", Item{std::vector<std::string>{"connect", "a"}}}}};

struct Row
{
  const char* what;
  Path path;
  std::string before;
  std::string after;
};

Json parsed(std::string_view text)
{
  const std::string strict = strict_json(text);
  return Json::parse(strict.starts_with("\xef\xbb\xbf") ? strict.substr(3) : strict);
}

Json to_json(const Item& item)
{
  if (const auto* text = std::get_if<std::string>(&item.data))
    return *text;
  if (const auto* texts = std::get_if<std::vector<std::string>>(&item.data))
    return *texts;
  Json object = Json::object();
  for (const Member& member : std::get<Members>(item.data))
    object[member.key] = to_json(member.value);
  return object;
}

Json merged(Json tree, const Path& path, const Item& value)
{
  Json* node = &tree;
  for (const std::string& key : path)
    node = &(*node)[key];
  *node = to_json(value);
  return tree;
}

Json without(Json tree, const Path& path)
{
  Json* node = &tree;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    if (!node->is_object() || !node->contains(path[i]))
      return tree;
    node = &(*node)[path[i]];
  }
  if (node->is_object())
    node->erase(path.back());
  return tree;
}

// A JSON text with everything that people put into one.
class Writer
{
public:
  explicit Writer(unsigned seed) : random_(seed) {}

  std::string document()
  {
    newline_ = chance(4) ? "\r\n" : "\n";
    unit_ = chance(3) ? "\t" : std::string(1 + below(4), ' ');
    one_line_ = chance(6);
    comments_ = !one_line_ && chance(2);
    trailing_ = chance(3);
    return (comments_ ? "// top" + newline_ : "") + object(0) + (chance(2) ? newline_ : "");
  }
  unsigned below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }
  std::string key() { return std::string(1, static_cast<char>('a' + below(5))); }

private:
  bool chance(unsigned of) { return below(of) == 0; }

  std::string line_end(std::size_t depth)
  {
    if (one_line_)
      return chance(2) ? " " : "";
    std::string text;
    if (comments_ && chance(4))
      text += chance(2) ? " // \"x\": {" : " /* , } */";
    text += newline_;
    if (comments_ && chance(5))
      text += indent(depth) + "// \"old\": 1," + newline_;
    return text + indent(depth);
  }
  [[nodiscard]] std::string indent(std::size_t depth) const
  {
    std::string text;
    for (std::size_t i = 0; i < depth; ++i)
      text += unit_;
    return text;
  }

  std::string object(std::size_t depth)
  {
    std::string text = "{";
    std::vector<std::string> keys = {"a", "b", "c", "d", "e"};
    std::shuffle(keys.begin(), keys.end(), random_);
    keys.resize(below(4));
    for (std::size_t i = 0; i < keys.size(); ++i) {
      text +=
          line_end(depth + 1) + "\"" + keys[i] + "\"" + (chance(3) ? ":" : ": ") + value(depth + 1);
      if (i + 1 < keys.size() || trailing_)
        text += ",";
    }
    return text + (keys.empty() && chance(2) ? "" : line_end(depth)) + "}";
  }

  std::string value(std::size_t depth)
  {
    switch (below(depth > 4 ? 3 : 6)) {
    case 0:
      return "-1.5e3";
    case 1:
      return chance(2) ? "null" : "true";
    case 2:
      return chance(2) ? R"("// \" \u00e9 }")" : "[1, {\"x\": []}, \"]\"]";
    default:
      return object(depth);
    }
  }

  std::mt19937 random_;
  std::string newline_, unit_;
  bool one_line_ = false, comments_ = false, trailing_ = false;
};

// Whether all bytes of `before` but space stand in `after`, in that order.
bool keeps(std::string_view before, std::string_view after)
{
  std::size_t at = 0;
  for (const char c : before) {
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t')
      continue;
    at = after.find(c, at);
    if (at++ == std::string_view::npos)
      return false;
  }
  return true;
}

// What leads to an object wherever it leads, so that a member can be set there.
bool can_be_set(const Json& tree, const Path& path)
{
  const Json* node = &tree;
  for (const std::string& key : path) {
    if (!node->is_object())
      return false;
    if (!node->contains(key))
      return true;
    node = &(*node)[key];
  }
  return true;
}

} // namespace

TEST_CASE("with_member: what is new looks like what is there")
{
  const Row rows[] = {
      {"an empty file",
       {"s", "a"},
       "",
       "{\n  \"s\": {\n    \"a\": {\n      \"command\": \"/bin/m\",\n"
       "      \"args\": [\"connect\", \"a\"]\n    }\n  }\n}\n"},
      {"nothing but a comment",
       {"a"},
       "// mine",
       "// mine\n{\n  \"a\": {\n    \"command\": \"/bin/m\",\n"
       "    \"args\": [\"connect\", \"a\"]\n  }\n}\n"},
      {"an empty object",
       {"a"},
       "{}",
       "{\n  \"a\": {\n    \"command\": \"/bin/m\",\n    \"args\": [\"connect\", \"a\"]\n  }\n}"},
      {"tabs, and a comment at the end of the last line",
       {"s", "a"},
       "{\n\t\"s\": {\n\t\t\"b\": 1 // one\n\t\t// \"c\": 2\n\t}\n}\n",
       "{\n\t\"s\": {\n\t\t\"b\": 1, // one\n\t\t\"a\": {\n\t\t\t\"command\": \"/bin/m\",\n"
       "\t\t\t\"args\": [\"connect\", \"a\"]\n\t\t}\n\t\t// \"c\": 2\n\t}\n}\n"},
      {"trailing commas go on",
       {"s", "a"},
       "{\n  \"s\": {\n    \"b\": 1, /* one\n two */ // three\n  },\n}\n",
       "{\n  \"s\": {\n    \"b\": 1, /* one\n two */ // three\n    \"a\": {\n"
       "      \"command\": \"/bin/m\",\n      \"args\": [\"connect\", \"a\"]\n    },\n  },\n}\n"},
      {"carriage returns",
       {"a"},
       "{\r\n    \"b\": 1 // x\r\n}\r\n",
       "{\r\n    \"b\": 1, // x\r\n    \"a\": {\r\n        \"command\": \"/bin/m\",\r\n"
       "        \"args\": [\"connect\", \"a\"]\r\n    }\r\n}\r\n"},
      {"one line",
       {"s", "a"},
       R"({"s":{"b":{"x":1}},"t":2})",
       R"({"s":{"b":{"x":1},"a":{"command":"/bin/m","args":["connect","a"]}},"t":2})"},
      {"one line with spaces",
       {"s", "a"},
       R"({ "s": {} })",
       R"({ "s": {"a": {"command": "/bin/m", "args": ["connect", "a"]}} })"},
      {"an object on one line in a longer file",
       {"s", "a"},
       "{\n  \"s\": { \"b\": 1 }\n}\n",
       "{\n  \"s\": { \"b\": 1, \"a\": {\"command\": \"/bin/m\", "
       "\"args\": [\"connect\", \"a\"]} }\n}\n"},
      {"an empty object with a comment",
       {"s", "a"},
       "{\n  \"s\": { // mine\n  }\n}\n",
       "{\n  \"s\": { // mine\n    \"a\": {\n      \"command\": \"/bin/m\",\n"
       "      \"args\": [\"connect\", \"a\"]\n    }\n  }\n}\n"},
      {"a value in its place",
       {"s", "a"},
       "{\n  \"s\": {\"a\": null /* x */}, // y\n}\n",
       "{\n  \"s\": {\"a\": {\n    \"command\": \"/bin/m\",\n"
       "    \"args\": [\"connect\", \"a\"]\n  } /* x */}, // y\n}\n"},
      {"a byte order mark",
       {"a"},
       "\xef\xbb\xbf{\"b\": 1}",
       "\xef\xbb\xbf{\"b\": 1, \"a\": {\"command\": \"/bin/m\", "
       "\"args\": [\"connect\", \"a\"]}}"},
      {"of two of a name the last, which counts",
       {"s", "a"},
       R"({"s":{},"s":{"b":1}})",
       R"({"s":{},"s":{"b":1,"a":{"command":"/bin/m","args":["connect","a"]}}})"},
  };
  for (const Row& row : rows) {
    SUBCASE(row.what)
    {
      CHECK(with_member(row.before, row.path, entry) == row.after);
    }
  }
}

TEST_CASE("with_member: a key is found however it is written")
{
  CHECK(with_member(R"({"\u0061": 1})", {"a"}, Item{"é\"\\\n\x01"})
        == "{\"\\u0061\": \"é\\\"\\\\\\n\\u0001\"}");
}

TEST_CASE("without_member: comments stay, commas do not pile up")
{
  const Row rows[] = {
      {"the first", {"a"}, "{\n  \"a\": 1,\n  \"b\": 2\n}\n", "{\n  \"b\": 2\n}\n"},
      {"the last", {"b"}, "{\n  \"a\": 1,\n  \"b\": 2\n}\n", "{\n  \"a\": 1\n}\n"},
      {"the last, with its own comma",
       {"b"},
       "{\n  \"a\": 1,\n  \"b\": 2,\n}\n",
       "{\n  \"a\": 1,\n}\n"},
      {"the only one", {"s", "a"}, "{\n  \"s\": {\n    \"a\": 1\n  }\n}\n", "{\n  \"s\": {}\n}\n"},
      {"comments around it",
       {"b"},
       "{\n  \"a\": 1, // one\n  // two\n  \"b\": 2 // three\n  // four\n}\n",
       "{\n  \"a\": 1 // one\n  // two\n  // three\n  // four\n}\n"},
      {"the last of a line",
       {"b"},
       "{\n  \"a\": 1, \"b\": 2,\n  \"c\": 3\n}\n",
       "{\n  \"a\": 1,\n  \"c\": 3\n}\n"},
      {"in one line, first", {"a"}, R"({"a": 1, "b": 2})", R"({"b": 2})"},
      {"in one line, last", {"b"}, R"({ "a": 1, "b": 2 })", R"({ "a": 1 })"},
      {"in one line, only", {"a"}, R"({ "a": 1 })", "{}"},
      {"carriage returns",
       {"a"},
       "{\r\n  \"a\": {\r\n  },\r\n  \"b\": 2\r\n}",
       "{\r\n  \"b\": 2\r\n}"},
      {"none of that name", {"s", "a"}, R"({"s": {"b": 1}})", R"({"s": {"b": 1}})"},
      {"below something else", {"s", "a"}, R"({"s": [1]})", R"({"s": [1]})"},
  };
  for (const Row& row : rows) {
    SUBCASE(row.what)
    {
      CHECK(without_member(row.before, row.path) == row.after);
    }
  }
}

TEST_CASE("editing a JSON text changes what was asked for and nothing else")
{
  unsigned set = 0;
  for (unsigned seed = 0; seed < 4000; ++seed) {
    Writer writer(seed);
    const std::string before = writer.document();
    Path path = {writer.key()};
    while (writer.below(2) == 0)
      path.push_back(writer.key());
    CAPTURE(before);
    CAPTURE(path.size());
    const Json tree = parsed(before);
    if (can_be_set(tree, path)) {
      ++set;
      const std::string after = with_member(before, path, entry);
      CAPTURE(after);
      REQUIRE(parsed(after) == merged(tree, path, entry));
      REQUIRE(with_member(after, path, entry) == after);
      if (without_member(before, path) == before) // it was not there: only bytes more
        REQUIRE(keeps(before, after));
    }
    const std::string less = without_member(before, path);
    CAPTURE(less);
    REQUIRE(parsed(less) == without(tree, path));
  }
  CHECK(set > 2000);
}

} // namespace mcpctl
