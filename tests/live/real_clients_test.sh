# Several clients of real servers: apart from each other, seen by status and show, and gone when they are gone.
# scope: user
# skip-ok: no servers from npm
# timeout: 240s
# long: starts many processes of Node

source "$LIVE/real.sh"

think='call sequentialthinking {"thought": "t", "thoughtNumber": 1, "totalThoughts": 2, "nextThoughtNeeded": true}'

scenario 'two clients of one server have a process and a state of their own'
served
open_client one "$desktop_file" sequential-thinking
open_client two "$desktop_file" sequential-thinking
step one "$think"
step one "$think"
expect_out_has '"thoughtHistoryLength":2'
step two "$think"
expect_out_has '"thoughtHistoryLength":1'
expect sessions_are sequential-thinking 2
expect_equal 'sessions in status' "$(status_of sequential-thinking state sessions)" 'listening 2'
run mcpctl status
expect_out_has 'sequential-thinking +listening, 2 sessions'

scenario_goes_on 'show names the clients, and what each session needs'
run mcpctl --json show sequential-thinking
for called in one two; do
  expect_out_has "\"client_pid\": ?${client_pid[$called]}"
done
run mcpctl show sequential-thinking
for called in one two; do
  expect_out_has "[0-9.]+M +node \(PID ${client_pid[$called]}\), user $USER"
done

scenario_goes_on 'the death of a client ends its session and no other'
kill -KILL "${client_pid[one]}"
wait "${client_pid[one]}" 2>/dev/null
eventually 5 sessions_are sequential-thinking 1
step two "$think"
expect_out_has '"thoughtHistoryLength":2'
kill -KILL "$(property "$(sessions sequential-thinking)" MainPID)"
begin_step two "$think"
eventually 10 grep -q '^error ' two.said
close_client two
eventually 15 nothing_is_left

scenario 'ten clients of four servers at once'
served
servers=(everything filesystem memory sequential-thinking everything filesystem memory sequential-thinking memory memory)
for i in "${!servers[@]}"; do open_client "c$i" "$desktop_file" "${servers[i]}"; done
for i in "${!servers[@]}"; do begin_step "c$i" tools; done
for i in "${!servers[@]}"; do eventually 30 test -s "c$i.said"; done
expect_equal 'errors' "$(grep -l '^error' c*.said)" ''
expect sessions_are memory 4
expect sessions_are '*' 10
for i in "${!servers[@]}"; do close_client "c$i"; done
eventually 15 nothing_is_left

scenario 'progress comes while the server works, and stop ends what it works on'
served
write_config <<<$'[defaults]\ntimeout_stop_sec = "2s"'
run mcpctl apply
expect_exit 0
open_client slow "$desktop_file" everything
begin_step slow 'call trigger-long-running-operation {"duration": 30, "steps": 60}'
eventually 10 grep -q '^progress 2 of 60' slow.said
expect_equal 'the end of it' "$(grep -c completed slow.said)" 0
run mcpctl stop everything
expect_exit 0
eventually 5 grep -q '^error ' slow.said
close_client slow
expect nothing_is_left

scenario 'a server that cannot start tells the client why'
served
cat >>"$config_folder"/mcp.d/*.toml <<'TOML'

[servers.broken]
type = "stdio"
command = ["node", "-e", "console.error('no such database'); process.exit(7)"]

[servers.lacking]
type = "stdio"
command = ["node", "server-not-built.js"]
TOML
run mcpctl apply
expect_exit 0
run mcpctl export --for claude-desktop --write --yes
expect_exit 0
run client "$desktop_file" broken tools
expect_exit 1
expect_out_has '^error .*status 7'
expect_out_has 'no such database'
expect_out_has 'mcpctl logs broken'
run client "$desktop_file" lacking tools
expect_exit 1
expect_out_has "^error .*status 1: Error: Cannot find module '.*/server-not-built.js'"
expect nothing_is_left
