// The configuration a verb is about: found, read and, where there are problems, reported.
#pragma once

#include "cli/context.hpp"
#include "config/read.hpp"
#include "store/secrets.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

struct ConfigurationRequest
{
  std::optional<std::string> profile;    // --profile
  bool resolve = false;                  // look programs up again
  bool needs_secrets = false;            // one that cannot be used is an error, else a warning
  const Installed* installed = nullptr;  // whose look-ups are kept; null: nothing is installed
  const SourceFile* unwritten = nullptr; // a file that is not on disk yet: one more of the
                                         // default ones, or, if it is none, instead of all
};

struct LoadedConfiguration
{
  Configuration configuration;
  std::vector<std::string> owners; // of the files, with servers or without
  std::vector<SourceFile> sources; // as they were read
};

// Reads the files given with -c, or the default ones. An error only where there is no text to read;
// what is wrong in the text is in the configuration's diagnostics.
[[nodiscard]] Result<LoadedConfiguration> load_configuration(const Context& context,
                                                             const ConfigurationRequest& request);

// Whether the files, all written by now, still say what was read.
[[nodiscard]] bool is_as_read(const Context& context, const LoadedConfiguration& loaded);

// Prints warnings and errors; an error, exit code 2, if there was one.
[[nodiscard]] Status report_problems(const Context& context, const Configuration& configuration);

// Whom the servers of the given files belong to; of the default files without -c. The files need
// not exist; an error only where standard input is asked for and tells no project.
[[nodiscard]] Result<std::vector<std::string>> owners_asked_for(const Context& context);

// Whether the files given are those of servers that are gone at the next reboot: each belongs to a
// file of its own in the runtime directory.
[[nodiscard]] bool is_runtime(const Context& context);
[[nodiscard]] bool is_runtime_owner(const Context& context, const std::string& owner);

// " --system -c FILE", as far as given: for the commands that messages name.
[[nodiscard]] std::string options_as_given(const Context& context);

// The secrets of the scope.
[[nodiscard]] SecretStore secret_store(const Context& context);

} // namespace mcpctl
