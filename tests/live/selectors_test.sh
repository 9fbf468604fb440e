# Which servers a verb acts on, and the exit codes to the letter.
# scope: user

names() {
  json '" ".join(s["name"] + (":%d" % s["instance"] if s["instance"] else "") for s in v["servers"])' <<<"$out"
}
selects() { # EXPECTED SELECTOR...
  run mcpctl --json status "${@:2}"
  expect_exit 0
  expect_equal "what ${*:2} selects" "$(names)" "$1"
}
pids() {
  mcpctl --json status | json '[s["pid"] for s in v["servers"]]'
}
default_servers() {
  write_config <<'END'
[servers.api]
command = "sleep 1001"
tags = ["work", "eu"]

[servers.web]
command = ["sleep", "1002"]
instances = 2
tags = ["work"]

[servers.web-old]
command = ["sh", "-c", "exec sleep '1003'"]
END
}

scenario "a name, an instance, a tag, a glob, a command line, all"
default_servers
run mcpctl apply
expect_exit 0
selects "api" api
selects "web:1 web:2" web
selects "web:2" web:2
selects "api web:1 web:2" @work
selects "api" @eu
selects "web:1 web:2 web-old" 'web*'
selects "web:1 web:2" 'web:?'
selects "api" 'sleep 1001'
selects "api" "$(command -v sleep) 1001"
selects "api web:1 web:2 web-old" all
selects "api web:2" web:2 api web:2
run mcpctl restart web:2
expect_exit 0
expect_out_has '^restarted web:2 \(pid [0-9]+\)$'
before=$(pids)
run mcpctl stop 'sleep 1001'
expect_exit 0
expect state_is api stopped
run mcpctl start @eu
expect_exit 0
expect state_is api running
expect_equal "the pids of the others" "$(pids | json 'v[1:]')" "$(json 'v[1:]' <<<"$before")"

scenario_goes_on "what selects nothing is 4, and then nothing is touched"
before=$(pids)
for selector in nobody web:3 web:0 api:1 @nobody 'x*' 'sleep 9' wbe; do
  for verb in status show start stop restart reload remove logs cat; do
    run mcpctl "$verb" "$selector"
    expect_exit 4
    expect_out ""
    expect_err_has '^mcpctl: no (server|instance)|^mcpctl: server "api" has no instances'
  done
  run mcpctl restart api "$selector"
  expect_exit 4
done
expect_equal "the pids" "$(pids)" "$before"
run mcpctl stop wbe
expect_err_has 'did you mean "web"'

scenario_goes_on "what PM2 would take: a file, a script, a number, an option"
habit() { # EXIT ERROR WORD...
  run mcpctl "${@:3}"
  expect_exit "$1"
  expect_out ""
  expect_err "mcpctl: $2"
}
no_numbers='mcpctl status: servers have names and no numbers'
habit 4 $'no server "ecosystem.config.js"\n  try: mcpctl import --apply ecosystem.config.js' start ecosystem.config.js
habit 4 $'no server "app.js"\n  try: mcpctl add NAME -- node app.js' start web app.js
habit 4 $'no server "0"\n  try: '"$no_numbers" restart 0
habit 4 $'no server "7"\n  try: '"$no_numbers" status web 7
habit 4 $'no server "0"\n  try: '"$no_numbers" remove 0
habit 2 $'no such option "-i", which is PM2\'s\n  try: mcpctl add NAME --instances N -- COMMAND' start app.js -i 4
habit 2 $'no such option "--update-env", which is PM2\'s\n  try: mcpctl apply' restart web --update-env
habit 2 $'no such verb "unset", which is PM2\'s\n  try: man mcpctl-migrate' unset web
expect_equal "the pids" "$(pids)" "$before"

scenario_goes_on "exit codes: 0 done, 2 usage, 3 not in the state asked about"
run mcpctl status api
expect_exit 0
run mcpctl stop api
expect_exit 0
run mcpctl stop api
expect_exit 0
run mcpctl status api
expect_exit 3
run mcpctl status web api
expect_exit 3
run mcpctl status
expect_exit 0
run mcpctl show api
expect_exit 0
run mcpctl apply --dry-run --exit-code
expect_exit 0
run mcpctl apply --exit-code --dry-run --no-prune
expect_exit 0
sed -i s/1001/1009/ "$config_folder/mcp.toml"
run mcpctl apply --dry-run
expect_exit 0
expect_out_has '~ api +update'
run mcpctl apply --dry-run --exit-code
expect_exit 3
expect_out_has '~ api +update'
run mcpctl status api
expect_exit 3
expect_out_has 'stopped, stale'
run mcpctl start api
expect_exit 0
expect_err_has 'configuration changed: mcpctl apply'
expect_equal "its command still" "$(tr '\0' ' ' <"/proc/$(main_pid api)/cmdline")" "$(command -v sleep) 1001 "
for words in 'start' 'stop' 'nonsense' '--nonsense' 'status --nonsense' 'start --wait=forever all' 'start --wait=1s --no-wait all' \
  '--user --system status' '-q -v status' 'add x y' 'scale api x' 'monit' 'top x' 'probe x' 'logs --since=whenever' 'status --config'; do
  # shellcheck disable=SC2086
  run mcpctl $words
  expect_exit 2
  expect_out ""
  expect_err_has '^mcpctl: '
done
for verb in '' init edit check config apply down status show cat doctor start stop restart reload restart-all remove logs startup unstartup; do
  # shellcheck disable=SC2086
  run mcpctl $verb --help
  expect_exit 0
  expect_out_has 'Usage: mcpctl '
  expect_err ""
done

scenario "all of nothing is 4, status of nothing the first three commands"
for verb in 'start all' 'stop all' restart-all 'restart all' 'remove all' 'logs all' 'show all'; do
  # shellcheck disable=SC2086
  run mcpctl $verb
  expect_exit 4
  expect_err_has '^mcpctl: no servers are installed'
done
run mcpctl
expect_exit 0
expect_out_has 'mcpctl init'
expect_out_has 'mcpctl edit'
run mcpctl apply
expect_exit 2
expect_err_has 'no configuration: ~/.config/mcp/mcp.toml does not exist'
expect_err_has 'try: mcpctl init'
run mcpctl down
expect_exit 0
run mcpctl --json status
expect_out_has '"servers": ?\[\]'
