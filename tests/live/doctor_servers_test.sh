# doctor about some servers: their part of the configuration.
# scope: user

source "$LIVE/doctor.sh"

scenario 'what is wrong with one server is told to who asks about it'
write_config <<END
[servers.web]
command = ["sleep", "1001"]

[servers.db]
command = ["sleep", "1002"]
END
run mcpctl apply
expect_exit 0
sed -i -e '/servers.db/a comand = "x"' -e '/servers.web/a env = { OTHER_TOKEN = "abcdefgh12345678" }' "$config_folder/mcp.toml"
run mcpctl --json doctor web
expect_exit 0
expect_equal 'of web' "$(findings configuration)" $'note other servers have 1 error\nnote it has 1 warning'
run mcpctl --json doctor db
expect_exit 1
expect_equal 'of db' "$(findings configuration)" \
  'problem ~/.config/mcp/mcp.toml:6:1: unknown key "comand" in [servers.db]'
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
