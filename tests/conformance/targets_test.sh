# Several servers at once: by names, by a pattern, by a group.
# scope: user

servers() { # NAME...
  for name; do printf '[servers.%s]\ncommand = ["sleep", "infinity"]\nsettle_sec = "200ms"\n' "$name"; done
}
states() {
  mcpctl --json status | json '" ".join(s["state"] for s in v["servers"])'
}
started_now() { # NAME...: how many of them have another pid than in $before
  local name i=0 changed=0
  for name; do
    [[ $(main_pid "$name") == "${before[i++]}" ]] || ((changed += 1))
  done
  echo "$changed"
}
keep_pids() { # NAME...
  before=()
  for name; do before+=("$(main_pid "$name")"); done
}

scenario "cli/multiparam: several names after one verb"
servers child echo server | write_config
run mcpctl apply
expect_exit 0
expect_equal "states" "$(states)" "running running running"
keep_pids child echo server
run mcpctl restart child echo server
expect_exit 0
expect_equal "restarted" "$(started_now child echo server)" 3
expect_equal "lines that say so" "$(grep -c ^restarted <<<"$out")" 3
run mcpctl stop child echo server
expect_exit 0
expect_equal "states" "$(states)" "stopped stopped stopped"
run mcpctl start child server
expect_equal "states" "$(states)" "running stopped running"
run mcpctl delete child echo server
expect_exit 0
run mcpctl --json status all
expect_equal "what is installed" "$(json '{s["state"] for s in v["servers"]}' <<<"$out")" "{'not applied'}"

scenario "cli/operate-regex: all whose names match a pattern"
servers echo-3 echo-1 echo-2 | write_config
run mcpctl apply
expect_equal "states" "$(states)" "running running running"
run mcpctl stop 'echo-[12]'
expect_exit 0
expect_equal "states" "$(states)" "stopped stopped running"
run mcpctl stop 'echo-?'
expect_exit 0
expect_equal "states" "$(states)" "stopped stopped stopped"
run mcpctl restart 'echo-[12]'
expect_exit 0
expect_equal "states" "$(states)" "running running stopped"
run mcpctl restart 'echo-[45]'
expect_exit 4

scenario "logs/log-namespace: a group of servers, whatever their names: PM2's namespace is a tag here"
{
  servers api && echo 'tags = ["back", "eu"]'
  servers worker && echo 'tags = ["back"]'
  servers web && echo 'tags = ["front"]'
} | write_config
run mcpctl apply
keep_pids api worker web
run mcpctl restart @back
expect_exit 0
expect_equal "restarted" "$(started_now api worker web)" 2
run mcpctl stop @eu @front
expect_exit 0
expect_equal "states" "$(states)" "stopped stopped running"
run mcpctl logs @back
expect_exit 0
expect_out_has 'worker'
expect_out_lacks 'web'
run mcpctl stop @none
expect_exit 4

scenario "cli/fork, misc/instance-number, internals/increment-var: instances have numbers and ports, and more or fewer touch no other"
servers many >many.toml
# shellcheck disable=SC2016
sed -i 's/^command.*/command = ["sh", "-c", "echo $MCP_INSTANCE $PORT >>started; exec sleep infinity"]/' many.toml
printf 'instances = 2\nport = %d\n' "$port" >>many.toml
run mcpctl -c many.toml apply
expect_exit 0
expect_equal "numbers and ports" "$(sort started | xargs)" "1 $port 2 $((port + 1))"
keep_pids many:1 many:2
sed -i 's/^instances.*/instances = 4/' many.toml
run mcpctl -c many.toml apply
expect_exit 0
expect_equal "numbers and ports" "$(sort started | xargs)" "1 $port 2 $((port + 1)) 3 $((port + 2)) 4 $((port + 3))"
sed -i 's/^instances.*/instances = 2/' many.toml
run mcpctl -c many.toml apply
expect_exit 0
expect_equal "what is left" "$(mcpctl --json status | json '[s["instance"] for s in v["servers"]]')" "[1, 2]"
expect_equal "restarted" "$(started_now many:1 many:2)" 0
run mcpctl restart many:2
expect_exit 0
expect_equal "starts of the second, and of all" "$(grep -c '^2 ' started) $(wc -l <started)" "2 5"
run mcpctl delete many
expect_exit 0
