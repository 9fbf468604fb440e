// References in the values of clients' configurations: ${VAR}, ${VAR:-default}, ${env:VAR},
// ${input:id}, ${workspaceFolder} and their like. Clients expand them, systemd does not.
#pragma once

#include "exchange/foreign.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

enum class ReferenceKind { none, variable, input, file, folder };

// A stretch of a value: plain text, or one reference.
struct Piece
{
  ReferenceKind kind = ReferenceKind::none;
  std::string text; // as written
  std::string name; // of the variable, input or folder; path of the file
  std::optional<std::string> fallback;
};

// What is known where a configuration is imported.
struct Surroundings
{
  std::string home;
  std::string workspace; // the folder that the configuration is of; empty: of none
  std::function<std::optional<std::string>(const std::string& name)> variable; // the environment
};

// Gemini CLI also reads $VAR, OpenCode also {env:VAR}.
[[nodiscard]] std::vector<Piece> split_references(std::string_view text, Format format);

// The pieces with folders that are known written out as text.
[[nodiscard]] std::vector<Piece> with_folders(std::vector<Piece> pieces,
                                              const Surroundings& surroundings);

[[nodiscard]] bool has_reference(const std::vector<Piece>& pieces);
// The text with references as they were written.
[[nodiscard]] std::string text_of(const std::vector<Piece>& pieces);
// The text with every reference replaced by its own default; nothing where one has none.
[[nodiscard]] std::optional<std::string> text_by_default(const std::vector<Piece>& pieces);
// The text with variables of the environment, else with defaults; nothing where one has neither.
[[nodiscard]] std::optional<std::string> text_by_environment(const std::vector<Piece>& pieces,
                                                             const Surroundings& surroundings);

} // namespace mcpctl
