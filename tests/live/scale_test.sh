# scale: how many instances a server has.
# scope: user

file=$config_folder/mcp.d/web.toml
settle=(--settle-sec=100ms)
states() { mcpctl --json status web 2>/dev/null | json "' '.join(s['state'] for s in v['servers'])"; }
pids() { mcpctl --json status web | json "' '.join(str(s['pid']) for s in v['servers'])"; }

scenario 'a server without instances becomes one with them'
expect mcpctl -q add "${settle[@]}" web -- sleep infinity
printf '# a comment of mine\n' >>"$file"
run mcpctl scale web 2
expect_exit 0
expect_out_has $'\\+ web:1  create   new\n\\+ web:2  create   new\n- web    remove   has instances now\n'
expect_equal 'the file' "$(tail -n 4 "$file")" "cwd = \"$PWD\"
settle_sec = \"100ms\"
instances = 2
# a comment of mine"
expect_equal 'states' "$(states)" 'running running'

scenario_goes_on 'only the difference is touched, with either sign'
first=$(pids)
run mcpctl scale web +2
expect_exit 0
expect_equal 'states' "$(states)" 'running running running running'
expect_equal 'pids' "$(pids | cut -d' ' -f1-2)" "$first"
run mcpctl scale web -1
expect_exit 0
run mcpctl scale web -- -1
expect_exit 0
run mcpctl scale --no-wait web 2
expect_exit 0
expect_equal 'pids' "$(pids)" "$first"
expect_equal 'the line' "$(grep instances "$file")" 'instances = 2'
run mcpctl scale web -1 --wait=5s
expect_exit 0
expect_equal 'pids' "$(pids)" "${first% *}"
run mcpctl --json scale web max
expect_equal 'instances' "$(json "len([a for a in v['actions'] if a['action'] in ('create', 'keep')])" <<<"$out")" "$(nproc)"
expect_equal 'the line' "$(grep instances "$file")" 'instances = "max"'
run mcpctl scale web 1
expect_exit 0

scenario_goes_on 'what cannot be, and words that are no number'
text=$(<"$file")
run mcpctl scale web -1
expect_exit 2
expect_err 'mcpctl: web has 1 instance; it can have 1 to 1024, and then there would be 0
  try: mcpctl stop web'
run mcpctl scale web 0
expect_exit 2
run mcpctl scale web 1025
expect_exit 2
for amount in x '' 1.5 +-1 --1 -x '2 ' 99999999999999999999 +; do
  run mcpctl scale web "$amount"
  expect_exit 2
done
run mcpctl scale web
expect_exit 2
run mcpctl scale nosuch 2
expect_exit 4
expect_err $'mcpctl: no server "nosuch"\n  try: mcpctl status'
run mcpctl scale web:1 2
expect_exit 2
expect_err_has 'scale takes the name of a server'
expect_equal 'the file' "$(<"$file")" "$text"

scenario_goes_on 'ports that another server has: nothing is changed'
expect mcpctl -q add -t http --port="$port" "${settle[@]}" api -- "$sample_server"
expect mcpctl -q add -t http --port=$((port + 1)) "${settle[@]}" other -- "$sample_server"
run mcpctl scale api 2
expect_exit 2
expect_err_has 'port'
expect_equal 'instances' "$(grep -c instances "$config_folder/mcp.d/api.toml")" 0
expect state_is api running
expect mcpctl -q remove other
run mcpctl scale api 3
expect_exit 0
for i in 0 1 2; do eventually 5 mcp_call $((port + i)) tools/list; done
run mcpctl scale api -2
expect_exit 0
eventually 5 mcp_call "$port" tools/list

scenario 'a file that is written by hand stays as it is; its line is told'
write_config <<'TOML'
[servers.web]
command = "sleep infinity"
instances = 2 # two
settle_sec = "100ms"
[servers.plain]
command = "sleep infinity"
settle_sec = "100ms"
TOML
expect mcpctl -q apply
text=$(<"$config_folder/mcp.toml")
run mcpctl scale web +1
expect_exit 2
# shellcheck disable=SC2088  # that is how it is written
expect_out '~/.config/mcp/mcp.toml:3: instances = 3'
expect_err 'mcpctl: ~/.config/mcp/mcp.toml is written by hand, and stays as it is; in line 3 write:
  try: write it, then mcpctl apply'
run mcpctl scale plain 2
expect_exit 2
# shellcheck disable=SC2088  # that is how it is written
expect_out '~/.config/mcp/mcp.toml:6: instances = 2'
expect_equal 'the file' "$(<"$config_folder/mcp.toml")" "$text"
printf '[servers.filed]\ncommand = "sleep 1007"\n' >mine.toml
expect mcpctl -q -c mine.toml apply
run mcpctl scale filed 2
# shellcheck disable=SC2088  # that is how it is written
expect_out "~/scenario/mine.toml:2: instances = 2"
run mcpctl -c mine.toml scale web 2
expect_exit 4
printf 'sleep 1000\n' >lines.conf
expect mcpctl -q -c lines.conf apply
run mcpctl scale sleep 2
expect_exit 2
expect_err_has 'lines.conf, which has no keys'

scenario 'a stdio server has no instances'
expect mcpctl -q add -t stdio notes -- cat
run mcpctl scale notes 2
expect_exit 2
expect_err_has 'instances'
expect state_is notes listening

scenario 'several at once: each counts from what the one before left'
expect mcpctl -q add --settle-sec=100ms same -- sleep infinity
for i in 1 2 3 4; do
  { mcpctl -q scale same +1 2>same.err$i; echo $? >same$i; } &
done
wait
expect_equal 'how they ended' "$(cat same? | tr '\n' ' ')" '0 0 0 0 '
expect grep -q '^instances = 5$' "$config_folder/mcp.d/same.toml"

scenario 'an inline table, and a file given with -c: the edit that fits'
printf '[servers]\niw = { command = "sleep 777", settle_sec = "100ms" }\n' >xx.toml
expect mcpctl -q -c xx.toml apply
run mcpctl scale iw 2
expect_exit 2
expect_out_has 'xx.toml:2: instances = 2'
expect_err_has 'xx.toml is written by hand, and stays as it is; in line 2 write, within its braces:'
expect_err_has 'try: write it, then mcpctl -c .*/xx.toml apply'

scenario 'a file that may not be read is not missing'
expect mcpctl -q add --settle-sec=100ms full -- sleep infinity
chmod 000 "$config_folder/mcp.d/full.toml"
run mcpctl scale full 2
expect_exit 77
expect_err_has 'full.toml: Permission denied'
[[ $err != *'mcpctl down'* ]] || fail 'advises to remove'
run mcpctl apply
expect_exit 77
chmod 600 "$config_folder/mcp.d/full.toml"
expect state_is full running
