# Restarts by the calendar, which PM2 calls cron.
# scope: user

server() { # KEYS...
  printf '[servers.cron]\ncommand = ["/bin/sh", "-c", "echo >>%s/starts; exec sleep infinity"]\nsettle_sec = "100ms"\n' "$PWD"
  printf '%s\n' "$@"
}
started() { # AT_LEAST
  [[ -e starts ]] && (($(wc -l <starts) >= $1))
}

scenario "misc/cron-system: a pattern that means nothing is an error, and starts nothing"
for pattern in '* * * asdasd' 'sometimes'; do
  server "restart_on_calendar = \"$pattern\"" | write_config
  run mcpctl apply
  expect_exit 2
  expect_err_has 'mcp.toml:4:23: error: restart_on_calendar'
done
expect [ ! -e starts ]

scenario "misc/cron-system: it restarts at these times, also after a restart by hand"
server 'restart_on_calendar = "*:*:0/2"' | write_config
run mcpctl apply --no-wait
expect_exit 0
eventually 8 started 3
run mcpctl restart cron --no-wait
expect_exit 0
eventually 6 started 6
# No failure, so none of the restarts that are counted.
quiet() { [[ $(status_of cron restarts state) == "0 running" ]]; }
eventually 5 quiet

scenario_goes_on "misc/cron-system: one that was stopped stays stopped, unlike PM2's, and one that is deleted stays away"
run mcpctl stop cron
expect_exit 0
before=$(wc -l <starts)
sleep 2.5
expect_equal "starts" "$(wc -l <starts)" "$before"
expect state_is cron stopped
run mcpctl start cron --no-wait
eventually 6 started $((before + 2))
run mcpctl delete cron
before=$(wc -l <starts)
sleep 2.5
expect_equal "starts" "$(wc -l <starts)" "$before"

scenario "misc/cron-system: the key taken away, the restarts end, and it runs on"
server 'restart_on_calendar = "*:*:0/2"' | write_config
run mcpctl apply --no-wait
eventually 8 started 2
server | write_config
run mcpctl apply
expect_exit 0
before=$(wc -l <starts)
sleep 2.5
expect_equal "starts" "$(wc -l <starts)" "$before"
