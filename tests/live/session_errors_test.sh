# connect: what a client is told when its server cannot start or dies, as a client hears it.
# scope: user

# Asks a server three things at once, and prints the messages of the errors that answer, each after its id.
ask() { # SERVER
  run mcpctl connect "$1" < <(
    printf '{"jsonrpc":"2.0","id":%s,"method":"initialize"}\n' 1 '"two"' 3
    sleep "${2:-0}"
  )
}

# Line N of the output as JSON, by an expression of Python on it.
answer() { # N EXPRESSION
  sed -n "$1p" <<<"$out" | json "$2"
}

scenario "a server that exits: each pending request is answered with the reason"
write_config <<'EOF'
[servers.three]
type = "stdio"
command = ["sh", "-c", "read x; echo first words >&2; echo 'went \"wrong\"' >&2; exit 3"]

[servers.half]
type = "stdio"
command = ["sh", "-c", "read x; read y; echo '{\"id\":1,\"result\":{}}'; printf '{\"id\":\"two\",\"resu'; exit 4"]

[servers.killed]
type = "stdio"
command = ["sh", "-c", "read x; kill -9 $$"]

[servers.at-once]
type = "stdio"
command = "false"

[servers.gone]
type = "stdio"
command = "./gone"
cwd = "~/scenario"

[servers.envless]
type = "stdio"
command = "cat"
env_file = ["~/scenario/envless.env"]

[servers.one]
type = "stdio"
command = "cat"
max_sessions = 1

[servers.web]
type = "http"
command = "sleep 1000"
port = 29999
EOF
printf '#!/bin/sh\ncat\n' >gone
chmod +x gone
echo A=1 >envless.env
expect mcpctl -q apply --no-wait
ask three 1
expect_exit 1
expect_equal "answers" "$(wc -l <<<"$out")" 3
expect_equal "first id" "$(answer 1 'v["id"]')" 1
expect_equal "second id" "$(answer 2 'v["id"]')" two
expect_equal "message" "$(answer 3 'v["error"]["message"]')" \
  'three: the server exited with status 3: went "wrong"; see: mcpctl logs three'
expect_equal "code" "$(answer 3 'v["error"]["code"]')" -32000
expect_equal "data" "$(answer 3 'v["error"]["data"]')" \
  "{'server': 'three', 'result': 'exit-code', 'exit_code': 'exited', 'exit_status': '3', 'last_line': 'went \"wrong\"', 'hint': 'see: mcpctl logs three'}"
expect_err 'mcpctl: three: the server exited with status 3
  went "wrong"
  see: mcpctl logs three'

scenario_goes_on "a server that dies in the middle of a line: what it still owes is answered on lines of their own"
ask half 1
expect_exit 1
expect_equal "lines" "$(wc -l <<<"$out")" 4
expect_equal "line 1" "$(sed -n 1p <<<"$out")" '{"id":1,"result":{}}'
expect_equal "line 2" "$(sed -n 2p <<<"$out")" '{"id":"two","resu'
expect_equal "line 3" "$(answer 3 '(v["id"], v["error"]["data"]["exit_status"])')" "('two', '4')"
expect_equal "line 4" "$(answer 4 'v["id"]')" 3

scenario_goes_on "a server that is killed"
ask killed 1
expect_exit 1
expect_equal "message" "$(answer 1 'v["error"]["message"]')" \
  'killed: the server was killed by SIGKILL; see: mcpctl logs killed'

scenario_goes_on "a client that speaks late learns why, too"
run mcpctl connect at-once < <(
  sleep 2
  echo '{"jsonrpc":"2.0","id":"late","method":"initialize"}'
  sleep 20
)
expect_exit 1
expect_equal "answer" "$(answer 1 '(v["id"], v["error"]["message"])')" \
  "('late', 'at-once: the server exited with status 1; see: mcpctl logs at-once')"
started=$SECONDS
run mcpctl connect at-once < <(sleep 20)
expect_exit 1
expect_out ''
((SECONDS - started >= 4 && SECONDS - started <= 8)) || fail "a silent client was waited for $((SECONDS - started)) s"

scenario_goes_on "a server that cannot start"
rm gone envless.env
ask gone 1
expect_exit 1
expect_equal "message" "$(answer 1 'v["error"]["message"]')" \
  "gone: the server could not start: the program is missing or cannot be executed (203/EXEC): mcpctl-session: cannot run $PWD/gone: No such file or directory; see: mcpctl logs gone"
ask envless 1
expect_exit 1
expect_equal "message" "$(answer 1 'v["error"]["message"]')" \
  "envless: the server could not start: a file or resource that the unit needs is missing: Failed to load environment files: No such file or directory; see: mcpctl logs envless"

printf '#!/bin/sh\ncat\n' >gone
chmod +x gone
echo A=1 >envless.env

scenario_goes_on "max_sessions: the next client is told so"
coproc FIRST { mcpctl connect one; }
echo hello >&"${FIRST[1]}"
read -r word <&"${FIRST[0]}"
expect_equal "echo of the first" "$word" hello
ask one 1
expect_exit 1
expect_equal "message" "$(answer 1 'v["error"]["message"]')" \
  'one: 1 session is open, which is max_sessions: close one, or raise it in the configuration; see: mcpctl logs one'
first=$FIRST_PID
eval "exec ${FIRST[1]}>&-"
wait "$first"
run mcpctl connect one <<<again
expect_exit 0
expect_out again

scenario_goes_on "no session to be had: each reason with what mends it"
ask three-
expect_exit 2
expect_equal "message" "$(answer 1 'v["error"]["message"]')" \
  '"three-" is no server'"'"'s name: it does not begin and end with a letter or digit; try: mcpctl status'
ask nosuch
expect_exit 4
expect_equal "message" "$(answer 1 'v["error"]["message"]')" 'no server "nosuch"; try: mcpctl status'
ask web
expect_exit 1
expect_equal "message" "$(answer 1 'v["error"]["message"]')" \
  'web is an http server: clients reach it at http://127.0.0.1:29999/mcp'
run timeout 10 mcpctl connect nosuch </dev/zero
expect_exit 4
expect mcpctl -q stop one
ask one
expect_exit 1
expect_equal "message" "$(answer 1 'v["error"]["message"]')" 'one is stopped; try: mcpctl start one'
expect mcpctl -q start one
rm "$XDG_RUNTIME_DIR/mcp/one.sock"
ask one
expect_exit 1
expect_equal "message" "$(answer 1 'v["error"]["message"]')" \
  'one: its socket file is gone or is not its own any more (No such file or directory); try: mcpctl restart one'
expect mcpctl -q restart one
chmod 0 "$XDG_RUNTIME_DIR/mcp/one.sock"
ask one
expect_exit 1
expect_equal "message" "$(answer 1 'v["error"]["message"]')" \
  'one: its socket file is gone or is not its own any more (Permission denied); try: mcpctl restart one'
expect mcpctl -q restart one
run mcpctl connect one <<<again
expect_out again
printf '[servers.later]\ntype = "stdio"\ncommand = "cat"\n' >>"$config_folder/mcp.toml"
ask later
expect_exit 4
expect_equal "message" "$(answer 1 'v["error"]["message"]')" 'later is not applied; try: mcpctl apply'

scenario_goes_on "a session that is stopped ends its client's requests, too"
coproc HELD { mcpctl connect three 2>/dev/null; }
held=$HELD_PID
until [[ $(manager list-units --plain --no-legend 'mcp-three@*' | wc -l) == 1 ]]; do sleep 0.05; done
manager stop 'mcp-three@*'
echo '{"jsonrpc":"2.0","id":5,"method":"ping"}' >&"${HELD[1]}"
read -r -t 10 reply <&"${HELD[0]}"
expect_equal "id" "$(json 'v["id"]' <<<"$reply")" 5
wait "$held"

scenario_goes_on "help and usage come from the whole mcpctl"
run mcpctl connect --help
expect_exit 0
expect_out_has 'Usage: mcpctl connect'
expect_out_lacks 'explain'
run mcpctl connect
expect_exit 2
expect_err_has 'NAME is required'
printf '[servers.elsewhere]\ntype = "stdio"\ncommand = "cat"\n' >other.toml
expect mcpctl -q -c other.toml apply
run mcpctl -c other.toml connect elsewhere <<<by-file
expect_exit 0
expect_out by-file
run mcpctl -c other.toml connect one <<<by-file
expect_exit 4
expect_out ''
