# Stdio servers as units: a socket, and a session for each client.
# scope: user

units=$HOME/.config/systemd/user
socket=$XDG_RUNTIME_DIR/mcp/echo.sock

# Connects to SOCKET, says a line and prints the answer; then stays until its standard input ends.
client() { # SOCKET
  python3 -c '
import socket, sys
s = socket.socket(socket.AF_UNIX)
s.connect(sys.argv[1])
s.sendall(b"hello\n")
print(s.makefile().readline(), end="", flush=True)
sys.stdin.read()' "$1"
}

# Opens a session that stays until close_session; the answer is in $SCENARIO_FOLDER/answer.
open_session() {
  mkfifo hold
  client "$socket" <hold >answer &
  client_pid=$!
  exec 7>hold
  rm hold
  eventually 5 test -s answer
}

close_session() {
  exec 7>&-
  wait "$client_pid"
}

sessions() {
  manager list-units --plain --no-legend 'mcp-*@*.service' | awk '{ print $1 }'
}

no_session() { [[ -z $(sessions) ]]; }

one_session() { [[ $(sessions | wc -l) == 1 ]]; }

echo_server() {
  write_config <<'TOML'
[servers.echo]
type = "stdio"
command = "cat"
env = { KEY = "old" }
timeout_stop_sec = "2s"
TOML
  run mcpctl apply
  expect_exit 0
}

scenario 'apply makes it listen, and nothing runs'
echo_server
expect_out_has '^\+ echo +create +new'
expect_equal 'state' "$(status_of echo state sessions socket)" "listening 0 $socket"
expect_equal 'socket' "$(property mcp-echo.socket ActiveState)" active
expect_equal 'mode of the socket' "$(stat -c %a "$socket")" 600
expect_equal 'wanted by the target' "$(readlink "$units/mcp.target.wants/mcp-echo.socket")" ../mcp-echo.socket
expect no_session
run mcpctl status echo
expect_exit 0
expect_out_has 'echo +listening '
run mcpctl apply
expect_out_has '1 unchanged'

scenario 'each client has a session of its own, which ends with it'
echo_server
open_session
expect_equal 'the answer' "$(<answer)" hello
expect_equal 'sessions' "$(status_of echo sessions)" 1
run mcpctl status
expect_out_has 'listening, 1 session '
eventually 5 client "$socket" </dev/null
close_session
eventually 5 no_session
expect_equal 'failed units' "$(manager list-units --failed --no-legend 'mcp*')" ''

scenario 'show lists the sessions and what to do next'
echo_server
open_session
run mcpctl show echo
expect_exit 0
expect_out_has "socket +$socket"
expect_out_has 'sessions'
expect_out_has 'mcpctl export --for claude-code echo'
run mcpctl show --json echo
expect_equal 'sessions in JSON' "$(json 'v["servers"][0]["session_list"][0]["pid"]' <<<"$out")" \
  "$(property "$(sessions)" MainPID)"
run mcpctl cat echo
expect_out_has "$units/mcp-echo.socket"
expect_out_has "$units/mcp-echo@.service"
expect_out_has 'KEY=…|KEY'
expect_out_lacks 'old'
close_session

scenario 'a changed command restarts nothing: new sessions get it'
echo_server
open_session
before=$(sessions)
write_config <<'TOML'
[servers.echo]
type = "stdio"
command = ["sh", "-c", "read x; echo changed $KEY"]
env = { KEY = "new" }
timeout_stop_sec = "2s"
TOML
run mcpctl status
expect_out_has 'stale'
run mcpctl apply
expect_exit 0
expect_out_has 'command changed; environment changed: KEY \(new sessions get it\)'
expect_equal 'sessions' "$(sessions)" "$before"
expect_equal 'the answer' "$(client "$socket" </dev/null)" 'changed new'
close_session

scenario 'restart leaves sessions alone, --sessions ends them'
echo_server
open_session
before=$(sessions)
run mcpctl restart echo
expect_exit 0
expect_err_has '1 session goes on as started: --sessions ends them'
expect_equal 'sessions' "$(sessions)" "$before"
expect_equal 'the answer' "$(client "$socket" </dev/null)" hello
run mcpctl restart --sessions echo
expect_exit 0
expect no_session
close_session

scenario 'stop closes the socket and ends its sessions; start listens again'
echo_server
open_session
run mcpctl stop echo
expect_exit 0
expect_out_has 'stopped echo'
expect no_session
expect [ ! -e "$socket" ]
expect state_is echo stopped
close_session
run mcpctl apply
expect_out_has 'stopped by hand'
run mcpctl start echo
expect_out_has 'started echo \(listening\)'
expect_equal 'the answer' "$(client "$socket" </dev/null)" hello

scenario 'a server that hangs is killed by stop'
write_config <<'TOML'
[servers.echo]
type = "stdio"
command = ["sh", "-c", "trap '' TERM; read x; echo $x; exec </dev/null; while :; do sleep 1; done"]
timeout_stop_sec = "1s"
TOML
run mcpctl apply
open_session
run mcpctl stop echo
expect_exit 0
expect no_session
close_session

scenario 'between resident and stdio the units change, and nothing of the other kind is left'
echo_server
open_session
write_config <<'TOML'
[servers.echo]
command = "sleep infinity"
settle_sec = "100ms"
TOML
run mcpctl apply
expect_exit 0
expect_out_has 'stays up now'
expect no_session
close_session
expect_equal 'files' "$(find "$units" -name 'mcp-echo*')" ''
expect state_is echo running
echo_server
expect_out_has 'is started for each client now'
expect_equal 'files' "$(find "$units" -name 'mcp@echo*')" ''
expect state_is echo listening

scenario 'down removes everything, sessions included'
echo_server
open_session
run mcpctl down
expect_exit 0
expect no_session
close_session
expect_equal 'files' "$(find "$units" -name 'mcp*')" ''
expect [ ! -e "$socket" ]

scenario 'the limit of sessions changes while they go on'
echo_server
open_session
sed -i '/^type/a max_sessions = 1' "$config_folder/mcp.toml"
run mcpctl apply
expect_out_has 'max_sessions changed \(new sessions get it\)'
expect one_session
expect_equal 'a second client' "$(client "$socket" </dev/null 2>/dev/null)" ''
close_session

scenario 'keys of servers that stay up are refused, and so are sessions elsewhere'
write_config <<'TOML'
[defaults]
restart_sec = "1s"
[servers.echo]
type = "stdio"
command = "cat"
port = 3000
service_type = "notify"
timeout_stop_sec = 0
[servers.web]
command = "cat"
max_sessions = 3
TOML
run mcpctl check
expect_exit 2
expect_err_has 'mcp.toml:6:1: error: port has no meaning in \[servers.echo\]'
expect_err_has 'mcp.toml:7:1: error: service_type has no meaning in \[servers.echo\]'
expect_err_has 'mcp.toml:8:20: error: timeout_stop_sec without a limit would leave sessions of \[servers.echo\] behind'
expect_err_has 'mcp.toml:11:1: error: max_sessions is for servers of type "stdio"'

scenario 'the escape hatch reaches the sessions, and mistakes are found before anything is touched'
write_config <<'TOML'
[servers.echo]
type = "stdio"
command = ["sh", "-c", "read x; nice"]
systemd.Service.Nice = 7
TOML
run mcpctl apply
expect_exit 0
expect_equal 'niceness' "$(client "$socket" </dev/null)" 7
sed -i 's/Nice = 7/Nicce = 7/' "$config_folder/mcp.toml"
run mcpctl apply
expect_exit 2
expect_err_has 'Nicce in \[servers.echo.systemd.Service\]'
expect_equal 'niceness' "$(client "$socket" </dev/null)" 7

scenario 'logs are those of the sessions, and of one alone with --session'
write_config <<'TOML'
[servers.echo]
type = "stdio"
command = ["sh", "-c", "read x; echo said $$ >&2; echo $$; read y"]
TOML
run mcpctl apply
expect_exit 0
open_session
said_it() { mcpctl logs echo | grep -q "said $(<answer)"; }
eventually 5 said_it
id=$(mcpctl show --json echo | json 'v["servers"][0]["session_list"][0]["id"]')
close_session
client "$socket" </dev/null >other
said_both() { [[ $(mcpctl logs echo | grep -c said) == 2 ]]; }
eventually 5 said_both
run mcpctl logs echo --session "$id"
expect_out_has "said $(<answer)"
expect_out_lacks "said $(<other)"
run mcpctl logs echo --session zz
expect_exit 2
run mcpctl logs echo --session 0000000000
expect_exit 4
expect_err_has 'the journal has no session 0000000000 of these servers'

scenario 'a socket file that is gone is told, and start makes it again'
echo_server
rm "$socket"
run mcpctl status echo
expect_exit 3
expect_out_has 'listening \(its socket file is gone\)'
expect_err_has "$socket is gone; to make it again: mcpctl restart echo"
run mcpctl start echo
expect_exit 0
expect_equal 'the answer' "$(client "$socket" </dev/null)" hello
run mcpctl status echo
expect_exit 0
