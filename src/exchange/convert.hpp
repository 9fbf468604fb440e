// What becomes of one foreign server here: which of its values stand in the file, which are kept
// as secrets, and which only its user knows.
#pragma once

#include "exchange/foreign.hpp"
#include "exchange/reference.hpp"

#include <string>
#include <vector>

namespace mcpctl {

struct Conversion
{
  const Foreign& foreign;
  Surroundings surroundings;
  bool with_secrets = false; // take references' values from the environment
};

enum class Keeping {
  plain,  // stands in the file
  secret, // kept apart
  open,   // to be filled in
};

struct ConvertedVariable
{
  Keeping keeping = Keeping::plain;
  std::string name;
  std::string value; // of a secret: where it is known; of an open one: empty
  std::string note;  // what the file had, where that is not the value; shows no secret
};

[[nodiscard]] ConvertedVariable convert_variable(const ForeignVariable& variable,
                                                 const Conversion& conversion);

struct ConvertedCommand
{
  std::vector<std::string> words;
  std::vector<std::string> notes;         // what changed, and why
  std::vector<std::string> remarks;       // those of them that the user should act upon
  std::vector<ConvertedVariable> secrets; // that stood among the arguments
  std::string problem;                    // why there is no command
};

[[nodiscard]] ConvertedCommand convert_command(const ForeignServer& server,
                                               const Conversion& conversion);

// A path as it is written here: absolute, where the file says enough; else as it stands, with what
// is to be filled in as the note.
struct ConvertedPath
{
  std::string path;
  std::string note;
};

[[nodiscard]] ConvertedPath convert_path(const std::string& path, const std::string& folder,
                                         const Conversion& conversion);

// Whether the client asks for a secret by this input.
[[nodiscard]] bool asks_for_secret(const ForeignInput& input);
// Whether a reference among the pieces names a secret, or stands for one.
[[nodiscard]] bool refers_to_secret(const std::vector<Piece>& pieces, const Foreign& foreign);

// The pieces of a value as far as the file and its surroundings explain them.
[[nodiscard]] std::vector<Piece> pieces_of(const std::string& text, const Conversion& conversion);

} // namespace mcpctl
