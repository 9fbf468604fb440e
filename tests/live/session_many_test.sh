# Sessions side by side, and without the small program that stands in their unit.
# scope: user

# mcpctl of one's own, to be changed at will.
install_own() {
  local from
  from=$(dirname "$(dirname "$(type -P mcpctl)")")
  mkdir -p own/bin own/libexec
  cp "$from/bin/mcpctl" own/bin/
  cp -r "$from/libexec/mcpctl" own/libexec/
}

units_of() { # SERVER
  manager list-units --all --plain --no-legend "mcp-$1@*" | wc -l
}

none_left() { [[ $(units_of many) == 0 ]]; }

scenario "50 sessions at once, each with its own client"
install_own
write_config <<'EOF'
[servers.many]
type = "stdio"
command = ["sh", "-c", "read word; echo $$ $word; cat"]
timeout_stop_sec = "2s"
EOF
expect own/bin/mcpctl -q apply
cat >many.py <<'EOF'
import subprocess
clients = [subprocess.Popen(["own/bin/mcpctl", "connect", "many"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
           for _ in range(50)]
for i, client in enumerate(clients):
    client.stdin.write(b"word-%d\n" % i)
    client.stdin.flush()
answers = [client.stdout.readline().split() for client in clients]
assert [a[1] for a in answers] == [b"word-%d" % i for i in range(50)], answers
assert len({a[0] for a in answers}) == 50, "sessions share a server"
status = subprocess.run(["own/bin/mcpctl", "status", "many", "--json"], capture_output=True, text=True).stdout
assert '"sessions": 50' in status, status
for client in clients:
    client.stdin.close()
assert all(client.wait() == 0 for client in clients), [client.returncode for client in clients]
print("done")
EOF
run python3 many.py
expect_out 'done'
eventually 5 none_left

scenario_goes_on "what systemd and the journal know of a session's client"
coproc CLIENT { own/bin/mcpctl connect many; }
client=$CLIENT_PID
echo hello >&"${CLIENT[1]}"
read -r -t 10 _ <&"${CLIENT[0]}"
unit=$(manager list-units --plain --no-legend 'mcp-many@*' | awk '{ print $1 }')
peer=$(pgrep -P "$client" -x mcpctl)
parent=$(awk '{ print $4 }' "/proc/$peer/stat")
expect_equal "status text" "$(property "$unit" StatusText)" \
  "client PID $peer (mcpctl) of PID $parent ($(<"/proc/$parent/comm")), UID $UID"
watcher=$(pgrep -u "$UID" -f 'mcpctl-session run many ')
held=$(awk '/^Pss_Anon/ { print $2 }' "/proc/$watcher/smaps_rollup")
((held <= 100)) || fail "the watcher holds $held kB of its own"
expect_equal "descriptors of the watcher" "$(find "/proc/$watcher/fd" -mindepth 1 | wc -l)" 2
main=$(property "$unit" MainPID)
expect_equal "descriptors that systemd left to the server beyond the first three" \
  "$(find "/proc/$main/fd" -mindepth 1 -printf '%f\n' | grep -cvE '^[0-2]$|^10$|^255$')" 0
expect_equal "variables that are systemd's" \
  "$(tr '\0' '\n' <"/proc/$main/environ" | grep -cE '^(NOTIFY_SOCKET|LISTEN_)')" 0
eval "exec ${CLIENT[1]}>&-"
wait "$client"
eventually 5 sh -c "journalctl --user -o cat MCPCTL_SERVER=many MCPCTL_EVENT=ended MCPCTL_CLIENT_PID=$parent | grep -q 'exited with status 0'"

scenario_goes_on "with mcpctl-session deleted, and then all of mcpctl, the server still serves"
rm own/libexec/mcpctl/mcpctl-session
run own/bin/mcpctl connect many <<<alone
expect_exit 0
expect_out_has '^[0-9]+ alone$'
rm -r own
run python3 -c '
import os, socket
s = socket.socket(socket.AF_UNIX)
s.connect(os.environ["XDG_RUNTIME_DIR"] + "/mcp/many.sock")
s.sendall(b"raw\n")
s.shutdown(socket.SHUT_WR)
print(s.makefile().read().split()[1])'
expect_out raw
eventually 5 none_left
