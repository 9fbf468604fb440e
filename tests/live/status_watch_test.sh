# status --watch: drawn in place on a terminal, at once when something changes; lines elsewhere.
# scope: user

write_servers() {
  write_config <<'EOF'
[servers.busy]
command = ["sh", "-c", "while :; do sleep 0.01; done"]

[servers.idle]
command = "sleep 1000"
EOF
}

scenario "status --watch tells the processor in percent, sees what changes, and ends with Ctrl-C"
write_servers
expect mcpctl apply
open_terminal 90 12 mcpctl status --watch
expect_screen '^busy +running .* [1-9][0-9.]*%'
expect_screen '^idle +running .* 0\.0%'
expect mcpctl stop idle
expect_screen '^idle +stopped +-'
expect mcpctl start idle
expect_screen '^idle +running'
expect_equal "the tables on the screen" "$(on_screen | grep -c ^NAME)" 1
type_keys C-c
expect_screen '^ended with 0'
expect_screen '^idle +running'

scenario_goes_on "it is quick to tell, without a second's wait"
open_terminal 90 12 mcpctl status --watch
expect_screen '^idle +running'
expect systemctl --user kill --signal=KILL mcp@idle.service
begin_wait=${EPOCHREALTIME/./}
expect_screen '^idle +running +[0-9]+ +0:00:0[0-9] +1 '
((${EPOCHREALTIME/./} - begin_wait < 1500000)) || fail "it took $((${EPOCHREALTIME/./} - begin_wait)) µs"

scenario_goes_on "servers that come later are seen, selectors count, and a smaller window says what is left out"
open_terminal 90 12 mcpctl status --watch idle 'later*'
expect_screen 'no server matches "later'
open_terminal 90 12 mcpctl status --watch '*e'
expect_screen '^idle +running'
expect_screen_lacks '^busy'
write_config mcp.d/later.toml <<'EOF'
[servers.late]
command = "sleep 1001"
EOF
expect_screen '^late +not applied'
expect mcpctl apply
expect_screen '^late +running'
terminal resize-window -x 60 -y 2
expect_screen '2 more, for a taller window'
expect_equal "lines of the small screen" "$(on_screen | wc -l)" 2
terminal resize-window -x 90 -y 12
expect_screen '^late +running'
rm "$config_folder/mcp.d/later.toml"
expect_screen '^late +running, stale'

scenario "a session is seen to come and go"
write_config <<'EOF'
[servers.notes]
type = "stdio"
command = "cat"
EOF
expect mcpctl apply
open_terminal 90 12 mcpctl status --watch
expect_screen '^notes +listening +-'
mcpctl connect notes < <(sleep 5) >/dev/null &
client=$!
expect_screen '^notes +listening, 1 session .* [0-9.]+%'
kill $client
expect_screen '^notes +listening +-'

scenario "in a pipe a table is printed when something has changed, with --json a line"
write_servers
expect mcpctl apply
env --default-signal=INT mcpctl status --watch >tables 2>errors &
tables=$!
env --default-signal=INT mcpctl status --watch --json >lines &
lines=$!
eventually 5 grep -q running tables
eventually 5 grep -q running lines
sleep 2.5
expect_equal "tables while nothing changes" "$(grep -c ^NAME tables)" 1
expect_equal "lines while nothing changes" "$(wc -l <lines)" 1
expect mcpctl stop idle
eventually 5 grep -q '^idle *stopped' tables
eventually 5 grep -q '"state":"stopped"' lines
kill -INT $tables $lines
wait $tables
expect_equal "exit status after Ctrl-C" $? 0
wait $lines
expect_equal "exit status after Ctrl-C" $? 0
expect_equal "the last line's state of idle" \
  "$(tail -n 1 lines | json "[s['state'] for s in v['servers'] if s['name'] == 'idle'][0]")" stopped
expect_equal "its errors" "$(<errors)" ""

scenario_goes_on "it outlives the manager's executing itself anew, and ends when asked to"
open_terminal 90 12 mcpctl status --watch
expect_screen '^busy +running'
expect manager daemon-reexec
expect mcpctl start idle
expect_screen '^idle +running'
expect manager daemon-reload
expect mcpctl stop idle
expect_screen '^idle +stopped'
pkill -TERM -u "$UID" -f '^[^ ]*mcpctl status --watch$'
expect_screen '^ended with 0'
