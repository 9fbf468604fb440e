# The key `on_failure`: told once of each outage, and never of what somebody did.
# scope: user
# slow: it waits for slow retries

# Leaves a line for each call, and the environment of the last one.
cat >../tell <<'PROGRAM'
#!/bin/sh
env >"$HOME/told.env"
echo "$MCPCTL_SERVER" >>"$HOME/told"
echo "told of $MCPCTL_SERVER"
PROGRAM
chmod +x ../tell
tell=${PWD%/*}/tell

write_server() { # COMMAND LINES...
  rm -f "$HOME"/told*
  write_config <<TOML
[servers.web]
command = ["sh", "-c", "$1"]
on_failure = "$tell"
start_limit_burst = 3
$(printf '%s\n' "${@:2}")
TOML
}
told() { # COUNT
  [[ $(wc -l <"$HOME/told") == "$1" ]] && [[ $(property mcpctl-alert@web.service ActiveState) == inactive ]]
}
never_told() {
  sleep 0.6
  [[ ! -e $HOME/told && $(property mcpctl-alert@web.service ActiveState) == inactive ]]
}
logged() { # LINE: of the server's own log
  journalctl --user --quiet --output=cat --unit=mcp@web.service | grep -xF -- "$1"
}
in_environment() { # LINE
  grep -qxF -- "$1" "$HOME/told.env"
}
retries() { # AT_LEAST
  (($(journalctl --user --quiet --output=cat --unit=mcpctl-retry@web.service --since="$since" --grep=Finished | wc -l) >= $1))
}

scenario "a server that is given up is told of once, with the reason and its last lines"
write_server "echo one; echo 'two %s' >&2; exit 3" 'retry_sec = 0' 'env = { COLOUR = "blue", MCPCTL_STATE = "/nowhere" }' "cwd = \"$PWD\""
run mcpctl apply
expect_exit 1
eventually 5 told 1
for line in MCPCTL_SERVER=web MCPCTL_UNIT=mcp@web.service MCPCTL_RESULT=exit-code MCPCTL_EXIT_CODE=exited \
  MCPCTL_EXIT_STATUS=3 PWD="$PWD" 'two %s'; do
  expect in_environment "$line"
done
expect [ "$(grep -c '^COLOUR=' "$HOME/told.env")" == 0 ]
expect [ "$(grep -c '^MCPCTL_' "$HOME/told.env")" == 6 ]
expect [ ! -e "$XDG_RUNTIME_DIR/mcpctl-alert@web" ]
eventually 5 logged 'on_failure: done'
sleep 1
expect told 1

scenario_goes_on "a start by hand that fails again is told of again"
run mcpctl start web
expect_exit 1
eventually 5 told 2

scenario "the slow retries of one outage are told of once"
since=$(date '+%F %T')
write_server 'exit 3' 'retry_sec = 2'
run mcpctl apply
eventually 5 told 1
eventually 25 retries 3
expect told 1

scenario "a start by hand while a try is waited for begins a new outage"
write_server 'exit 3' 'retry_sec = 20'
run mcpctl apply
eventually 5 told 1
waits() { [[ $(property mcpctl-retry@web.timer ActiveState) == active ]]; }
eventually 5 waits
run mcpctl restart web
eventually 5 told 2
run mcpctl stop web
expect_exit 0
sleep 1
expect told 2

scenario "a server that was healthy for longer than a round of starts is told of again"
rm -f well
write_server "test -e $PWD/well && sleep 9; exit 1" 'retry_sec = 1' 'start_limit_interval_sec = 2'
run mcpctl apply
eventually 5 told 1
touch well
up() { [[ $(property mcp@web.service ActiveState) == active ]]; }
eventually 5 up
sleep 1
expect up
rm well
eventually 15 told 2

scenario "a stop that is answered with an exit status is no failure, nor is a restart"
write_server "trap 'exit 1' TERM; while :; do sleep 0.05; done"
run mcpctl apply
expect_exit 0
sleep 0.3
run mcpctl restart web
expect_exit 0
expect never_told
sleep 0.3
manager stop mcp@web.service
expect_equal "the unit" "$(property mcp@web.service ActiveState)" failed
expect never_told
run mcpctl start web
expect_exit 0
sleep 0.3
manager stop mcp.target
expect never_told

scenario "a stop that takes longer than it may is no failure"
write_server "trap '' TERM; while :; do sleep 0.05; done" 'timeout_stop_sec = 0.3'
run mcpctl apply
expect_exit 0
sleep 0.3
manager stop mcp@web.service
expect never_told

scenario "a kill, where nothing restarts the server"
write_server 'sleep 1000' 'restart = "no"'
run mcpctl apply
expect_exit 0
kill -KILL "$(main_pid web)"
eventually 5 told 1
expect in_environment MCPCTL_RESULT=signal
expect in_environment MCPCTL_EXIT_CODE=killed
expect in_environment MCPCTL_EXIT_STATUS=KILL

scenario "a program that is gone, and a status that prevents restarts"
write_server 'exit 7' 'restart_prevent_exit_status = [7]'
run mcpctl apply
eventually 5 told 1
expect in_environment MCPCTL_EXIT_STATUS=7
cp /bin/sleep program
write_config <<TOML
[servers.web]
command = "$PWD/program 1000"
on_failure = "$tell"
start_limit_burst = 3
TOML
rm -f "$HOME/told"
run mcpctl apply
expect_exit 0
rm program
run mcpctl restart web
eventually 5 told 1

scenario "added while the server runs it needs no restart; a bad command is an error of check"
write_server 'sleep 1; test -e gone'
sed -i '/^on_failure/d' "$config_folder/mcp.toml"
run mcpctl apply
write_server 'sleep 1; test -e gone' 'restart = "no"'
sed -i '/^restart/d; s/^command.*/command = ["sleep", "1000"]/' "$config_folder/mcp.toml"
run mcpctl apply
expect_exit 0
pid=$(main_pid web)
sed -i "s|^on_failure.*|on_failure = [\"$tell\", \"x\"]|; \$a restart = \"no\"" "$config_folder/mcp.toml"
run mcpctl apply
expect_exit 0
expect_equal "the process" "$(main_pid web)" "$pid"
kill -KILL "$pid"
eventually 5 told 1
sed -i 's|^on_failure.*|on_failure = "no-such-program"|' "$config_folder/mcp.toml"
run mcpctl check
expect_exit 2
expect_err_has 'program "no-such-program" is not in PATH'

scenario "a command that fails says so in the server's log, one that hangs ends after a minute"
write_server 'exit 3' 'retry_sec = 0'
sed -i 's|^on_failure.*|on_failure = ["sh", "-c", "exit 9"]|' "$config_folder/mcp.toml"
run mcpctl apply
eventually 5 logged 'on_failure: exit-code, exited 9'
expect_equal "its time" "$(property mcpctl-alert@web.service TimeoutStartUSec)" 1min
