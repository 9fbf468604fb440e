# The lanes of ./check: each prints its findings on standard output and fails if there is one. Sourced, in the
# checkout's folder. Lines that begin with ok, FAIL and skip are counted, so are doctest's cases and meson's tests.

# shellcheck disable=SC2034  # ./check reads what is set here
lanes_quick=(unit golden box live)
# shellcheck disable=SC2034
lanes_all=("${lanes_quick[@]}" try pages scripts format tidy sanitizers fuzz)

# Brings BUILD up to date; its output goes to BUILD/check.log, and the end of that is shown if it fails.
build() { # BUILD [OPTION...]
  local folder=$1
  mkdir -p "$folder"
  {
    [[ -e $folder/build.ninja ]] || meson setup "$folder" "${@:2}"
  } >"$folder/check.log" 2>&1 && ninja -C "$folder" >>"$folder/check.log" 2>&1 && return
  tail -n 40 "$folder/check.log"
  echo "FAIL  building in $folder/, see $folder/check.log"
  return 1
}

# The tests of one suite of meson's, from BUILD.
meson_suite() { # BUILD SUITE [ARGUMENT...]
  meson test -C "$1" --no-rebuild --verbose --suite "$2" ${3:+--test-args="$3"}
}

lane_unit() { build/tests/unit-tests ${1:+--test-case="*$1*"}; }

lane_golden() { meson_suite build golden "$@"; }

lane_box() {
  local status=0
  as_root tests/box/box_test || status=1
  as_root tests/live/self_test || status=1
  return $status
}

lane_live() { as_root tests/live/run "$@"; }

lane_try() {
  local status=0
  as_root tests/try/try_test || status=1
  as_root tests/try/own_test || status=1
  return $status
}

lane_pages() { meson_suite build pages; }

lane_scripts() {
  local scripts
  mapfile -t scripts < <(git grep -lE '^#!/bin/(ba)?sh' && git ls-files '*.sh')
  shellcheck "${scripts[@]}" && echo "ok    ${#scripts[@]} scripts"
}

lane_format() {
  local sources
  mapfile -t sources < <(git ls-files '*.cpp' '*.hpp')
  clang-format --dry-run --Werror "${sources[@]}" && echo "ok    ${#sources[@]} files"
}

lane_tidy() {
  local sources
  mapfile -t sources < <(git ls-files 'src/*.cpp')
  run-clang-tidy -quiet -p build "${sources[@]/#/$PWD/}" && echo "ok    ${#sources[@]} files"
}

lane_sanitizers() {
  build build-asan --buildtype=debug -Db_sanitize=address,undefined -Db_lundef=false || return
  local -x ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1
  local -x UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
  build-asan/tests/unit-tests && meson_suite build-asan golden
}

# Every input that was ever kept, with the sanitizers on.
lane_fuzz() {
  build build-asan --buildtype=debug -Db_sanitize=address,undefined -Db_lundef=false || return
  meson_suite build-asan fuzz
}

# Sets $passed and $failed from what a lane printed.
count_results() { # LOG
  passed=0 failed=0
  local good bad
  while read -r good bad; do passed=$((passed + good)) failed=$((failed + bad)); done < <(
    awk '/^ok /{good++} /^FAIL /{bad++} END {print good+0, bad+0}' "$1"
    sed -n 's/^\[doctest\] test cases: .*| *\([0-9]*\) passed | *\([0-9]*\) failed.*/\1 \2/p' "$1"
  )
  ((passed + failed)) || read -r passed failed < <(awk '/^(Ok|Fail|Timeout): /{n[$1]+=$2} END {print n["Ok:"]+0, n["Fail:"]+n["Timeout:"]}' "$1")
}
