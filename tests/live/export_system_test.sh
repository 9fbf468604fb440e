# export of the machine's servers: for the client of whoever may connect to them.
# scope: system

groupadd --system mcp
for user in client outsider; do useradd --create-home --shell /bin/bash "$user"; done
usermod -aG mcp client
as() { # USER COMMAND...
  setpriv --reuid "$1" --regid "$1" --init-groups --inh-caps=-all \
    env -i HOME="/home/$1" PATH=/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8 "${@:2}"
}

scenario "a user's client connects to a server of the system scope"
write_config <<'END'
[servers.who]
type = "stdio"
command = ["sh", "-c", "read -r line; id -un"]
user = "nobody"
END
run mcpctl apply
expect_exit 0
run as client mcpctl --system export --for cursor --write --yes
expect_exit 0
cursor_file=/home/client/.cursor/mcp.json
expect_equal "the file" "$(json 'v["mcpServers"]' <"$cursor_file")" \
  "{'who': {'command': '$(command -v mcpctl)', 'args': ['--system', 'connect', 'who']}}"
expect_equal "owner" "$(stat -c '%U %a' "$cursor_file")" "client 600"
run as client env -i HOME=/home/client "$(command -v mcpctl)" --system connect who <<<hello
expect_exit 0
expect_out nobody
# Root's own client is told the same.
run mcpctl export --for cursor
expect_out_has '"args": \["--system", "connect", "who"\]'
# Servers of a user's own scope are others.
run as client mcpctl export --for cursor
expect_exit 4

scenario_goes_on "root does not write below another user's home"
run env HOME=/home/outsider mcpctl export --for cursor --write --yes
expect_exit 2
expect_err_has '/home/outsider is the home folder of another user; nothing was changed'
expect_err_has 'try: mcpctl --system export --for cursor --write, without sudo'
expect [ ! -e /home/outsider/.cursor ]

scenario_goes_on "root may be told the file, and its owner stays"
run mcpctl export --for cursor --write --yes --file "$cursor_file"
expect_exit 0
expect_out "$cursor_file: nothing to do"
sed -i s/connect/conect/ "$cursor_file"
run mcpctl export --for cursor --write --yes --file "$cursor_file"
expect_exit 0
expect_equal "owners" "$(stat -c '%U %a' "$cursor_file" "$cursor_file".bak-*)" $'client 600\nclient 600'
groupdel mcp
