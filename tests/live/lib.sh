# Helpers of the live scenarios. Sourced by each tests/live/NAME_test.sh, which runs inside the box, as an
# unprivileged user or as root, in an empty folder, with mcpctl and its sample server installed.
#
# The comment at the top of a scenario file tells the runner about it:
#   # scope: user      as one of the box's users, while others run other files (their ports: $port, $port + 1 ...)
#   # scope: system    as root, for the system's service manager
#   # scope: reboot    as a user, twice: see before_reboot
#   # skip-ok: REASON  a skip for this reason is expected; any other skip counts as a failure
#   # timeout: SPAN    instead of 180s
#   # long: REASON     begins before the others
#   # slow: REASON     the same, and it is of the lane slow

set -u
: "${SCENARIO_SCOPE:?start it with tests/live/run}" "${LIVE:?}"
sample_server=$LIVE/sample-server
# The box is one machine: two users must not listen on the same port.
port=$((20000 + UID % 1000 * 100))
what='' out='' err='' status='' command=()

if [[ $SCENARIO_SCOPE == system ]]; then
  config_folder=/etc/mcp
  runtime_config_folder=/run/mcp/mcp.d
  unit_folders=(/etc/systemd/system /run/systemd/system)
else
  config_folder=$HOME/.config/mcp
  runtime_config_folder=$XDG_RUNTIME_DIR/mcp/mcp.d
  unit_folders=("$HOME/.config/systemd/user" "$XDG_RUNTIME_DIR/systemd/user")
fi

# --- scenarios

# Begins the scenario WHAT, with nothing of an earlier one left. A file may hold several; the first
# expectation that fails ends the file.
scenario() { # WHAT
  scenario_goes_on "$1"
  [[ $SCENARIO_STAGE == after ]] || forget_servers
}

# The same, with what the last one left.
scenario_goes_on() { # WHAT
  scenario_passed
  what=$1 begin=${EPOCHREALTIME/./}
}

scenario_passed() {
  [[ -z $what ]] || printf 'ok    %s: %s (%d ms)\n' "$SCENARIO_NAME" "$what" $((${EPOCHREALTIME/./} - begin >> 10))
  what=''
}

# Ends the file without having tried; see skip-ok above.
skip() { # REASON
  echo "skip  $SCENARIO_NAME: ${what:-all}: $1"
  what=''
  exit 0
}

fail() { # WHY
  trap - EXIT
  echo "FAIL  $SCENARIO_NAME: ${what:-(no scenario)}"
  show_failure "$1"
  end_jobs
  forget_servers
  exit 1
}

# For "scope: reboot". The file is run, the machine boots again without mcpctl, and the file is run again:
#   if before_reboot; then ...; reboot; fi
# Variables do not survive, files do.
before_reboot() { [[ $SCENARIO_STAGE == before ]]; }

reboot() {
  what=''
  exit 0
}

# --- acting

# Runs a command and keeps $status, $out and $err for the expectations.
run() { # COMMAND...
  command=("$@")
  "$@" >"$SCENARIO_FOLDER/.out" 2>"$SCENARIO_FOLDER/.err"
  status=$?
  out=$(<"$SCENARIO_FOLDER/.out") err=$(<"$SCENARIO_FOLDER/.err")
}

# Writes standard input to FILE in the configuration's folder.
write_config() { # [FILE]
  local file=$config_folder/${1:-mcp.toml}
  mkdir -p "${file%/*}"
  cat >"$file"
}

# systemctl for the scenario's own service manager.
manager() { # ARGUMENTS...
  if [[ $SCENARIO_SCOPE == system ]]; then
    systemctl --no-pager "$@"
  else
    systemctl --user --no-pager "$@"
  fi
}

property() { # UNIT NAME
  manager show --value -p "$2" -- "$1"
}

main_pid() { # SERVER
  property "mcp@$1.service" MainPID
}

# A value of the JSON value $v on standard input, as an expression of Python; fails if it is not JSON, or more than that.
json() { # EXPRESSION
  python3 -c 'import json, sys; v = json.load(sys.stdin); print(eval(sys.argv[1]))' "$1"
}

# Fields of a server's or instance's entry in "status --json", separated by blanks.
status_of() { # SERVER FIELD...
  local fields
  fields=$(printf ', s["%s"]' "${@:2}")
  mcpctl --json status "$1" | json "' '.join(str(x) for s in v['servers'] for x in (${fields#, },))"
}

state_is() { # SERVER STATE
  [[ $(status_of "$1" state) == "$2" ]]
}

# One JSON-RPC request to an MCP server; prints the response.
mcp_call() { # PORT METHOD [PARAMS]
  curl --silent --show-error --fail --max-time 5 "http://127.0.0.1:$1/mcp" -H 'Content-Type: application/json' \
    -H 'Accept: application/json, text/event-stream' \
    -d "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$2\",\"params\":${3:-{\}}}"
}

# --- screens: a terminal of its own, in tmux, whose content can be looked at

terminals=0
terminal() { tmux -L "$SCENARIO_NAME.$terminals" "$@"; } # TMUX-COMMAND...

# Runs a command in a shell on a screen of that size; the shell stays, and says how the command ended and how it
# left the terminal: "ended with 0, isig icanon echo".
open_terminal() { # COLUMNS ROWS COMMAND...
  local size=(-x "$1" -y "$2")
  shift 2
  close_terminal
  ((terminals += 1))
  LC_ALL=${screen_locale-C.UTF-8} tmux -u -L "$SCENARIO_NAME.$terminals" -f /dev/null new-session -d "${size[@]}" \
    "$(printf '%q ' "$@"); echo ended with \$?, \$(stty -a | grep -owE -e '-?(icanon|echo|isig)'); exec cat"
}
close_terminal() { terminal kill-server 2>/dev/null; }
type_keys() { terminal send-keys "$@"; } # KEY...
on_screen() { terminal capture-pane -p; }
screen_has() { on_screen | grep -qE -- "$1"; } # REGEX
screen_lacks() { ! screen_has "$1"; }
expect_screen() { # REGEX
  command=()
  local end=$((${EPOCHREALTIME/./} + 15000000))
  until screen_has "$1"; do
    ((${EPOCHREALTIME/./} < end)) || fail "expected on the screen within 15 s: $1"$'\n'"$(on_screen)"
    sleep 0.05
  done
}
expect_screen_lacks() { # REGEX
  screen_lacks "$1" || fail "not expected on the screen: $1"$'\n'"$(on_screen)"
}

# --- expecting

expect_exit() { # STATUS
  [[ $status == "$1" ]] || fail "expected exit status $1"
}

# The whole output, but for newlines at its end.
expect_out() { # TEXT
  [[ $out == "$1" ]] || fail "expected on stdout, wholly:"$'\n'"$1"
}

expect_err() { # TEXT
  [[ $err == "$1" ]] || fail "expected on stderr, wholly:"$'\n'"$1"
}

# Somewhere in the output, as an extended regular expression.
expect_out_has() { # REGEX
  [[ $out =~ $1 ]] || fail "expected on stdout: $1"
}

expect_err_has() { # REGEX
  [[ $err =~ $1 ]] || fail "expected on stderr: $1"
}

expect_out_lacks() { # REGEX
  [[ ! $out =~ $1 ]] || fail "not expected on stdout: $1"
}

expect_equal() { # WHAT ACTUAL EXPECTED
  [[ $2 == "$3" ]] || fail "$1 is \"$2\", expected \"$3\""
}

# Anything else: a command that must succeed.
expect() { # COMMAND...
  "$@" || fail "expected to succeed: $*"
}

# The command must succeed within SECONDS.
eventually() { # SECONDS COMMAND...
  local end=$((${EPOCHREALTIME/./} + $1 * 1000000))
  until "${@:2}" >/dev/null 2>&1; do
    ((${EPOCHREALTIME/./} < end)) || fail "expected within $1 s: ${*:2}"
    sleep 0.05
  done
}

# --- cleaning up, without relying on what is being tested

# What a scenario that failed has left running here would hold ports that the next file wants.
end_jobs() {
  # shellcheck disable=SC2046
  kill $(jobs -p) 2>/dev/null
}

# What a file changes on the machine itself it puts back here, however it ends.
put_back() { :; }

forget_servers() {
  local folder
  put_back
  close_terminal
  manager stop 'mcp*' --all 2>/dev/null
  for folder in "${unit_folders[@]}"; do
    rm -rf "$folder"/{mcp@*,mcp-*,mcp.target*,mcp.slice,mcpctl*,*.wants/mcp*}
  done
  rm -rf "$config_folder" "$runtime_config_folder"
  manager daemon-reload
  manager reset-failed 'mcp*' 2>/dev/null
  find "$SCENARIO_FOLDER" -mindepth 1 -delete
}

show_failure() { # WHY
  {
    echo "$1"
    if ((${#command[@]})); then
      printf -- '--- ran:%s\n--- exit status %s\n--- stdout\n%s\n--- stderr\n%s\n' \
        "$(printf ' %q' "${command[@]}")" "$status" "$out" "$err"
    fi
    echo "--- units"
    manager status --all --lines=0 'mcp*' 2>&1 | head -n 60
    echo "--- end of the journal"
    journalctl --no-pager --quiet -n 40 2>&1
  } | sed 's/^/      /'
}

# A file that stops without a word has failed too.
finish() {
  local left=$?
  if [[ $left != 0 && -n $what ]]; then fail "the file ended with status $left"; fi
  scenario_passed
  [[ $SCENARIO_STAGE == before ]] || forget_servers
}
trap finish EXIT
trap 'fail "not done in time"' TERM

SCENARIO_FOLDER=$HOME/scenario
mkdir -p "$SCENARIO_FOLDER"
cd "$SCENARIO_FOLDER" || exit 1
