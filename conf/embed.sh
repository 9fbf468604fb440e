#!/bin/sh
# Files as C++: defines FUNCTION of HEADER, which answers with the text of the file, for each pair of them.
#   embed.sh HEADER FUNCTION FILE [FUNCTION FILE]...
set -eu
printf '#include "%s"\n' "$1"
shift
while [ $# -gt 1 ]; do
  printf '\nstd::string_view mcpctl::%s()\n{\n  return R"embedded(' "$1"
  cat "$2"
  printf ')embedded";\n}\n'
  shift 2
done
