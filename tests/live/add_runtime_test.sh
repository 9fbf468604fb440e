# add --runtime and save: servers until the next reboot, and those that are made to stay.
# scope: user

runtime_units=${unit_folders[1]}
file=$runtime_config_folder/web.toml
up=(--settle-sec=100ms)

scenario 'file and units are in the runtime directory, and nothing is in the configuration'
run mcpctl add --runtime "${up[@]}" -e KEY=1 --on-failure='touch failed' web -- sleep infinity
expect_exit 0
expect_out_has $'\nwrote '"$file"$'\n1 of 1 up$'
expect_err_has '^web is gone at the next reboot; to keep it: mcpctl save web$'
expect test ! -e "$config_folder"
expect_equal 'persistent units' "$(find "${unit_folders[0]}" -name 'mcp*' 2>/dev/null)" ''
expect test -e "$runtime_units/mcp@web.service.d/10-mcpctl.env"
expect test -e "$runtime_units/mcp@.service"

scenario_goes_on 'all verbs work with it'
expect state_is web running
expect_equal 'stale' "$(status_of web stale)" False
run mcpctl show web
expect_out_has 'at boot +no: gone with the next boot; to keep it: mcpctl save web'
expect_out_has "defined in +$file:3"
expect_equal 'json' "$(mcpctl show --json web | json "v['servers'][0]['runtime'] if 'servers' in v else v['runtime']")" True
run mcpctl restart web
expect_exit 0
run mcpctl logs web
expect_out_has 'Started mcp@web.service'
run mcpctl stop web
expect state_is web stopped
run mcpctl start web
expect_exit 0
run mcpctl scale web 2
expect_exit 0
expect state_is web:2 running
run mcpctl scale web -1
expect_exit 0
expect test ! -e "$runtime_units/mcp@web:2.service.d"

scenario_goes_on 'an apply of the configuration neither prunes it nor is confused by it'
write_config <<'TOML'
[defaults]
settle_sec = "100ms"
[servers.other]
command = "sleep 1000"
TOML
pid=$(main_pid web:1)
run mcpctl apply
expect_exit 0
expect_out_has '1 to create$|1 to create'
expect_equal 'pid' "$(main_pid web:1)" "$pid"
run mcpctl apply --dry-run --exit-code
expect_exit 0
run mcpctl status
expect_err ''
run mcpctl -q down
expect_exit 0
expect state_is web:1 running
printf '[servers.web]\ncommand = "sleep 1"\n' >>"$config_folder/mcp.toml"
run mcpctl apply
expect_exit 2
expect_err_has "web: belongs to $file"
run mcpctl add --runtime --replace web -- sleep infinity
expect_exit 2
expect_err_has 'there is a server web already, at ~/.config/mcp/mcp.toml:5'

scenario_goes_on 'a changed file makes it stale, and is applied by its name'
sed -i '/servers.web/,$d' "$config_folder/mcp.toml"
echo 'memory_max = "100M"' >>"$file"
expect_equal 'stale' "$(status_of web:1 stale)" True
run mcpctl -c "$file" apply
expect_exit 0
expect_equal 'pid' "$(main_pid web:1)" "$pid"
expect_equal 'stale' "$(status_of web:1 stale)" False
expect test ! -e "${unit_folders[0]}/mcp@web:1.service.d"

scenario_goes_on 'remove takes its file along'
run mcpctl remove web
expect_exit 0
expect_out_has "deleted $file"
expect_equal 'units' "$(find "${unit_folders[@]}" -name 'mcp@web*')" ''
expect test ! -e "$file"

scenario 'the name of a server that stays is taken'
expect mcpctl -q add "${up[@]}" web -- sleep infinity
run mcpctl add --runtime web -- sleep infinity
expect_exit 2
expect_err_has 'there is a server web already, at ~/.config/mcp/mcp.d/web.toml:3'
expect mcpctl -q add --runtime "${up[@]}" other -- sleep infinity
run mcpctl add other -- sleep infinity
expect_exit 2
expect_err "mcpctl: there is a server other already, at $runtime_config_folder/other.toml:3
  try: mcpctl save other, mcpctl remove other, or another name"
run mcpctl add --runtime other -- sleep infinity
expect_err_has 'try: add --replace, mcpctl remove other, or another name'
run mcpctl add --runtime --replace "${up[@]}" other -- sleep 1000
expect_exit 0

scenario 'save makes them stay, and they run on'
expect mcpctl -q add --runtime "${up[@]}" -e KEY=1 -t none one -- sleep 1001
expect mcpctl -q add --runtime "${up[@]}" --on-failure='touch failed' --restart-on-calendar=daily two -- sleep 1002
expect mcpctl -q add --runtime -t stdio notes -- cat
before="$(main_pid one) $(main_pid two)"
run mcpctl save one
expect_exit 0
expect_out $'~ one  update   stays over a reboot now (no restart needed)\n1 to update\nwrote ~/.config/mcp/mcp.d/one.toml'
expect test ! -e "$runtime_config_folder/one.toml"
expect test ! -e "$runtime_units/mcp@one.service.d"
expect test -e "${unit_folders[0]}/mcp@one.service.d/10-mcpctl.env"
run mcpctl --json save
expect_exit 0
expect_equal 'actions' "$(json "[a['server'] + ' ' + a['action'] for a in v['actions'] if a['action'] != 'keep']" <<<"$out")" "['notes update', 'two update']"
expect_equal 'pids' "$(main_pid one) $(main_pid two)" "$before"
expect state_is notes listening
expect_equal 'left in the runtime directory' "$(find "$runtime_config_folder" "$runtime_units" -name '*one*' -o -name '*two*' -o -name '*notes*')" ''
run mcpctl show one
expect_out_has 'defined in +.*/.config/mcp/mcp.d/one.toml:3'
[[ $out != *'gone with'* ]] || fail 'it is said to go'
for server in one two notes; do
  expect_equal "stale: $server" "$(status_of $server stale)" False
done
run mcpctl apply --dry-run --exit-code
expect_exit 0
expect_equal 'processes' "$(pgrep -u "$UID" -fc 'sleep 100[12]')" 2
run mcpctl save
expect_exit 0
expect_out 'nothing to save: what is applied is persistent already'
run mcpctl save one
expect_exit 0
run mcpctl save nosuch
expect_exit 4
run mcpctl --json save
expect_out $'{\n  "changed": false,\n  "actions": []\n}'
run mcpctl remove one two notes
expect_exit 0
expect_equal 'files' "$(ls "$config_folder/mcp.d")" ''

scenario 'a save that is refused changes nothing'
expect mcpctl -q add --runtime "${up[@]}" -t http --port="$port" web -- "$sample_server"
write_config <<TOML
[servers.other]
command = "sleep 1000"
port = $port
TOML
run mcpctl save
expect_exit 2
expect_err_has "port $port"
expect mcpctl -q add --runtime "${up[@]}" another -- sleep infinity
run mcpctl save
expect_exit 2
expect test -e "$runtime_config_folder/another.toml"
expect test ! -e "$config_folder/mcp.d/another.toml"
expect mcpctl -q remove another
run mcpctl -c "$file" -c "$config_folder/mcp.toml" apply
expect_exit 2
expect_err_has 'is of servers until the next reboot, unlike the other files given'
expect test -e "$file"
expect test ! -e "$config_folder/mcp.d/web.toml"
expect state_is web running
rm "$config_folder/mcp.toml"
mkdir -p "$config_folder/mcp.d"
chmod 500 "$config_folder/mcp.d"
run mcpctl save
chmod 700 "$config_folder/mcp.d"
expect_exit 77
expect test -e "$file"
echo mine >"$config_folder/mcp.d/web.toml"
run mcpctl save
expect_exit 2
expect_err_has 'exists already, and says something else'
rm "$config_folder/mcp.d/web.toml"

scenario_goes_on 'killed at any moment, the same again finishes it'
for delay in 0.01 0.02 0.04 0.06 0.08 0.12 0.2; do
  mcpctl -q save 2>/dev/null &
  pid=$!
  sleep "$delay"
  kill -9 $pid 2>/dev/null
  wait $pid 2>/dev/null
  run mcpctl save
  expect_exit 0
  run mcpctl apply
  expect_exit 0
  expect state_is web running
  expect test -e "$config_folder/mcp.d/web.toml"
  expect test ! -e "$file"
  expect mcpctl -q remove web
  expect mcpctl -q add --runtime "${up[@]}" -t http --port="$port" web -- "$sample_server"
done

scenario 'taken over by a file that stays, its own file is gone'
expect mcpctl -q add --runtime "${up[@]}" web -- sleep infinity
write_config <<'TOML'
[servers.web]
command = ["/bin/sleep", "infinity"]
TOML
run mcpctl apply
expect_exit 2
expect_err_has "web: belongs to $file"
expect_err_has 'mcpctl apply --take-over'
run mcpctl apply --take-over --dry-run
expect_exit 0
expect test -e "$file"
run mcpctl apply --take-over
expect_exit 0
expect_out_has "deleted $file"
expect test ! -e "$file"
expect_equal 'runtime units' "$(find "$runtime_units" -name '*web*')" ''
expect_equal 'servers' "$(mcpctl --json status | json '[s["name"] for s in v["servers"]]')" "['web']"
expect_equal 'the file' "$(status_of web source)" "$config_folder/mcp.toml:1"
expect state_is web running
run mcpctl save
expect_out 'nothing to save: what is applied is persistent already'
run mcpctl apply --dry-run --exit-code
expect_exit 0
run mcpctl remove web
expect_exit 0
expect_err_has "mcp.toml:1 still configures web"

scenario 'a take-over that is refused leaves the file'
expect mcpctl -q add --runtime "${up[@]}" web -- sleep infinity
write_config <<'TOML'
[servers.web]
command = ["/bin/sleep", "infinity"]
systemd.Service.NoSuchThing = "x"
TOML
run mcpctl apply --take-over
expect_exit 2
expect test -e "$file"
expect state_is web running

scenario 'a port that another server has is refused, with whose it is'
write_config <<TOML
[servers.configured]
command = "sleep 1000"
port = $port
instances = 2
TOML
printf '[servers.elsewhere]\ncommand = "sleep 1001"\nport = %s\nsettle_sec = "100ms"\n' $((port + 5)) >other.toml
expect mcpctl -q -c other.toml apply
run mcpctl add --runtime --port=$((port + 1)) web -- sleep infinity
expect_exit 2
expect_err "--port: error: port $((port + 1)) of \"web\" overlaps ports $port to $((port + 1)) of \"configured\"; defined at ~/.config/mcp/mcp.toml:1
mcpctl: nothing was changed"
expect test ! -e "$file"
for runtime in '' --runtime; do
  run mcpctl add $runtime --port=$((port + 4)) --instances=2 web -- sleep infinity
  expect_exit 2
  expect_err "--port: error: ports $((port + 4)) to $((port + 5)) of \"web\" overlap port $((port + 5)) of \"elsewhere\"; defined at ~${PWD#"$HOME"}/other.toml:1
mcpctl: nothing was changed"
done
run mcpctl add --port="$port" web -- sleep infinity
expect_exit 2
expect_err_has "port $port of \"web\" overlaps ports $port to $((port + 1)) of \"configured\""
expect mcpctl -q add --runtime "${up[@]}" --port=$((port + 7)) web -- sleep infinity
expect mcpctl -q add --runtime --replace "${up[@]}" --port=$((port + 7)) web -- sleep 1000
run mcpctl add --port=$((port + 7)) another -- sleep infinity
expect_exit 2
expect_err_has "of \"web\"; defined at $file:3"

scenario 'a remove that is killed is finished by the next apply'
expect mcpctl -q add "${up[@]}" other -- sleep infinity
# shellcheck disable=SC2016  # the server expands it
for delay in 0.01 0.02 0.04 0.06 0.1 0.3; do
  expect mcpctl -q add --runtime "${up[@]}" --timeout-stop-sec=1 stub -- sh -c 'trap "" TERM; while :; do sleep 0.1; done'
  mcpctl -q remove stub 2>/dev/null &
  pid=$!
  sleep "$delay"
  kill -9 $pid 2>/dev/null
  wait $pid 2>/dev/null
  begun=yes
  [[ ! -e $runtime_config_folder/stub.toml ]] || begun=no
  run mcpctl apply
  expect_exit 0
  if [[ $begun == no ]]; then
    expect state_is stub running
    expect mcpctl -q remove stub
  fi
  expect_equal "units after $delay" "$(find "${unit_folders[@]}" -name '*stub*')" ''
  expect state_is other running
  run mcpctl apply --dry-run --exit-code
  expect_exit 0
done
