# How a server is ended, and what is left of it: nothing.
# scope: user

none_alive() { # PID...
  local pid
  for pid; do [[ ! -e /proc/$pid ]] || return 1; done
}
processes_of() { # SERVER
  local group
  group=$(property "mcp@$1.service" ControlGroup)
  cat /sys/fs/cgroup{,/systemd,/unified}"$group"/cgroup.procs 2>/dev/null | sort -un
}

scenario "docs signals-clean-restart: the signal first, and after kill_timeout SIGKILL"
write_config <<'END'
[defaults]
cwd = "~/scenario"
settle_sec = "300ms"
timeout_stop_sec = "800ms"
[servers.deaf]
command = ["bash", "-c", "trap 'echo asked >>deaf' TERM; while :; do sleep 0.05; done"]
[servers.polite]
command = ["bash", "-c", "trap 'echo asked >>polite; exit 0' INT; while :; do sleep 0.05; done"]
kill_signal = "SIGINT"
END
run mcpctl apply
expect_exit 0
deaf=$(main_pid deaf) begin_stop=${EPOCHREALTIME/./}
run mcpctl stop deaf
took=$(((${EPOCHREALTIME/./} - begin_stop) / 1000))
expect_exit 0
expect [ "$took" -ge 800 ]
expect [ "$took" -lt 4000 ]
expect_equal "what it was asked first" "$(<deaf)" asked
expect none_alive "$deaf"
expect state_is deaf stopped
run mcpctl stop polite
expect_exit 0
expect_equal "what it was asked" "$(<polite)" asked
expect state_is polite stopped

scenario "docs process-file (treekill): the whole tree goes, also those that left it or ignore the signal"
write_config <<'END'
[servers.tree]
command = ["bash", "-c", "bash -c 'sleep 1001 & sleep 1002' & setsid sleep 1003 & setsid -f sh -c 'trap : TERM HUP; while :; do sleep 0.1; done'; wait"]
timeout_stop_sec = "700ms"
END
run mcpctl apply
expect_exit 0
mapfile -t members < <(processes_of tree)
expect [ "${#members[@]}" -ge 5 ]
run mcpctl stop tree
expect_exit 0
expect none_alive "${members[@]}"

scenario_goes_on "docs process-file (treekill): a restart leaves none of the old ones either, nor does a crash"
run mcpctl start tree
mapfile -t members < <(processes_of tree)
run mcpctl restart tree
expect_exit 0
expect none_alive "${members[@]}"
mapfile -t members < <(processes_of tree)
pid=$(main_pid tree)
kill -9 "$pid"
another_runs() { [[ $(main_pid tree) != 0 && $(main_pid tree) != "$pid" ]]; }
eventually 5 another_runs
expect none_alive "${members[@]}"

scenario "misc/port-release: the port is free after a stop, and taken again by each restart and reload"
write_config <<END
[servers.web]
type = "http"
command = ["$sample_server"]
port = $port
END
run mcpctl apply
expect_exit 0
for verb in restart reload restart-all; do
  pid=$(main_pid web)
  if [[ $verb == restart-all ]]; then run mcpctl restart-all; else run mcpctl $verb web; fi
  expect_exit 0
  expect [ "$(main_pid web)" != "$pid" ]
  eventually 1 mcp_call "$port" ping
done
run mcpctl stop web
expect_exit 0
expect python3 -c "import socket; socket.create_server(('127.0.0.1', $port)).close()"

scenario "cli/reload: instances are restarted one after the other, and there is no moment with none"
write_config <<END
[servers.web]
type = "http"
command = ["$sample_server"]
port = $port
instances = 2
END
run mcpctl apply
expect_exit 0
one_answers() { mcp_call "$port" ping >/dev/null 2>&1 || mcp_call $((port + 1)) ping >/dev/null 2>&1; }
# Until the file is gone; what is left in "unanswered" is the number of times when neither did.
: >going
(
  unanswered=0
  while [[ -e going ]]; do one_answers || ((unanswered += 1)); done
  echo "$unanswered" >unanswered
) &
for verb in reload restart; do
  before="$(main_pid web:1) $(main_pid web:2)"
  run mcpctl $verb web
  expect_exit 0
  for pid in $before; do expect [ ! -e "/proc/$pid" ]; done
done
rm going
wait $!
expect_equal "times that neither answered" "$(<unanswered)" 0

scenario "internals/signal: a signal reaches each instance, once"
write_config <<'END'
[servers.signal]
command = ["bash", "-c", "trap 'echo SIGUSR2 >>got' USR2; echo ready >>got; while :; do read -rt 0.05 <> <(:); done"]
cwd = "~/scenario"
instances = 2
settle_sec = "300ms"
END
run mcpctl apply
expect_exit 0
lines() { (($(grep -c "$1" got) == $2)); }
eventually 5 lines ready 2
run mcpctl signal SIGUSR2 signal
expect_exit 0
eventually 5 lines SIGUSR2 2
run mcpctl signal USR2 signal:1
expect_exit 0
eventually 5 lines SIGUSR2 3
expect state_is signal:1 running
run mcpctl signal SIGNONSENSE signal
expect_exit 2
