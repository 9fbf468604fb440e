# The lanes of ./check: each prints its findings on standard output and fails if there is one. Sourced, in the
# checkout's folder.

# shellcheck disable=SC2034  # ./check reads what is set here
lanes_quick=(unit golden box live)
# shellcheck disable=SC2034
lanes_all=(sanitizers fuzz box live slow conformance real try pages scripts format tidy)

# Brings TARGET, or all, of BUILD up to date. Its output goes to BUILD/check.log, and the end of that is shown if it
# fails. Unoptimized and with lines for backtraces alone, for half of the time of a quick run would be the compiler's.
build() { # BUILD OPTIONS [TARGET...]
  local folder=$1 options
  read -ra options <<<"$2"
  mkdir -p "$folder"
  {
    [[ -e $folder/build.ninja ]] || meson setup "$folder" --buildtype=debug -Dcpp_args=-g1 "${options[@]}"
  } >"$folder/check.log" 2>&1 && ninja -C "$folder" "${@:3}" >>"$folder/check.log" 2>&1 && return
  tail -n 40 "$folder/check.log"
  echo "FAIL  building in $folder/, see $folder/check.log"
  return 1
}

is_in_batches() { grep -qs batch_1.cpp "$1/build.ninja"; } # BUILD

# From nothing this takes a half to a third of the time. Which files go together may have changed since the last one.
build_in_batches() { # BUILD OPTIONS TARGET...
  [[ ! -e $1/build.ninja ]] || meson setup --reconfigure "$1" >/dev/null || return
  build "$1" "-Dbatches=true $2" "${@:3}"
}

# For somebody who works on it.
build_in_small_units() { # BUILD TARGET...
  ! is_in_batches "$1" || meson configure "$1" -Dbatches=false >/dev/null || return
  build "$1" '' "${@:2}"
}

# One test of meson's, from BUILD.
meson_test() { # BUILD TEST [ARGUMENT]
  meson test -C "$1" --no-rebuild --verbose ${3:+--test-args="$3"} "$2"
}

lane_unit() { build/tests/unit-tests ${1:+--test-case="*$1*"}; }

lane_golden() { # [CASE, of the unit files only]
  local test status=0
  (($#)) && { meson_test build golden "$@"; return; }
  for test in golden exchange export; do meson_test build "$test" || status=1; done
  return $status
}

lane_box() {
  local status=0
  as_root tests/box/box_test || status=1
  as_root tests/live/self_test || status=1
  return $status
}

# Those named real_* are a lane of their own, and those that are slow.
lane_live() { as_root tests/live/run --without real_ "${@:---quick}"; }

lane_slow() { as_root tests/live/run --without real_ --slow; }

# What PM2's own end-to-end tests check, answered by ours.
lane_conformance() { # [PATTERN]
  tests/conformance/answered || return
  as_root tests/live/run --from tests/conformance "$@"
}

# With servers and a client from npm.
# shellcheck disable=SC2154  # of tests/npm.sh
lane_real() { as_root tests/live/run --npm "$npm_modules" "${1:-real_}"; }

lane_try() {
  local status=0
  as_root tests/try/try_test || status=1
  as_root tests/try/own_test || status=1
  return $status
}

lane_pages() { meson test -C build --no-rebuild --verbose --suite pages; }

lane_scripts() {
  local scripts
  mapfile -t scripts < <(git grep -lE '^#!/bin/(ba)?sh' && git ls-files '*.sh')
  shellcheck "${scripts[@]}" && echo "ok    ${#scripts[@]} scripts"
}

lane_format() {
  local sources
  mapfile -t sources < <(git ls-files '*.cpp' '*.hpp')
  clang-format --dry-run --Werror "${sources[@]}" && types_are_unique && echo "ok    ${#sources[@]} files"
}

# All headers share one namespace: two types of one name would be merged by the linker without a word.
types_are_unique() {
  local twice
  twice=$(git grep -hoE '^(struct|class|enum class) [A-Z][A-Za-z]+( |$)' -- 'src/*.hpp' |
    awk '{print $NF}' | sort | uniq -d)
  [[ -z $twice ]] || { echo "types of the same name in two headers: ${twice//$'\n'/, }" && return 1; }
}

lane_tidy() {
  local sources
  mapfile -t sources < <(git ls-files 'src/*.cpp')
  tests/tidy build "${sources[@]}" && echo "ok    ${#sources[@]} files"
}

build_sanitized() { # TARGET...
  build_in_batches build-asan '-Db_sanitize=address,undefined -Db_lundef=false' "$@"
}

# The lanes unit and golden, with sanitizers.
lane_sanitizers() {
  local golden=(golden exchange export) test status=0
  build_sanitized tests/unit-tests tests/{render/golden,exchange/exchange-golden,export/export}-tests || return
  local -x ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1
  local -x UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
  build-asan/tests/unit-tests || status=1
  for test in "${golden[@]}"; do meson_test build-asan "$test" || status=1; done
  return $status
}

# Every input that was ever kept, with the sanitizers on.
lane_fuzz() {
  build_sanitized tests/fuzz/fuzz-replay tests/fuzz/fuzz-import-replay || return
  meson_test build-asan fuzz-replay && meson_test build-asan fuzz-import-replay
}

# Sets $passed and $failed from what a lane printed: its programs' own counts where there are some, else the
# lines of ok and FAIL, else meson's tests.
count_results() { # LOG
  read -r passed failed < <(awk '
    /^[0-9]+ passed, [0-9]+ failed$/ {good += $1; bad += $3; counts++}
    /^\[doctest\] test cases:/ {split($0, part, "|"); good += part[2]; bad += part[3]; counts++}
    /^ok / {good_lines++}
    /^FAIL / {bad_lines++}
    /^Ok: / {good_tests = $2}
    /^(Fail|Timeout): / {bad_tests += $2}
    END {
      if (counts) print good + 0, bad + 0
      else if (good_lines + bad_lines) print good_lines + 0, bad_lines + 0
      else print good_tests + 0, bad_tests + 0
    }' "$1")
}
