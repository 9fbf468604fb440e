# doctor about some servers: their secrets in files of variables, their part of the configuration, their last run.
# scope: user

source "$LIVE/doctor.sh"

scenario 'a file of variables that others can read, and that holds a secret'
umask 022
printf '# of the web\nMODE=1\nAPI_KEY="sk-live-0123456789abcdefghij"\n' >web.env
write_config <<END
[servers.web]
command = ["sleep", "1001"]
env_file = ["$PWD/web.env"]

[servers.db]
command = ["sleep", "1002"]
END
chmod go= "$config_folder/mcp.toml"
chmod o+x "$HOME" "$PWD"
run mcpctl apply
expect_exit 0
examine
expect_exit 0
expect_finding clear-text '' "^warning $PWD/web.env can be read by others, and holds API_KEY of web\$"
expect_out_lacks sk-live
expect_equal 'what mends it' "$(mending clear-text)" "chmod go= $PWD/web.env
mcpctl secret set web API_KEY
$PWD/web.env:3: take out API_KEY
$config_folder/mcp.toml:1: secrets = [\"API_KEY\"]
mcpctl apply"
expect_equal 'what of it is to be pasted' "$(commands clear-text | grep -c toml)" 0
run mcpctl doctor
expect_out_has "mend: chmod go= $PWD/web.env"
expect_out_has "edit: $PWD/web.env:3: take out API_KEY"
run mcpctl --json doctor db
expect_well clear-text

scenario_goes_on 'a secret of its own in its stead'
run mcpctl secret set web API_KEY <<<sesame
expect_exit 0
sed -i 3d web.env
sed -i '/servers.web/a secrets = ["API_KEY"]' "$config_folder/mcp.toml"
run mcpctl apply
expect_exit 0
examine
expect_exit 0
expect_well clear-text
expect_well secrets

scenario_goes_on 'what is wrong with one server is told to who asks about it'
sed -i -e '/servers.db/a comand = "x"' -e '/servers.web/a env = { OTHER_TOKEN = "abcdefgh12345678" }' "$config_folder/mcp.toml"
run mcpctl --json doctor web
expect_exit 0
expect_equal 'of web' "$(findings configuration)" $'note other servers have 1 error\nnote it has 1 warning'
run mcpctl --json doctor db
expect_exit 1
expect_equal 'of db' "$(findings configuration)" \
  'problem ~/.config/mcp/mcp.toml:8:1: unknown key "comand" in [servers.db]'
examine
expect_exit 1
expect_finding configuration '' 'unknown key "comand"'
expect_finding configuration '' 'it has 1 warning'
echo '[servers' >>"$config_folder/mcp.toml"
run mcpctl --json doctor web
expect_exit 1
expect_finding configuration '' '^problem [^ ]*mcp.toml:[0-9]+:[0-9]+: '

scenario 'a server that is not there because of its errors can be asked about'
printf '[servers.web]\ncomand = "sleep 1"\n\n[servers.db]\ncommand = "sleep"\nport = "x"\n' | write_config
run mcpctl --json doctor web
expect_exit 1
expect_equal 'of web' "$(findings configuration)" \
  $'problem ~/.config/mcp/mcp.toml:2:1: unknown key "comand" in [servers.web]\nnote other servers have 1 error'
run mcpctl doctor nobody
expect_exit 4

scenario 'the log of an earlier server of that name tells nothing of this one'
write_config <<'END'
[servers.web]
command = ["sh", "-c", "echo KeyError: \"'OLD_NAME'\" >&2; exit 3"]
start_limit_burst = 2
retry_sec = 0
END
run mcpctl apply
expect_exit 1
told() {
  examine
  [[ $(findings environment web) == 'problem its environment lacks OLD_NAME' ]]
}
eventually 5 told
sed -i 's/echo .*; exit/exit/' "$config_folder/mcp.toml"
run mcpctl apply
expect_exit 1
eventually 5 state_is web failed
examine
expect_exit 1
expect_finding state web '^problem failed: exited with status 3$'
expect_out_lacks OLD_NAME
