# An apply that is killed at any moment, and the next one that finishes its work.
# scope: user
# slow: a kill at each of many system calls
# timeout: 300s

units=$HOME/.config/systemd/user

# Before: a, b and gone. After: a changed, b as it was, gone removed, new created.
configure_before() {
  write_config <<'TOML'
[defaults]
settle_sec = "10ms"
command = "sleep infinity"
[servers.a]
env = { KEY = "old" }
[servers.b]
[servers.gone]
env = { KEY = "gone" }
TOML
}

configure_after() {
  write_config <<'TOML'
[defaults]
settle_sec = "10ms"
command = "sleep infinity"
[servers.a]
env = { KEY = "new" }
[servers.b]
[servers.new]
env = { KEY = "created" }
TOML
}

# All files of the unit folder with their contents.
tree() {
  find "$units" \( -type f -o -type l -o -type d \) -printf '%P %m %l\n' -type f -exec sha256sum {} \; | sort
}

expect_converged() {
  expect_equal "the unit folder, killed at $1" "$(tree)" "$reference"
  expect_equal "KEY of a, killed at $1" "$(tr '\0' '\n' <"/proc/$(main_pid a)/environ" | grep ^KEY=)" KEY=new
  expect_equal "state of new, killed at $1" "$(property mcp@new.service ActiveState)" active
  expect_equal "state of gone, killed at $1" "$(property mcp@gone.service ActiveState)" inactive
  expect_equal "process of b, killed at $1" "$(main_pid b)" "$b"
  for unit in mcp@a.service mcp@b.service mcp@new.service mcp.target; do
    expect_equal "$unit needs a reload, killed at $1" "$(property "$unit" NeedDaemonReload)" no
  done
}

scenario 'killed at every system call that changes something, the next apply converges'
configure_after
run mcpctl apply
expect_exit 0
reference=$(tree)
configure_before
run mcpctl apply
expect_exit 0
b=$(main_pid b)
kills=0
for call in mkdir mkdirat write fchmod fsync renameat symlinkat unlinkat flock sendmsg sendto; do
  for ((n = 1; ; n++)); do
    configure_after
    run strace -f -o strace.out -e "trace=$call" -e "inject=$call:signal=KILL:when=$n" mcpctl apply
    [[ $status == 137 ]] || break
    kills=$((kills + 1))
    run mcpctl apply
    expect_exit 0
    expect_converged "$call $n"
    configure_before
    run mcpctl apply
    expect_exit 0
    b=$(main_pid b)
  done
  configure_before
  run mcpctl apply
  expect_exit 0
done
expect [ "$kills" -gt 30 ]

# Stops an apply behind its Nth message, long enough for what it has begun to come up, and kills it then; fails if it
# had ended before.
kill_behind_message() { # N
  local tracer state
  strace -f -o strace.out -e trace=sendmsg -e "inject=sendmsg:signal=STOP:when=$1" mcpctl apply >/dev/null 2>&1 &
  tracer=$!
  until state=$(ps -o state= --ppid "$tracer") && [[ $state == [Tt]* ]] && grep -qs -e '--- stopped by SIGSTOP' strace.out; do
    [[ -e /proc/$tracer ]] && [[ $(ps -o state= -p "$tracer") != Z* ]] || return 1
    sleep 0.02
  done
  sleep 0.2
  pkill -KILL -P "$tracer"
  wait "$tracer"
  return 0
}

scenario 'killed behind every message of the very first apply, the next one brings all up, the target too'
configure_before
kills=0
for ((n = 1; ; n++)); do
  : >strace.out
  kill_behind_message "$n" || break
  [[ -e $units/.mcpctl.lock ]] || continue # it has only looked yet
  kills=$((kills + 1))
  run mcpctl apply
  expect_exit 0
  for unit in mcp@a.service mcp@b.service mcp@gone.service mcp.target; do
    expect_equal "state of $unit, killed behind message $n" "$(property "$unit" ActiveState)" active
  done
  run mcpctl down
  expect_exit 0
done
expect [ "$kills" -gt 5 ]
