#!/bin/sh
# The shipped unit files as C++: the definition of mcpctl::shipped_units() (units/shipped.hpp).
set -eu
echo '#include "units/shipped.hpp"'
echo
echo 'const std::vector<mcpctl::ShippedUnit>& mcpctl::shipped_units()'
echo '{'
echo '  static const std::vector<ShippedUnit> units = {'
for file in "$@"; do
  printf '{"%s", R"unit(' "$(basename "$file")"
  cat "$file"
  echo ')unit"},'
done
echo '  };'
echo '  return units;'
echo '}'
