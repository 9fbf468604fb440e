# When a server that ended is started again, as mcpctl tells and does it.
# scope: user

starts() { # SERVER
  wc -l <"$PWD/$1.starts"
}
started_times() { # SERVER AT_LEAST
  (($(starts "$1") >= $2))
}
retry_timer() { # SERVER
  property "mcpctl-retry@$1.timer" ActiveState
}
status_has() { # SERVER REGEX
  [[ $(mcpctl status "$1") =~ $2 ]]
}
# Says when it was started, then does what it is told.
server() { # NAME SCRIPT
  printf '[servers.%s]\ncommand = ["/bin/sh", "-c", "echo >>%s/%s.starts; %s"]\n' "$1" "$PWD" "$1" "$2"
}

scenario "quick restarts are bounded; then a try each retry_sec, which status tells and stop cancels"
{
  server crashes 'exit 7'
  printf 'start_limit_burst = 3\nretry_sec = 4\n'
  server gives-up 'exit 7'
  printf 'start_limit_burst = 3\nretry_sec = 0\n'
  server stopped-in-time 'exit 7'
  printf 'start_limit_burst = 2\nretry_sec = 4\n'
} | write_config
run mcpctl apply
expect_exit 1
eventually 5 status_has crashes 'restarting \(exit 7\), next try in [1-4]s'
quick=$(starts crashes)
expect [ "$quick" -ge 2 ]
expect [ "$quick" -le 3 ]
expect_equal "the retry timer" "$(retry_timer crashes)" active
eventually 5 status_has stopped-in-time 'next try in [1-4]s'
run mcpctl stop stopped-in-time
expect_exit 0
expect state_is stopped-in-time stopped
expect_equal "the retry timer of a stopped server" "$(retry_timer stopped-in-time)" inactive
stopped_at=$(starts stopped-in-time)
eventually 5 state_is gives-up failed
gave_up_at=$(starts gives-up)
expect_equal "the retry timer where retry_sec is 0" "$(retry_timer gives-up)" inactive
run mcpctl status gives-up
expect_exit 3
expect_out_has 'failed \(exit 7'
expect_out_lacks 'next try'
eventually 8 started_times crashes $((quick + 1))
expect_equal "starts of the one that was stopped" "$(starts stopped-in-time)" "$stopped_at"
expect_equal "starts of the one that gives up" "$(starts gives-up)" "$gave_up_at"

scenario_goes_on "a start by hand is a new beginning for one that has been given up"
run mcpctl start gives-up
expect_exit 1
expect_err_has 'gives-up: started but did not stay up: exited with status 7'
eventually 5 started_times gives-up $((gave_up_at + 1))
run mcpctl stop all
expect_exit 0
expect state_is crashes stopped
expect_equal "the retry timer" "$(retry_timer crashes)" inactive
run mcpctl apply
expect_exit 0
expect_out_has 'stopped by hand'
expect state_is crashes stopped

scenario "restart = \"no\" and \"on-failure\" mean what they say"
{
  server never 'sleep 1.2; exit 3'
  echo 'restart = "no"'
  server ends-well 'sleep 1.2'
  echo 'restart = "on-failure"'
  server ends-badly "[ \$(wc -l <$PWD/ends-badly.starts) -gt 1 ] && exec sleep 1000; sleep 1.2; exit 3"
  echo 'restart = "on-failure"'
  server always "[ \$(wc -l <$PWD/always.starts) -gt 1 ] && exec sleep 1000; sleep 1.2"
} | write_config
run mcpctl apply
expect_exit 0
eventually 5 started_times ends-badly 2
eventually 5 started_times always 2
eventually 5 state_is never failed
eventually 5 state_is ends-well exited
expect_equal "what became of them" "$(for name in ends-badly always; do status_of "$name" state restarts; done)" $'running 1\nrunning 1'
expect_equal "starts of never" "$(starts never)" 1
expect_equal "starts of ends-well" "$(starts ends-well)" 1
run mcpctl status never
expect_exit 3
expect_out_has 'failed \(exit 3\)'
# The count is of automatic restarts since the last start by hand.
run mcpctl restart always
expect_exit 0
expect_equal "restarts" "$(status_of always restarts)" 0

scenario "no restart after a status in restart_prevent_exit_status"
{
  server prevented 'sleep 1.2; exit 64'
  printf 'restart_prevent_exit_status = 64\nretry_sec = 1\n'
} | write_config
run mcpctl apply
expect_exit 0
eventually 5 state_is prevented failed
run mcpctl status prevented
expect_out_has 'failed \(exit 64\)'
expect_out_lacks 'next try'
sleep 2.5
expect_equal "starts" "$(starts prevented)" 1
expect state_is prevented failed

scenario "a stop leaves \"stopped\", whatever the server answers to it"
{
  printf '[defaults]\nretry_sec = 1\n'
  server exit-1 'trap \"exit 1\" TERM; while :; do sleep 0.05; done'
  server exit-143 'trap \"exit 143\" TERM; while :; do sleep 0.05; done'
  server deaf 'trap : TERM; while :; do sleep 0.05; done'
  echo 'timeout_stop_sec = "500ms"'
  server quits 'trap \"exit 0\" QUIT; while :; do sleep 0.05; done'
  echo 'kill_signal = "SIGQUIT"'
} | write_config
run mcpctl apply
expect_exit 0
run mcpctl stop all
expect_exit 0
run mcpctl --json status
expect_equal "states" "$(json '{s["state"] for s in v["servers"]}, len(v["servers"])' <<<"$out")" "({'stopped'}, 4)"
# No timer brings one back.
sleep 2.5
for name in exit-1 exit-143 deaf quits; do
  expect_equal "systemd's word for $name" "$(property "mcp@$name.service" ActiveState)" inactive
  expect_equal "starts of $name" "$(starts "$name")" 1
done
run mcpctl start exit-1
expect_exit 0
expect state_is exit-1 running
