# signal and reset.
# scope: user

recorder() {
  write_config <<'TOML'
[servers.rec]
command = ["bash", "-c", "trap 'echo hup >>got' HUP; trap 'echo usr1 >>got' USR1; echo ready >>got; while :; do sleep 0.05; done"]
cwd = "~/scenario"
settle_sec = "100ms"
TOML
  run mcpctl apply
  expect_exit 0
  eventually 5 grep -q ready got
}

scenario 'a signal reaches the server, by name or number'
recorder
run mcpctl signal HUP rec
expect_exit 0
expect_out 'sent SIGHUP to rec'
eventually 5 grep -q hup got
run mcpctl signal 10 rec
expect_out 'sent SIGUSR1 to rec'
eventually 5 grep -q usr1 got
expect state_is rec running

scenario 'what is no signal, and who has no process'
recorder
run mcpctl signal NOPE rec
expect_exit 2
expect_err_has '"NOPE" is no signal'
mcpctl -q stop rec
run mcpctl signal HUP rec
expect_exit 1
expect_err $'mcpctl: rec: stopped, so there is nothing to signal\n  try: mcpctl start rec'
run mcpctl signal HUP nobody
expect_exit 4

scenario 'the sessions of a stdio server are signalled'
write_config <<'TOML'
[servers.echo]
type = "stdio"
command = ["bash", "-c", "trap 'echo hup' HUP; echo ready; while :; do sleep 0.05; done"]
timeout_stop_sec = "500ms"
TOML
run mcpctl apply
run mcpctl signal HUP echo
expect_exit 1
expect_err_has 'echo: no client has a session'
mkfifo hold
mcpctl connect echo <hold >answer &
client=$!
exec 7>hold
eventually 5 grep -q ready answer
run mcpctl signal HUP echo
expect_exit 0
eventually 5 grep -q hup answer
kill "$client"
exec 7>&-

scenario 'reset: the counter is zero, and what has failed is stopped and not tried again'
write_config <<'TOML'
[servers.fails]
command = ["sh", "-c", "exit 1"]
restart_sec = "10ms"
start_limit_burst = 2
retry_sec = "30s"
TOML
run mcpctl apply --no-wait
failed() { [[ $(property mcp@fails.service ActiveState) == failed ]]; }
eventually 10 failed
run mcpctl reset fails
expect_exit 0
expect_out 'reset fails, which is not tried again: mcpctl start fails'
expect_equal 'state and restarts' "$(status_of fails state restarts)" 'stopped 0'
expect_equal 'the next try' "$(property mcpctl-retry@fails.timer ActiveState)" inactive
