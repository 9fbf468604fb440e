# A client's file for the servers of the machine: they run as whoever called sudo.
# scope: system

useradd --create-home --shell /bin/bash robot

scenario 'without sudo it is asked for whom, and nothing is changed'
# shellcheck disable=SC2016  # the shell of the server expands it
echo '{"mcpServers": {"who": {"command": "sh", "args": ["-c", "read x; id -un; echo $TOKEN"], "env": {"TOKEN": "abcdefgh"}}}}' >who.json
run mcpctl import who.json --apply
expect_exit 2
expect_err_has 'user'
expect test ! -e /etc/mcp/mcp.d/who.toml
expect test ! -e /etc/mcp/secrets/who

scenario_goes_on 'with it the caller is the user, and the secret is nobody else'"'"'s to read'
SUDO_USER=robot run mcpctl import who.json --apply
expect_exit 0
expect_equal 'mode of the secret' "$(stat -c '%a %U' /etc/mcp/secrets/who/TOKEN)" '600 root'
expect_equal 'its answer' "$(python3 -c '
import socket
s = socket.socket(socket.AF_UNIX)
s.connect("/run/mcp/who.sock")
s.sendall(b"hello\n")
print(s.makefile().read(), end="")')" $'robot\nabcdefgh'
