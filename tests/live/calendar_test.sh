# restart_on_calendar: restarts a server that runs, and only such a one.
# scope: user

write_server() { # NAME KEYS...
  printf '[servers.%s]\ncommand = ["/bin/sh", "-c", "echo >>%s/%s.starts; exec sleep infinity"]\n' "$1" "$PWD" "$1"
  printf '%s\n' "${@:2}"
}
starts() { # SERVER
  wc -l <"$PWD/$1.starts"
}
started_at_least() { # SERVER TIMES
  (($(starts "$1") >= $2))
}
timer() { # SERVER
  property "mcpctl-calendar@$1.timer" ActiveState
}

scenario "a running server is restarted again and again, without counting as a failure or against the limit"
{
  write_server often 'restart_on_calendar = "*:*:0/1"' 'start_limit_burst = 2'
  write_server plain
} | write_config
run mcpctl apply --no-wait
expect_exit 0
eventually 10 started_at_least often 5
# It may just be on its way from one run to the next.
none_counted() { [[ $(status_of often restarts state) == '0 running' ]]; }
eventually 5 none_counted
expect_equal "starts of the other" "$(starts plain)" 1

scenario_goes_on "stopped stays stopped, and its timer is stopped with it; a start brings both back"
run mcpctl stop often
expect_exit 0
timer_is() { [[ $(timer "$1") == "$2" ]]; }
eventually 5 timer_is often inactive
before=$(starts often)
sleep 1.5
expect_equal "starts" "$(starts often)" "$before"
run mcpctl start often --no-wait
expect_exit 0
eventually 5 timer_is often active

scenario "the timer comes, changes and goes while its server runs on"
write_server web | write_config
run mcpctl apply
expect_exit 0
pid=$(main_pid web)
write_server web 'restart_on_calendar = "*-*-* 04:00:00"' | write_config
run mcpctl apply
expect_exit 0
expect_out_has 'web +update +restart_on_calendar changed \(no restart needed\)'
expect_equal "the timer" "$(timer web)" active
write_server web 'restart_on_calendar = "*-*-* 05:00:00"' | write_config
run mcpctl apply
expect_exit 0
expect [ "$(property mcpctl-calendar@web.timer TimersCalendar | grep -c '05:00:00')" = 1 ]
write_server web | write_config
run mcpctl apply
expect_exit 0
expect_equal "the timer" "$(timer web)" inactive
expect_equal "process" "$(main_pid web)" "$pid"
run mcpctl apply
expect_out_has 'unchanged'
expect_equal "drop-ins left" "$(find "${unit_folders[0]}" -path '*calendar@web*')" ''

scenario "removing the server removes its timer"
write_server web 'restart_on_calendar = "daily"' | write_config
run mcpctl apply
expect_exit 0
run mcpctl remove web
expect_exit 0
expect_equal "the timer" "$(timer web)" inactive
expect_equal "files left" "$(find "${unit_folders[0]}" -name '*@web*')" ''

scenario "what systemd would not understand is an error with its place"
write_server web 'restart_on_calendar = "every day"' | write_config
run mcpctl apply
expect_exit 2
expect_err_has 'mcp.toml:3:23: error: restart_on_calendar: "every" is no day of the week'

scenario "an event that never comes is a warning at its place"
write_server past 'restart_on_calendar = "2020-01-01"' | write_config
run mcpctl check
expect_exit 0
expect_err_has 'mcp.toml:3:[0-9]+: warning: restart_on_calendar: "2020-01-01" never comes: there is no such day from now on'
