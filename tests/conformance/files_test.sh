# What a configuration file may say, and what of it is acted on.
# scope: user

installed() {
  find "${unit_folders[@]}" -name 'mcp*' 2>/dev/null | wc -l
}
running() {
  mcpctl --json status | json '" ".join(s["name"] for s in v["servers"] if s["state"] == "running")'
}
six() {
  for name in child echo server one two three; do
    printf '[servers.%s]\ncommand = ["sleep", "infinity"]\nsettle_sec = "200ms"\n' "$name"
  done
}

scenario "process-file/json-file: a file that is malformed starts nothing, not even what stands above the mistake"
for mistake in '[servers.bad' 'command = "sleep' 'command = sleep' '[servers.echo]' 'port = "http"' 'port = 70000' 'restart = "maybe"' 'memory_max = "lots"'; do
  { six && echo "$mistake"; } | write_config
  run mcpctl apply
  expect_exit 2
  expect_err_has 'mcp.toml:[0-9]+:[0-9]+: error: '
  expect_err_has 'nothing was changed'
  expect_equal "what is installed after: $mistake" "$(installed)" 0
done

scenario "programmatic/json_validation: a key that does not exist is an error that names the nearest, and starts nothing"
{ six && echo 'max_memory_restart = "200M"'; } | write_config
run mcpctl apply
expect_exit 2
expect_err_has 'mcp.toml:19:1: error: unknown key "max_memory_restart" in \[servers.three\]'
{ six && echo 'comand = "x"'; } | write_config
run mcpctl apply
expect_exit 2
expect_err_has 'did you mean "command"'
expect_equal "what is installed" "$(installed)" 0

scenario "process-file/json-file: --only acts on one, or on some, and leaves the others as they are"
six | write_config
run mcpctl apply --only echo
expect_exit 0
expect_equal "what runs" "$(running)" "echo"
pid=$(main_pid echo)
run mcpctl apply --only child --only server
expect_exit 0
expect_equal "what runs" "$(running)" "child echo server"
expect_equal "the pid of the first" "$(main_pid echo)" "$pid"
run mcpctl apply --only nobody
expect_exit 4
run mcpctl apply
expect_exit 0
expect_equal "how many run" "$(running | wc -w)" 6
expect_equal "the pid of the first" "$(main_pid echo)" "$pid"

scenario "cli/piped-config: the configuration comes on standard input"
{ echo 'project = "piped"' && six; } >all.toml
run mcpctl -c - apply <all.toml
expect_exit 0
expect_equal "how many run" "$(running | wc -w)" 6
expect state_is piped.echo running
run mcpctl -c - down <all.toml
expect_exit 0
expect_equal "what is installed" "$(running)" ""
six >no-project.toml
run mcpctl -c - apply <no-project.toml
expect_exit 2
expect_err_has 'project'

scenario "process-file/json-file, cli/ecosystem.e2e: a file of PM2's own is imported, and runs as it did there"
# shellcheck disable=SC2016  # expands inside
printf '#!/bin/bash\necho "$1 in $PWD as $MODE"\nexec sleep 1000\n' >echo.sh
cat >all.json <<'END'
{ "apps": [
  { "name": "echo", "script": "./echo.sh", "args": "hello", "env": { "MODE": "dev" }, "env_production": { "MODE": "prod" },
    "max_memory_restart": "300M", "kill_timeout": 3000, "namespace": "back" },
  { "name": "child", "script": "sleep", "args": "1000", "autorestart": false, "instances": 2 }
] }
END
run mcpctl import all.json --apply
expect_exit 0
said() { [[ $(mcpctl logs -o cat echo) == *"$1"* ]]; }
eventually 3 said "hello in $PWD as dev"
expect_equal "states" "$(mcpctl --json status | json '" ".join(s["state"] for s in v["servers"])')" "running running running"
expect_equal "time to stop, and limit" "$(manager show -P MemoryMax -P TimeoutStopUSec mcp@echo.service | xargs)" "3s $((300 << 20))"
run mcpctl restart @back
expect_exit 0
run mcpctl apply --profile production
expect_exit 0
eventually 3 said "hello in $PWD as prod"

scenario "process-file/app-config-update, process-file/json-reload: a change in the file is in force after apply, and no other server notices"
write_config <<'END'
[servers.echo]
command = ["sleep", "1000"]
settle_sec = "200ms"
[servers.other]
command = ["sleep", "1000"]
settle_sec = "200ms"
END
run mcpctl apply
expect_exit 0
pid=$(main_pid echo) other=$(main_pid other)
sed -i '0,/1000/s//2000/' "$config_folder/mcp.toml"
run mcpctl apply
expect_exit 0
expect_out_has '~ echo +restart'
expect [ "$(main_pid echo)" != "$pid" ]
expect_equal "its arguments" "$(tr '\0' ' ' <"/proc/$(main_pid echo)/cmdline")" "$(command -v sleep) 2000 "
pid=$(main_pid echo)
# What needs no restart makes none.
sed -i '0,/settle_sec/s//restart_sec = "2s"\nsettle_sec/' "$config_folder/mcp.toml"
run mcpctl apply
expect_exit 0
expect_equal "the pids" "$(main_pid echo) $(main_pid other)" "$pid $other"
expect_equal "the new pause" "$(property mcp@echo.service RestartUSec)" 2s
sed -i 's/servers.echo/servers.new-name/' "$config_folder/mcp.toml"
run mcpctl apply
expect_exit 0
expect_equal "what runs" "$(running)" "new-name other"
expect [ ! -e "/proc/$pid" ]
expect_equal "the pid of the other" "$(main_pid other)" "$other"

scenario "cli/env-refresh, cli/extra-lang, process-file/append-env-to-name: another profile is another environment"
write_config <<'END'
[servers.env]
command = ["sleep", "infinity"]
env = { TEST_VARIABLE = "YES", KEPT = "1" }
settle_sec = "200ms"
[servers.env.profiles.production]
env = { TEST_VARIABLE = "No worries!" }
END
variable() {
  tr '\0' '\n' <"/proc/$(main_pid env)/environ" | sed -n "s/^$1=//p"
}
run mcpctl apply
expect_exit 0
expect_equal "TEST_VARIABLE" "$(variable TEST_VARIABLE)" YES
run mcpctl apply --profile production
expect_exit 0
expect_equal "TEST_VARIABLE and KEPT" "$(variable TEST_VARIABLE) $(variable KEPT)" "No worries! 1"
expect_equal "the profile in status" "$(status_of env profile)" production
# Not by accident back again: PM2 would, at the next start without --env.
pid=$(main_pid env)
run mcpctl apply
expect_exit 2
expect_err_has 'applied with profile "production"'
expect_equal "the pid" "$(main_pid env)" "$pid"
run mcpctl restart env
expect_exit 0
expect_equal "TEST_VARIABLE" "$(variable TEST_VARIABLE)" "No worries!"
run mcpctl apply --profile none
expect_exit 0
expect_equal "TEST_VARIABLE" "$(variable TEST_VARIABLE)" YES

scenario_goes_on "cli/env-refresh: a changed value reaches the program by apply, a removed one is gone; the caller's own never does"
sed -i 's/YES/89hello89/; s/, KEPT = "1"//' "$config_folder/mcp.toml"
TEST_VARIABLE=CLUNEWSTER CALLERS=1 run mcpctl restart env
expect_exit 0
expect_equal "TEST_VARIABLE before" "$(variable TEST_VARIABLE)" YES
run mcpctl apply
expect_exit 0
expect_equal "TEST_VARIABLE" "$(variable TEST_VARIABLE)" 89hello89
expect_equal "KEPT and CALLERS" "$(variable KEPT)$(variable CALLERS)" ""
