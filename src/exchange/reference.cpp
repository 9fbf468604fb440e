#include "exchange/reference.hpp"

#include <algorithm>

namespace mcpctl {

namespace {

bool is_name_character(char c, bool first)
{
  const bool is_letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
  return is_letter || (!first && c >= '0' && c <= '9');
}

// How many bytes at the beginning of `text` are the name of a variable.
std::size_t name_length(std::string_view text)
{
  std::size_t length = 0;
  while (length < text.size() && is_name_character(text[length], length == 0))
    ++length;
  return length;
}

bool is_folder(std::string_view name)
{
  return name == "workspaceFolder" || name == "workspaceFolderBasename" || name == "userHome"
         || name == "pathSeparator" || name == "/" || name == "cwd" || name == "workspaceRoot";
}

// What stands in the braces, as a reference; of no kind when it is none.
Piece reference_in(std::string_view inside)
{
  Piece piece;
  const auto is = [&](std::string_view prefix, ReferenceKind kind) {
    if (!inside.starts_with(prefix))
      return false;
    piece.kind = kind;
    piece.name = inside.substr(prefix.size());
    return true;
  };
  if (is_folder(inside)) {
    piece.kind = ReferenceKind::folder;
    piece.name = inside;
    return piece;
  }
  if (is("input:", ReferenceKind::input) || is("file:", ReferenceKind::file))
    return piece;
  const std::string_view rest = inside.starts_with("env:") ? inside.substr(4) : inside;
  const std::size_t length = name_length(rest);
  const std::string_view behind = rest.substr(length);
  const bool has_fallback = behind.starts_with(":-");
  if (length == 0 || (!behind.empty() && !behind.starts_with(":")))
    return piece;
  piece.kind = ReferenceKind::variable;
  piece.name = has_fallback ? rest.substr(0, length) : rest; // "config:key" is the client's own
  if (has_fallback)
    piece.fallback = std::string(behind.substr(2));
  return piece;
}

// The reference that `text` begins with; of no kind when it begins with none.
Piece first_reference(std::string_view text, Format format)
{
  Piece piece;
  const bool is_braced = text.starts_with("${");
  const bool is_its_own = format == Format::opencode && text.starts_with('{');
  if (is_braced || is_its_own) {
    const std::size_t end = text.find('}');
    if (end == std::string_view::npos)
      return piece;
    const std::size_t begin = is_braced ? 2 : 1;
    const std::string_view inside = text.substr(begin, end - begin);
    if (is_its_own && !inside.starts_with("env:") && !inside.starts_with("file:"))
      return piece;
    piece = reference_in(inside);
    piece.text = text.substr(0, end + 1);
  } else if (format == Format::gemini && text.starts_with('$')) {
    const std::size_t length = name_length(text.substr(1));
    if (length > 0)
      piece = {ReferenceKind::variable, std::string(text.substr(0, length + 1)),
               std::string(text.substr(1, length)), std::nullopt};
  }
  return piece;
}

std::optional<std::string> folder_named(std::string_view name, const Surroundings& surroundings)
{
  const std::string& workspace = surroundings.workspace;
  if (name == "userHome" && !surroundings.home.empty())
    return surroundings.home;
  if (name == "pathSeparator" || name == "/")
    return "/";
  if (workspace.empty())
    return std::nullopt;
  if (name == "workspaceFolderBasename")
    return workspace.substr(workspace.rfind('/') + 1);
  return name == "userHome" ? std::nullopt : std::optional(workspace);
}

} // namespace

std::vector<Piece> split_references(std::string_view text, Format format)
{
  std::vector<Piece> pieces;
  std::string plain;
  if (format == Format::pm2) { // expands nothing
    plain = text;
    text = {};
  }
  while (!text.empty()) {
    Piece piece = first_reference(text, format);
    if (piece.kind == ReferenceKind::none) {
      plain += text.front();
      text.remove_prefix(1);
      continue;
    }
    text.remove_prefix(piece.text.size());
    if (!plain.empty())
      pieces.push_back({.text = std::move(plain)});
    plain.clear();
    pieces.push_back(std::move(piece));
  }
  if (!plain.empty())
    pieces.push_back({.text = std::move(plain)});
  return pieces;
}

std::vector<Piece> with_folders(std::vector<Piece> pieces, const Surroundings& surroundings)
{
  for (Piece& piece : pieces) {
    std::optional<std::string> folder;
    if (piece.kind == ReferenceKind::folder)
      folder = folder_named(piece.name, surroundings);
    else if (piece.kind == ReferenceKind::variable && piece.name == "HOME"
             && !surroundings.home.empty())
      folder = surroundings.home;
    if (folder)
      piece = {.text = *folder};
  }
  return pieces;
}

bool has_reference(const std::vector<Piece>& pieces)
{
  return std::any_of(pieces.begin(), pieces.end(),
                     [](const Piece& piece) { return piece.kind != ReferenceKind::none; });
}

std::string text_of(const std::vector<Piece>& pieces)
{
  std::string text;
  for (const Piece& piece : pieces)
    text += piece.text;
  return text;
}

std::optional<std::string> text_by_default(const std::vector<Piece>& pieces)
{
  std::string text;
  for (const Piece& piece : pieces) {
    if (piece.kind != ReferenceKind::none && !piece.fallback)
      return std::nullopt;
    text += piece.kind == ReferenceKind::none ? piece.text : *piece.fallback;
  }
  return text;
}

std::optional<std::string> text_by_environment(const std::vector<Piece>& pieces,
                                               const Surroundings& surroundings)
{
  std::string text;
  for (const Piece& piece : pieces) {
    std::optional<std::string> value = piece.fallback;
    if (piece.kind == ReferenceKind::none)
      value = piece.text;
    else if (piece.kind == ReferenceKind::variable && surroundings.variable) {
      if (std::optional<std::string> set = surroundings.variable(piece.name))
        value = std::move(set);
    }
    if (!value)
      return std::nullopt;
    text += *value;
  }
  return text;
}

} // namespace mcpctl
