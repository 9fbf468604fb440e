# Stdio servers of the machine: who may connect, and as whom the sessions run.
# scope: system

useradd --create-home --shell /bin/bash robot
useradd --create-home --shell /bin/bash visitor
as() { # USER COMMAND...
  setpriv --reuid "$1" --regid "$1" --init-groups --inh-caps=-all \
    env -i HOME="/home/$1" USER="$1" PATH=/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8 "${@:2}"
}
# What the server at SOCKET answers to a line.
ask() { # SOCKET
  python3 -c '
import socket, sys
s = socket.socket(socket.AF_UNIX)
s.connect(sys.argv[1])
s.sendall(b"hello\n")
print(s.makefile().readline(), end="")' "$1"
}
sessions() { manager list-units --plain --no-legend 'mcp-*@*.service'; }
no_session() { [[ -z $(sessions) ]]; }
who() { # NAME USER
  printf '[servers.%s]\ntype = "stdio"\ncommand = ["sh", "-c", "read x; id -un"]\nuser = "%s"\n' "$1" "$2"
}

groupdel mcp 2>/dev/null
scenario 'without the group mcp only root can connect, and apply says so'
who who robot | write_config
run mcpctl apply
expect_exit 0
expect_err_has 'who: only root can connect, since there is no group mcp'
expect_equal 'mode' "$(stat -c '%a %U %G' /run/mcp/who.sock)" '600 root root'
expect_equal 'user of the session' "$(ask /run/mcp/who.sock)" robot
run as visitor python3 -c 'import socket; socket.socket(socket.AF_UNIX).connect("/run/mcp/who.sock")'
expect_exit 1
expect_err_has 'PermissionError'
eventually 5 no_session

scenario 'with it its members can, and others cannot'
who who robot | write_config
mcpctl -q apply 2>/dev/null
groupadd --system mcp
run mcpctl status
expect_out_has 'stale'
run mcpctl apply
expect_exit 0
expect_equal 'warnings' "$err" ''
expect_equal 'mode' "$(stat -c '%a %U %G' /run/mcp/who.sock)" '660 root mcp'
usermod -aG mcp visitor
expect_equal 'user of the session' "$(as visitor python3 -c '
import socket
s = socket.socket(socket.AF_UNIX)
s.connect("/run/mcp/who.sock")
s.sendall(b"hello\n")
print(s.makefile().readline(), end="")')" robot
run as robot python3 -c 'import socket; socket.socket(socket.AF_UNIX).connect("/run/mcp/who.sock")'
expect_err_has 'PermissionError'
groupdel mcp

scenario 'user = "dynamic": a user that is there only while sessions are'
who who dynamic | write_config
run mcpctl apply
expect_exit 0
expect_equal 'user of the session' "$(ask /run/mcp/who.sock)" mcp-who
eventually 5 no_session

scenario 'what others write under the name of a session is not told as its log'
write_config <<'TOML'
[servers.who]
type = "stdio"
command = ["sh", "-c", "read x; echo said >&2; sleep 0.5"]
user = "robot"
TOML
mcpctl -q apply 2>/dev/null
as visitor logger -t mcp-who forged
ask /run/mcp/who.sock
said() { mcpctl logs who | grep -q said; }
eventually 5 said
run mcpctl logs who
expect_out_lacks forged
