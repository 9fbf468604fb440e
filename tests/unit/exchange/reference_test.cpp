#include "exchange/reference.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

// "text|<variable NAME=fallback>|…"
std::string shown(const std::vector<Piece>& pieces)
{
  const char* kinds[] = {"", "variable", "input", "file", "folder"};
  std::string text;
  for (const Piece& piece : pieces) {
    text += text.empty() ? "" : "|";
    if (piece.kind == ReferenceKind::none)
      text += piece.text;
    else
      text += "<" + std::string(kinds[static_cast<int>(piece.kind)]) + " " + piece.name
              + (piece.fallback ? "=" + *piece.fallback : "") + ">";
  }
  return text;
}

} // namespace

TEST_CASE("split_references: what clients expand")
{
  struct Row
  {
    const char* text;
    Format format;
    const char* expected;
  };
  const Row rows[] = {
      {"plain", Format::claude_code, "plain"},
      {"${X}", Format::claude_code, "<variable X>"},
      {"a${X:-d}b", Format::claude_code, "a|<variable X=d>|b"},
      {"${X:-}", Format::claude_code, "<variable X=>"},
      {"${env:X}", Format::cursor, "<variable X>"},
      {"Bearer ${input:api-key}", Format::vscode, "Bearer |<input api-key>"},
      {"${workspaceFolder}/x", Format::vscode, "<folder workspaceFolder>|/x"},
      {"${config:a.b}", Format::vscode, "<variable config:a.b>"},
      {"${file:/x/y}", Format::windsurf, "<file /x/y>"},
      {"{env:X}", Format::opencode, "<variable X>"},
      {"{env:X}", Format::claude_code, "{env:X}"},
      {"{port} {\"a\": 1}", Format::opencode, "{port} {\"a\": 1}"},
      {"$X-$1-$", Format::gemini, "<variable X>|-$1-$"},
      {"$X", Format::claude_code, "$X"},
      {"${", Format::claude_code, "${"},
      {"${}", Format::claude_code, "${}"},
      {"${not a name}", Format::claude_code, "${not a name}"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(shown(split_references(row.text, row.format)) == row.expected);
    CHECK(text_of(split_references(row.text, row.format)) == row.text);
  }
}

TEST_CASE("references: by default, by the environment, by the folders that are known")
{
  const Surroundings surroundings{
      .home = "/home/u", .workspace = "/srv/blog", .variable = [](const std::string& name) {
        return name == "SET" ? std::optional<std::string>("set") : std::nullopt;
      }};
  const auto split = [](const char* text) { return split_references(text, Format::cursor); };
  CHECK(text_by_default(split("a ${SET:-d}")) == "a d");
  CHECK(!text_by_default(split("${SET}")));
  CHECK(text_by_environment(split("${SET:-d} ${UNSET:-e}"), surroundings) == "set e");
  CHECK(!text_by_environment(split("${UNSET}"), surroundings));
  const auto folders = [&](const char* text) {
    return text_of(with_folders(split(text), surroundings));
  };
  CHECK(folders("${workspaceFolder}/${workspaceFolderBasename}") == "/srv/blog/blog");
  CHECK(folders("${userHome}${/}x ${HOME}") == "/home/u/x /home/u");
  CHECK(text_of(with_folders(split("${workspaceFolder}"), {})) == "${workspaceFolder}");
}
