#!/bin/sh
# The starter configuration as C++: the definition of mcpctl::starter_configuration() (cli/starter.hpp).
set -eu
printf '#include "cli/starter.hpp"\n\nstd::string_view mcpctl::starter_configuration()\n{\n  return R"toml('
cat "$1"
printf ')toml";\n}\n'
