# add and remove: a server from the command line, in a file of its own.
# scope: user

own=$config_folder/mcp.d
files() { find "$config_folder" "$runtime_config_folder" -type f 2>/dev/null | sort; }
up=(--settle-sec=100ms)

scenario 'one line adds a server, one takes it away, and nothing is left'
run mcpctl add "${up[@]}" web -- sleep infinity
expect_exit 0
expect_out "+ web  create   new
1 to create
in PATH: sleep is $(command -v sleep)
wrote ~/.config/mcp/mcp.d/web.toml
1 of 1 up"
expect_equal 'the file' "$(<"$own/web.toml")" "# Written by mcpctl add. \"mcpctl remove web\" stops the server and deletes this file.
# It may be edited: \"mcpctl apply\" then.
[servers.web]
command = [\"sleep\", \"infinity\"]
cwd = \"$PWD\"
settle_sec = \"100ms\""
expect_equal 'its mode' "$(stat -c %a "$own/web.toml")" 600
expect state_is web running
run mcpctl apply --dry-run --exit-code
expect_exit 0
run mcpctl remove web
expect_exit 0
expect_out '- web  remove   removed by hand
1 to remove
deleted ~/.config/mcp/mcp.d/web.toml'
expect_err ''
expect_equal 'files' "$(files)" ''
expect_equal 'units' "$(find "${unit_folders[@]}" -name 'mcp*' 2>/dev/null)" ''

scenario 'the command arrives byte for byte'
words=("$PWD/args" '' 'a b' $'two\nlines\t' '%n %%' "\$HOME \${HOME} \$\$" "\"it's\"" "\\x41\\" 'ünïcödé ☃' '-e' '--' '--user=x' '[a,b]'
  '{port' '*' '; rm -rf /' '#no comment' '~')
# shellcheck disable=SC2016  # the script expands it
printf '#!/bin/sh\nfor word; do printf "%%s\\0" "$word"; done >"%s/words"\nexec sleep infinity\n' "$PWD" >args
chmod +x args
run mcpctl add "${up[@]}" odd -- "${words[@]}"
expect_exit 0
eventually 5 test -s words
printf '%s\0' "${words[@]:1}" >expected
expect cmp words expected
run mcpctl add --replace "${up[@]}" odd -- ./args x
expect_exit 0
expect_equal 'a relative program' "$(mcpctl --json status odd | json 'v["servers"][0]["command"][0]')" "$PWD/args"

scenario 'a word that systemd cannot carry is told, and nothing is written'
run mcpctl add raw -- cat $'\xff'
expect_exit 2
expect_err 'mcpctl: command: word 2 is no UTF-8: systemd cannot carry it'
expect_equal 'files' "$(files)" ''

scenario 'keys are options, in both spellings, by their type; paths are those of the shell'
echo 'FROM_FILE=1' >an.env
mkdir -p folder
run mcpctl add -t http --port "$port" --memory_max=200M --tasks-max 64 -e 'A=x=y' --env B= --restart=on-failure --enabled=false \
  --tags work --tags='two' --env-file an.env --cwd folder --settle-sec=5 --description='true' keyed -- \
  "$sample_server"
expect_exit 0
expect_equal 'the file' "$(tail -n +3 "$own/keyed.toml")" "[servers.keyed]
type = \"http\"
command = [\"$sample_server\"]
env = { A = \"x=y\", B = \"\" }
env_file = \"$PWD/an.env\"
description = \"true\"
tags = [\"work\", \"two\"]
cwd = \"$PWD/folder\"
port = $port
enabled = false
restart = \"on-failure\"
settle_sec = 5
memory_max = \"200M\"
tasks_max = 64"
expect state_is keyed running
expect mcp_call "$port" tools/list

scenario 'bad values: all at once, by the name of the option, and nothing is written'
run mcpctl add -t htp --port=70000 --memory-max=5x --restart=sometimes --cwd=/nowhere bad -- nosuch
expect_exit 2
expect_err '--type: error: type must be "http", "stdio" or "none"; did you mean "http"?
--cwd: error: cwd /nowhere does not exist
--port: error: port must be an integer from 1 to 65535
--restart: error: restart must be "always", "on-failure" or "no"
--memory-max: error: memory_max has the unknown unit "x"; it must be a string, as in "200M"
mcpctl: nothing was changed'
run mcpctl add -t http bad -- cat
expect_err '--type: error: [servers.bad] is of type "http" and has no port; add --port=NUMBER
mcpctl: nothing was changed'
run mcpctl add bad -- nosuch
expect_err 'command: error: program "nosuch" is not in PATH; install it, or write its absolute path
mcpctl: nothing was changed'
echo 'console.log(1)' >x.js
run mcpctl add bad -- ./x.js
expect_exit 2
expect_err_has '^command: error: program "./x.js" .*is not executable; -- node ./x.js'
run mcpctl add --sandbox=strict bad -- cat
expect_err_has '--sandbox: error: "sandbox" is not supported yet'
run mcpctl add -e NOVALUE bad -- cat
expect_err 'mcpctl: -e wants NAME=VALUE'
run mcpctl add --port
expect_err_has '^mcpctl: --port wants a value'
run mcpctl add --memry-max=5 bad -- cat
expect_exit 2
expect_err 'mcpctl: the following argument was not expected: --memry-max=5; did you mean "--memory-max"?
  try: mcpctl add --help'
expect_equal 'files' "$(files)" ''

scenario 'names: missing, several, bad, and taken'
run mcpctl add -- cat
expect_exit 2
expect_err 'mcpctl: add wants a name for the server
  try: mcpctl add NAME -- cat'
run mcpctl add web node server.js
expect_exit 2
expect_err 'mcpctl: add wants the command of the server behind --
  try: mcpctl add web -- node server.js'
run mcpctl add web two -- cat
expect_err 'mcpctl: add takes one name, not 2: web two
  try: mcpctl add NAME -- cat'
for name in '' 'a/b' '../x' 'all' 'x.service' "$(printf 'a\nb')" 'ü'; do
  run mcpctl add "$name" -- cat
  expect_exit 2
  expect_err_has '^mcpctl: server name ".*" '
done
expect_equal 'files' "$(files)" ''
write_config <<'TOML'
[servers.hand]
command = "sleep infinity"
TOML
run mcpctl add hand -- cat
expect_exit 2
expect_err 'mcpctl: there is a server hand already, at ~/.config/mcp/mcp.toml:1
  try: change it there, or give another name'
run mcpctl add --replace hand -- cat
expect_exit 2
expect mcpctl -q add "${up[@]}" web -- sleep 1000
run mcpctl add web -- sleep 2000
expect_exit 2
expect_err 'mcpctl: there is a server web already, at ~/.config/mcp/mcp.d/web.toml:3
  try: add --replace, mcpctl remove web, or another name'
run mcpctl add --replace "${up[@]}" web -- sleep 2000
expect_exit 0
expect_out_has 'restart  command changed'
printf '[servers.filed]\ncommand = "sleep 3000"\nsettle_sec = "100ms"\n' >mine.toml
expect mcpctl -q -c mine.toml apply
run mcpctl add filed -- cat
expect_exit 2
expect_err_has "^mcpctl: there is a server filed already, at ~/scenario/mine.toml:1"
run mcpctl -c mine.toml add other -- cat
expect_exit 2
expect_err_has '^mcpctl: add takes no -c: .*try: mcpctl -c mine.toml edit'

scenario 'nothing else is applied, pruned or needed'
write_config <<'TOML'
project = "blog"
[defaults]
settle_sec = "100ms"
[servers.one]
command = "sleep 1000"
TOML
expect mcpctl -q apply
sed -i 's/one/two/' "$config_folder/mcp.toml"
run mcpctl add web -- sleep infinity
expect_exit 0
expect_out_has $'^\\+ blog.web  create   new\n'
expect state_is blog.one running
expect_equal 'not applied' "$(status_of blog.two state)" 'not applied'
run mcpctl remove blog.web
expect_out_has 'deleted ~/.config/mcp/mcp.d/web.toml'
echo 'x = ' >"$config_folder/mcp.d/broken.toml"
run mcpctl add web -- sleep infinity
expect_exit 2
expect_err_has '^~/.config/mcp/mcp.d/broken.toml:1:'
expect_equal 'files' "$(ls "$own")" broken.toml

scenario 'a server that does not stay up stays, with status 1 and what to do'
run mcpctl add --settle-sec=200ms failing -- sh -c 'echo why >&2; exit 3'
expect_exit 1
expect_err_has 'failing: started but did not stay up: exited with status 3'
expect_err_has 'failing stays; to take it away: mcpctl remove failing; to try another command: mcpctl add --replace'
expect test -e "$own/failing.toml"
run mcpctl add --no-wait later -- sh -c 'exit 3'
expect_exit 0

scenario 'what looks like a secret is warned of, and not shown'
run mcpctl add -e API_TOKEN=hunter2hunter2 "${up[@]}" secretive -- sleep infinity
expect_exit 0
expect_err_has 'mcp.d/secretive.toml:5:9: warning: "API_TOKEN" looks like a secret'
[[ $err != *hunter2* ]] || fail 'the value is shown'
run mcpctl add --secrets=TOKEN other -- cat
expect_exit 2
expect_err_has '^--secrets: error: .*TOKEN.*mcpctl secret set other TOKEN'
expect test ! -e "$own/other.toml"

scenario 'a dry run and JSON'
run mcpctl add --dry-run web -- sleep infinity
expect_exit 0
expect_out_has '^\+ web  create   new'
expect_equal 'files' "$(files)" ''
run mcpctl --json add "${up[@]}" web -- sleep infinity
expect_exit 0
expect_equal 'action' "$(json "v['actions'][0]['action'] + ' ' + v['actions'][0]['result']" <<<"$out")" 'create done'
run mcpctl remove web --json
expect_equal 'action' "$(json "v['actions'][0]['action']" <<<"$out")" 'remove'

scenario 'files that somebody has added to: only what is the server'\''s goes'
expect mcpctl -q add "${up[@]}" web -- sleep infinity
printf '\n# mine\n[servers.mine]\ncommand = "sleep 1000"\n' >>"$own/web.toml"
run mcpctl add --replace web -- cat
expect_exit 2
run mcpctl remove web
expect_exit 0
expect_out_has 'took web out of ~/.config/mcp/mcp.d/web.toml'
expect_equal 'what is left' "$(grep -c 'servers.mine' "$own/web.toml")" 1
expect mcpctl -q check

scenario 'a server that another one comes after is missed'
expect mcpctl -q add "${up[@]}" first -- sleep infinity
expect mcpctl -q add "${up[@]}" --after first second -- sleep infinity
run mcpctl remove first
expect_exit 0
expect_err 'mcpctl: warning: the configuration has errors: mcpctl check tells which'

scenario 'a link in mcp.d is somebody'\''s own'
mkdir -p "$own"
echo '# mine' >elsewhere
ln -s "$PWD/elsewhere" "$own/web.toml"
run mcpctl add web -- cat
expect_exit 2
expect_err_has 'mcp.d/web.toml exists already, and says something else'
expect_equal 'it' "$(<elsewhere)" '# mine'

scenario 'a folder that cannot be written, and a disk that is full, change nothing'
mkdir -p "$own"
chmod 500 "$own"
run mcpctl add web -- sleep infinity
expect_exit 77
expect_err_has '/mcp.d/web.toml: .*[Pp]ermission denied'
chmod 700 "$own"
expect_equal 'units' "$(find "${unit_folders[@]}" -name 'mcp@web*' 2>/dev/null)" ''
mkdir -p "${unit_folders[0]}"
chmod 500 "${unit_folders[0]}"
run mcpctl add web -- sleep infinity
chmod 700 "${unit_folders[0]}"
expect_exit 77
expect_equal 'files' "$(files)" ''

expect mcpctl -q add "${up[@]}" web -- sleep infinity
chmod 500 "$own"
run mcpctl remove web
chmod 700 "$own"
expect_exit 77
expect state_is web running
expect mcpctl -q remove web

scenario 'two at once: both are there, and one name only once'
mcpctl -q add "${up[@]}" one -- sleep 1001 2>one.err &
first=$!
mcpctl -q add "${up[@]}" two -- sleep 1002 2>two.err &
second=$!
wait $first || fail "one: $(<one.err)"
wait $second || fail "two: $(<two.err)"
expect state_is one running
expect state_is two running
for i in 1 2 3 4; do
  { mcpctl -q add "${up[@]}" same -- sleep 200$i 2>same.err$i; echo $? >same$i; } &
done
wait
expect_equal 'how they ended' "$(cat same? | sort | tr '\n' ' ')" '0 2 2 2 '
expect state_is same running
run mcpctl apply --dry-run --exit-code
expect_exit 0
mcpctl -q add -t http --port=$((port + 1)) --settle-sec=5 --no-wait p1 -- "$sample_server" 2>/dev/null &
mcpctl -q add -t http --port=$((port + 1)) --settle-sec=5 --no-wait p2 -- "$sample_server" 2>/dev/null &
wait
expect_equal 'one port, one server' "$(files | grep -c '/p[12].toml')" 1

scenario 'killed at any moment, the file is whole or not there, and an apply or a remove goes on from there'
for delay in 0.005 0.01 0.02 0.03 0.05 0.08 0.12 0.2 0.3; do
  mcpctl -q add "${up[@]}" web -- sleep infinity 2>/dev/null &
  pid=$!
  sleep "$delay"
  kill -9 $pid 2>/dev/null
  wait $pid 2>/dev/null
  if [[ -e $own/web.toml ]]; then
    expect mcpctl -q apply
    expect state_is web running
    run mcpctl apply --dry-run --exit-code
    expect_exit 0
    expect mcpctl -q remove web
  fi
  expect_equal "the file after $delay" "$(files)" ''
done
expect mcpctl -q add "${up[@]}" web -- sleep infinity
expect mcpctl -q down
run mcpctl remove web
expect_exit 0
expect_out 'deleted ~/.config/mcp/mcp.d/web.toml'

scenario 'what runs under a profile is replaced: the new file has none'
expect mcpctl -q add "${up[@]}" web -- sleep infinity
printf '[servers.web.profiles.staging]\ndescription = "staged"\n' >>"$own/web.toml"
expect mcpctl -q apply --profile staging
run mcpctl add --replace "${up[@]}" web -- sleep 1000
expect_exit 0
expect state_is web running
run mcpctl apply --dry-run --exit-code
expect_exit 0
