# Start, stop, restart and delete, from each state.
# scope: user

server() { # NAME SECONDS
  printf '[servers.%s]\ncommand = "sleep %s"\nsettle_sec = "200ms"\n' "$1" "$2"
}
processes_of() { # SECONDS
  pgrep -u "$UID" -fxc "[^ ]*sleep $1"
}

scenario "cli/cli-actions-2: started, stopped, restarted from stopped, stopped twice, deleted; by name"
server gege 4001 | write_config
run mcpctl apply
expect_exit 0
expect state_is gege running
run mcpctl stop gege
expect_exit 0
expect state_is gege stopped
expect_equal "its processes" "$(processes_of 4001)" 0
run mcpctl stop gege
expect_exit 0
run mcpctl restart gege
expect_exit 0
expect state_is gege running
pid=$(main_pid gege)
run mcpctl restart gege
expect_exit 0
expect [ "$(main_pid gege)" != "$pid" ]
expect_equal "its processes" "$(processes_of 4001)" 1
run mcpctl delete gege
expect_exit 0
# It says what would bring it back, since a file lists it.
expect_err_has 'mcp.toml:1'
expect_equal "its processes" "$(processes_of 4001)" 0
run mcpctl restart gege
expect_exit 4
run mcpctl delete gege
expect_exit 4
run find "${unit_folders[@]}" -name '*gege*'
expect_out ""

scenario_goes_on "cli/cli-actions-2, cli/startOrX: what is there already is not started a second time"
run mcpctl apply
expect_exit 0
pid=$(main_pid gege)
run mcpctl apply
expect_exit 0
expect_out "1 unchanged"
expect_equal "the pid" "$(main_pid gege)" "$pid"
expect_equal "its processes" "$(processes_of 4001)" 1

scenario_goes_on "cli/smart-start: start of one that is stopped starts it; one that runs is left alone, not restarted"
run mcpctl stop gege
run mcpctl start gege
expect_exit 0
expect state_is gege running
pid=$(main_pid gege)
run mcpctl start gege
expect_exit 0
expect_equal "the pid" "$(main_pid gege)" "$pid"

scenario "cli/cli-actions-2: names that begin with a digit, or are a number"
{ server 001-test 4002 && server 455 4003; } | write_config
run mcpctl apply
expect_exit 0
run mcpctl stop 001-test
expect state_is 001-test stopped
run mcpctl restart 001-test
expect_exit 0
expect state_is 001-test running
pid=$(main_pid 455)
run mcpctl restart 455
expect_exit 0
expect [ "$(main_pid 455)" != "$pid" ]
run mcpctl delete 455
expect_exit 0
expect_equal "what is left of it" "$(status_of 455 state unit)" "not applied mcp@455.service"
expect state_is 001-test running

scenario "cli/cli-actions-2: by what it runs, instead of by name"
server by-command 4004 | write_config
run mcpctl apply
run mcpctl stop 'sleep 4004'
expect_exit 0
expect state_is by-command stopped
run mcpctl restart "$(command -v sleep) 4004"
expect_exit 0
expect state_is by-command running
run mcpctl delete 'sleep 4004'
expect_exit 0
expect_equal "its processes" "$(processes_of 4004)" 0

scenario "cli/reset: restarts are counted, and reset or a restart by hand makes them none"
server counted 4005 | write_config
run mcpctl apply
for n in 1 2; do
  kill -9 "$(main_pid counted)"
  restarts_are() { [[ $(status_of counted restarts state) == "$1 running" ]]; }
  eventually 5 restarts_are $n
done
run mcpctl reset counted
expect_exit 0
expect_equal "restarts" "$(status_of counted restarts state)" "0 running"
kill -9 "$(main_pid counted)"
eventually 5 restarts_are 1
run mcpctl restart counted
expect_exit 0
expect_equal "restarts" "$(status_of counted restarts state)" "0 running"

scenario "process-file/json-file, process-file/homogen-json-action: verbs that are given the file act on its servers alone"
server other 4006 | write_config
{ server one 4007 && server two 4008; } >file.toml
run mcpctl apply
run mcpctl -c file.toml apply
expect_exit 0
pids() { echo "$(main_pid one) $(main_pid two) $(main_pid other)"; }
before=$(pids)
run mcpctl -c file.toml restart all
expect_exit 0
expect_equal "restarted" "$(grep -c ^restarted <<<"$out")" 2
expect_equal "the pid of the other" "$(pids | cut -d ' ' -f 3)" "${before##* }"
run mcpctl -c file.toml reload all
expect_exit 0
run mcpctl -c file.toml stop all
expect_exit 0
expect_equal "states" "$(mcpctl --json status | json '" ".join(s["state"] for s in v["servers"])')" "stopped running stopped"
# Those that were stopped by hand stay so: that is apply's to say, not to undo.
run mcpctl -c file.toml apply
expect_exit 0
expect_out_has 'stopped by hand'
run mcpctl -c file.toml start all
expect_exit 0
run mcpctl -c file.toml delete all
expect_exit 0
expect_equal "what is left" "$(mcpctl --json status | json '[s["name"] for s in v["servers"] if s["state"] == "running"]')" "['other']"
