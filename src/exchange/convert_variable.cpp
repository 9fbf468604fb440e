#include "exchange/convert.hpp"

#include "config/paths.hpp"
#include "exchange/secret_looks.hpp"
#include "exchange/write_value.hpp"
#include "model/secret.hpp"
#include "units/quote.hpp"

#include <algorithm>

namespace mcpctl {

namespace {

const ForeignInput* input_named(const Foreign& foreign, const std::string& id)
{
  const auto found = std::find_if(foreign.inputs.begin(), foreign.inputs.end(),
                                  [&id](const ForeignInput& input) { return input.id == id; });
  return found == foreign.inputs.end() ? nullptr : &*found;
}

// The value as it was written, with nothing in it that may be secret.
std::string shown(const std::vector<Piece>& pieces, const Foreign& foreign, bool is_secret)
{
  std::string text;
  for (const Piece& piece : pieces) {
    const bool hides = is_secret && piece.fallback && !piece.fallback->empty();
    text += hides && piece.kind == ReferenceKind::variable ? "${" + piece.name + ":-(hidden)}"
                                                           : redacted("", piece.text);
    const ForeignInput* input =
        piece.kind == ReferenceKind::input ? input_named(foreign, piece.name) : nullptr;
    if (input != nullptr && !input->description.empty())
      text += " (" + redacted("", input->description) + ")";
  }
  return text;
}

ConvertedVariable convert_references(const std::string& name, const std::vector<Piece>& pieces,
                                     const Conversion& conversion)
{
  const std::optional<std::string> found =
      conversion.with_secrets ? text_by_environment(pieces, conversion.surroundings)
                              : text_by_default(pieces);
  const bool is_secret = looks_secret_name(name) || refers_to_secret(pieces, conversion.foreign)
                         || (found && looks_secret_value(*found));
  ConvertedVariable converted{.name = name,
                              .value = found.value_or(""),
                              .note = "was " + shown(pieces, conversion.foreign, is_secret)};
  if (is_secret)
    converted.keeping = Keeping::secret;
  else if (!found)
    converted.keeping = Keeping::open;
  return converted;
}

ConvertedVariable convert_text(const std::string& name, const std::string& text,
                               const Conversion& conversion)
{
  const std::vector<Piece> pieces = pieces_of(text, conversion);
  if (has_reference(pieces))
    return convert_references(name, pieces, conversion);
  const std::string known = text_of(pieces);
  if (!looks_secret(name, known))
    return {Keeping::plain, name, known, known == text ? "" : "was " + text};
  if (is_placeholder(known))
    return {Keeping::secret, name, "", "was a placeholder"};
  return {Keeping::secret, name, known, ""};
}

} // namespace

bool asks_for_secret(const ForeignInput& input)
{
  return input.is_password || looks_secret_name(input.id) || looks_secret_name(input.description);
}

bool refers_to_secret(const std::vector<Piece>& pieces, const Foreign& foreign)
{
  return std::any_of(pieces.begin(), pieces.end(), [&foreign](const Piece& piece) {
    if (piece.kind == ReferenceKind::none || piece.kind == ReferenceKind::folder)
      return false;
    const ForeignInput* input =
        piece.kind == ReferenceKind::input ? input_named(foreign, piece.name) : nullptr;
    return looks_secret_name(piece.name) || (input != nullptr && asks_for_secret(*input))
           || (piece.fallback && looks_secret_value(*piece.fallback));
  });
}

std::vector<Piece> pieces_of(const std::string& text, const Conversion& conversion)
{
  std::vector<Piece> pieces =
      with_folders(split_references(text, conversion.foreign.format), conversion.surroundings);
  for (Piece& piece : pieces) {
    if (piece.kind != ReferenceKind::input)
      continue;
    if (const ForeignInput* input = input_named(conversion.foreign, piece.name))
      piece.fallback = input->fallback;
  }
  return pieces;
}

ConvertedVariable convert_variable(const ForeignVariable& variable, const Conversion& conversion)
{
  const std::string* text = variable.value.text();
  const bool is_scalar = variable.value.integer() != nullptr || variable.value.number() != nullptr
                         || variable.value.boolean() != nullptr;
  ConvertedVariable converted{.keeping = Keeping::open, .name = variable.name};
  if (text != nullptr)
    converted = convert_text(variable.name, *text, conversion);
  else if (is_scalar)
    converted = {Keeping::plain, variable.name, inline_toml(variable.name, variable.value), ""};
  else
    converted.note = "was " + inline_toml(variable.name, variable.value);
  if (converted.keeping == Keeping::secret && !SecretName::parse(variable.name).ok())
    return {Keeping::open, variable.name, "", "was a secret, which cannot have this name"};
  if (const auto why = why_environment_not_carried(variable.name, converted.value)) {
    const std::string was =
        converted.keeping == Keeping::plain ? "; was " + redacted("", converted.value) : "";
    return {Keeping::open, variable.name, "", "not possible here: " + *why + was};
  }
  return converted;
}

ConvertedPath convert_path(const std::string& path, const std::string& folder,
                           const Conversion& conversion)
{
  const std::vector<Piece> pieces = pieces_of(path, conversion);
  const std::optional<std::string> known = text_by_default(pieces);
  if (!known || known->empty())
    return {path, "was " + shown(pieces, conversion.foreign, false)};
  const std::string absolute = known->starts_with("~")
                                   ? expand_home(*known, conversion.surroundings.home)
                                   : join_path(folder, *known);
  if (const auto why = why_path_not_carried(absolute))
    return {*known, "is not possible here: it " + *why};
  return {known->starts_with("~") ? *known : absolute, ""};
}

} // namespace mcpctl
