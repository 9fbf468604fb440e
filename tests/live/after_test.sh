# The key `after`: an order of starts, and nothing but that.
# scope: user

# A program that is ready half a second after it was started, says so, and leaves its times behind.
cat >../slow <<'PROGRAM'
#!/bin/bash
echo "$EPOCHREALTIME" >"$1.started"
sleep 0.5
echo "$EPOCHREALTIME" >"$1.ready"
systemd-notify --ready
exec sleep 1000
PROGRAM
cat >../quick <<'PROGRAM'
#!/bin/bash
echo "$EPOCHREALTIME" >"$1.started"
exec sleep 1000
PROGRAM
chmod +x ../slow ../quick
programs=${PWD%/*}

earlier() { # FILE FILE: the time in the first is before that in the second
  [[ -s $1 && -s $2 ]] && awk -v a="$(<"$1")" -v b="$(<"$2")" 'BEGIN { exit !(a < b) }'
}
write_two() { # LINE_OF_DB
  write_config <<TOML
[servers.web]
command = ["$programs/quick", "$PWD/web"]
after = ["db"]

[servers.db]
command = ["$programs/slow", "$PWD/db"]
service_type = "notify"
$1
TOML
}

scenario "a server starts once those before it have, at apply and by hand, also where they are not enabled"
write_two 'enabled = false'
run mcpctl apply
expect_exit 0
expect earlier db.ready web.started
expect state_is db running
run mcpctl stop all
expect_exit 0
expect state_is db stopped
rm -f ./*.started ./*.ready
run mcpctl start web
expect_exit 0
expect earlier db.ready web.started
expect state_is db running
run mcpctl stop all
rm -f ./*.started ./*.ready
expect manager start mcp.target
eventually 5 state_is web running
expect earlier db.ready web.started

scenario_goes_on "a crash, a restart or a stop of one that comes before touches nothing else"
web=$(main_pid web)
kill -KILL "$(main_pid db)"
restarted() { [[ $(status_of db restarts state) == '1 running' ]]; }
eventually 5 restarted
expect_equal "web's process" "$(main_pid web)" "$web"
run mcpctl restart db
expect_exit 0
expect_equal "web's process" "$(main_pid web)" "$web"
run mcpctl stop db
expect_exit 0
expect_equal "web's process" "$(main_pid web)" "$web"
expect state_is db stopped

scenario_goes_on "what was stopped comes again with the next start of one that comes after it"
run mcpctl restart web
expect_exit 0
expect state_is db running

scenario "what cannot start keeps nothing from starting"
write_config <<TOML
[servers.web]
command = ["$programs/quick", "$PWD/web"]
after = ["db"]
[servers.db]
command = ["sh", "-c", "exit 3"]
restart = "no"
TOML
run mcpctl apply
expect_exit 1
expect_err_has 'db: .*exited with status 3'
expect state_is web running

scenario "a changed order needs no restart"
write_config <<TOML
[servers.web]
command = ["$programs/quick", "$PWD/web"]
[servers.db]
command = ["$programs/quick", "$PWD/db"]
instances = 2
TOML
run mcpctl apply
expect_exit 0
pid=$(main_pid web)
sed -i 's|^\[servers.db\]|after = ["db"]\n&|' "$config_folder/mcp.toml"
run mcpctl apply
expect_exit 0
expect_out_has 'web +update +after changed \(no restart needed\)'
expect_equal "web's process" "$(main_pid web)" "$pid"
after=" $(property mcp@web.service After) "
expect [ "$after" != "${after/ mcp@db:1.service /}" ]
expect [ "$after" != "${after/ mcp@db:2.service /}" ]
run mcpctl apply
expect_exit 0
expect_out_has 'unchanged|up to date|nothing'

scenario_goes_on "a server that others come after can be removed, and they still start"
run mcpctl remove db
expect_equal "web's process" "$(main_pid web)" "$pid"
run mcpctl restart web
expect_exit 0
expect state_is web running

scenario "the names are checked before anything is touched"
write_two ''
run mcpctl apply
expect_exit 0
sed -i 's/^after = .*/after = ["bd"]/' "$config_folder/mcp.toml"
run mcpctl apply
expect_exit 2
expect_err_has 'after: there is no server "bd" in the files read'
expect_err_has 'did you mean "db"'
sed -i 's/^after = .*/after = ["db"]/; $a after = ["web"]' "$config_folder/mcp.toml"
run mcpctl check
expect_exit 2
expect_err_has 'servers that start after each other: web → db → web'
expect_err_has 'see ~/.config/mcp/mcp.toml:3, ~/.config/mcp/mcp.toml:9'

scenario "each session of a stdio server, and a server after one"
write_config <<TOML
[servers.notes]
type = "stdio"
command = ["sh", "-c", """read -r line && echo '{"jsonrpc":"2.0","id":1,"result":{}}'"""]
after = ["db"]
[servers.db]
command = ["$programs/slow", "$PWD/db"]
service_type = "notify"
enabled = false
[servers.web]
command = ["$programs/quick", "$PWD/web"]
after = ["notes"]
TOML
run mcpctl apply
expect_exit 0
run mcpctl stop all
expect_exit 0
run mcpctl start web
expect_exit 0
expect state_is notes listening
expect state_is db stopped
rm -f db.ready
answer=$(printf '%s\n' '{"jsonrpc":"2.0","id":1,"method":"ping"}' | mcpctl connect notes)
expect [ -s db.ready ]
expect [ -n "$answer" ]
expect state_is db running
