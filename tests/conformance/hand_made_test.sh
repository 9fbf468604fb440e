# The file of a daemon of one's own, one command a line, as it is: the commands of mcpctl-migrate(7).
# scope: user

mkdir -p "$HOME/servers"
cp "$sample_server" "$HOME/servers/server"
# shellcheck disable=SC2016  # expands inside
printf '#!/bin/sh\nexec sleep "$1"\n' >"$HOME/servers/worker"
chmod +x "$HOME/servers/worker"

scenario "a hand-made daemon's file: mcpctl -c mcp_server.conf apply"
cat >mcp_server.conf <<END
# The notes, for the editors
$HOME/servers/server --port $port

$HOME/servers/server --port $((port + 1))
$HOME/servers/worker 1000
END
cp mcp_server.conf as-it-was
run mcpctl -c mcp_server.conf apply
expect_exit 0
expect cmp mcp_server.conf as-it-was
expect_equal "what runs" "$(mcpctl --json status | json '" ".join(s["name"] for s in v["servers"] if s["state"] == "running")')" "server servers worker"
eventually 2 mcp_call "$port" ping
eventually 2 mcp_call $((port + 1)) ping
run mcpctl show server
expect_out_has 'The notes, for the editors'

scenario_goes_on "a hand-made daemon's file: mcpctl restart \"/path/to/server --port 8000\""
pids() { echo "$(main_pid server) $(main_pid servers) $(main_pid worker)"; }
read -r first second third < <(pids)
run mcpctl restart "$HOME/servers/server --port $port"
expect_exit 0
expect [ "$(main_pid server)" != "$first" ]
expect_equal "the others" "$(pids | cut -d ' ' -f 2-)" "$second $third"

scenario_goes_on "a hand-made daemon's file: mcpctl restart-all"
read -r first second third < <(pids)
run mcpctl restart-all
expect_exit 0
expect_equal "restarted" "$(grep -c ^restarted <<<"$out")" 3
for pid in "$first" "$second" "$third"; do expect [ ! -e "/proc/$pid" ]; done
eventually 5 mcp_call "$port" ping

scenario_goes_on "a hand-made daemon's file: a line taken out and one put in, and apply again; the others run on"
read -r first second third < <(pids)
sed -i '/worker/d' mcp_server.conf
echo "$HOME/servers/worker 1001" >>mcp_server.conf
echo "$HOME/servers/worker 1002" >>mcp_server.conf
run mcpctl -c mcp_server.conf apply
expect_exit 0
expect_equal "the servers" "$(main_pid server) $(main_pid servers)" "$first $second"
expect [ ! -e "/proc/$third" ]
run mcpctl -c mcp_server.conf down
expect_exit 0
expect [ ! -e "/proc/$first" ]
rm -r "$HOME/servers"
