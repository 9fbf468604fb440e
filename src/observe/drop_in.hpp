// What the files of an installed unit say, read back from their text: for show, which must work
// without the configuration.
#pragma once

#include "units/unit_file.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// The text of a directive in the unit's drop-in, as written; the last one counts. Nothing where the
// template's value holds.
[[nodiscard]] std::optional<std::string> directive(const std::vector<UnitFile>& files,
                                                   std::string_view key);
// All values of a directive that may stand several times.
[[nodiscard]] std::vector<std::string> directives(const std::vector<UnitFile>& files,
                                                  std::string_view key);
// The same for the unit that is started and stopped: a stdio server's socket.
[[nodiscard]] std::vector<std::string> own_directives(const std::vector<UnitFile>& files,
                                                      std::string_view key);

struct Variable
{
  std::string name;
  std::string value; // as written, without the quotes around the whole of it
  unsigned line = 0; // that it begins in, from 1
};

// The variables in the text of an environment file (systemd.exec(5), EnvironmentFile=), in order.
[[nodiscard]] std::vector<Variable> variables_in_environment(std::string_view text);
// Names of the variables in the text of an environment file (systemd.exec(5), EnvironmentFile=),
// sorted; never a piece of a value.
[[nodiscard]] std::vector<std::string> names_in_environment(std::string_view text);
// The same for an installed unit; nothing where its file could not be read.
[[nodiscard]] std::optional<std::vector<std::string>>
environment_names(const std::vector<UnitFile>& files);

} // namespace mcpctl
