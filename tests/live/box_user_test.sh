# The box is what a user of a real machine has.
# scope: user

scenario "an unprivileged user has a service manager of its own"
run manager is-system-running
expect_exit 0
expect_out running
expect [ "$UID" -ge 1000 ]
run loginctl show-user "$USER" --property=Linger --value
expect_out yes

scenario "a unit runs, and its user can read what it logged"
run systemd-run --user --quiet --wait --unit=mcpctl-box-probe /bin/echo "hello from $USER"
expect_exit 0
eventually 5 grep -q "hello from $USER" <(journalctl --user -u mcpctl-box-probe)

scenario "the sample server speaks MCP on loopback"
expect systemd-run --user --quiet --unit=mcp-sample --setenv=PORT="$port" "$sample_server"
eventually 10 mcp_call "$port" ping
run mcp_call "$port" tools/list
expect_exit 0
expect_out_has '"name": "echo"'
run mcp_call "$port" tools/call '{"name":"echo","arguments":{"text":"grüße"}}'
expect_out '{"jsonrpc": "2.0", "id": 1, "result": {"content": [{"type": "text", "text": "gr\u00fc\u00dfe"}], "isError": false}}'

scenario "mcpctl is installed"
run which mcpctl
expect_out /usr/local/bin/mcpctl
