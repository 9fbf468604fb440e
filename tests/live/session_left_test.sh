# Nothing is ever left: 200 sessions abandoned in every way leave no process and no unit.
# scope: user
# timeout: 180s
# long: it waits for servers that ignore everything

# mcpctl of one's own, to be upgraded while sessions are open.
install_own() {
  local from
  from=$(dirname "$(dirname "$(type -P mcpctl)")")
  mkdir -p own/bin own/libexec
  cp "$from/bin/mcpctl" own/bin/
  cp -r "$from/libexec/mcpctl" own/libexec/
}

nothing_left() {
  [[ -z $(manager list-units --all --plain --no-legend 'mcp-left@*') ]] &&
    ! grep -qs mcp-left@ /proc/[0-9]*/cgroup &&
    ! pgrep -u "$UID" -f 'own/bin/mcpctl connect' &&
    ! pgrep -u "$UID" -x mcpctl-watch
}

# Files and folders of a removed control group are gone, too.
no_group_left() {
  ! find /sys/fs/cgroup -name 'mcp-left@*' -path "*user-$UID.slice*" 2>/dev/null | grep -q .
}

scenario "sessions of all kinds are open"
install_own
cat >server <<'EOF'
#!/bin/bash
# Behaves as its first line says.
read -r how
case $how in
  hung) trap '' TERM INT HUP && echo ready && while :; do sleep 1000; done ;;
  deaf) echo ready && exec sleep 1000 ;;
  flood) echo ready && exec yes ;;
  mute) trap '' TERM && echo ready && exec >&- && while :; do sleep 1000; done ;;
  children)
    setsid sleep 1000 &
    (trap '' TERM && exec sleep 1000 <&- >&-) &
    (sleep 1000 & exec sleep 1000) &
    echo ready && exec cat >/dev/null
    ;;
  groupkill) echo ready && cat && kill 0 ;;
  *) echo ready && exec cat ;;
esac
EOF
chmod +x server
write_config <<EOF
[servers.left]
type = "stdio"
command = "$PWD/server"
timeout_stop_sec = "1s"
max_sessions = 250
EOF
expect own/bin/mcpctl -q apply
cat >abandon.py <<'EOF'
# Opens 200 sessions, 10 of each kind, and says so; abandons them once it is told to.
import os, signal, socket, subprocess, sys, time

connect = ["own/bin/mcpctl", "connect", "left"]
path = os.environ["XDG_RUNTIME_DIR"] + "/mcp/left.sock"
behaviours = ["cat", "hung", "deaf", "flood", "children", "groupkill"]

def open_session(how, **kwargs):
    child = subprocess.Popen(connect, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **kwargs)
    child.stdin.write(how.encode() + b"\n")
    child.stdin.flush()
    line = child.stdout.readline()
    assert line == b"ready\n", (how, line)
    return child

def open_raw(how):
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(path)
    connection.sendall(how.encode() + b"\n")
    assert connection.recv(6, socket.MSG_WAITALL) == b"ready\n"
    return connection

# Those that close their input wait until all are open: a session whose client says no more may end at any time.
all_open, tell_open = os.pipe()

# A client of its own, to be killed together with its ends of the pipes.
def fork_client(how, flood=False, half=False):
    ready, tell = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(ready)
        os.close(tell_open)
        child = open_session(how)
        os.write(tell, b"x")
        if half:
            os.read(all_open, 1)
            child.stdin.close()
        if flood:
            os.set_blocking(child.stdin.fileno(), False)
            while True:
                try:
                    os.write(child.stdin.fileno(), b"x" * 65536)
                except BlockingIOError:
                    time.sleep(0.05)
        signal.pause()
    os.close(tell)
    assert os.read(ready, 1) == b"x", how
    os.close(ready)
    return pid

killed_clients, killed_connects, terminated_connects, half_closed, closed, raw = [], [], [], [], [], []
for i in range(10):
    for how in behaviours:
        killed_clients.append(fork_client(how))
    for how in ["deaf", "hung"]:
        killed_clients.append(fork_client(how, flood=True))
    for how in ["hung", "deaf"]:
        killed_clients.append(fork_client(how, half=True))
    for how in ["hung", "mute", "children"]:
        killed_connects.append(open_session(how))
    terminated_connects.append(open_session("hung"))
    for how in ["cat", "hung"]:
        half_closed.append(open_session(how))
    closed.append(open_session("children"))
    for how in ["cat", "hung", "mute"]:
        raw.append(open_raw(how))
print(len(killed_clients) + len(killed_connects) + len(terminated_connects) + len(half_closed) + len(closed) + len(raw), flush=True)
sys.stdin.readline()
os.close(tell_open)
time.sleep(0.2)

for pid in killed_clients:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
for child in killed_connects:
    child.kill()
for child in terminated_connects:
    child.terminate()
for child in half_closed:
    child.stdin.close()  # its output stays open, and is not read
for child in closed:
    child.stdin.close()
    child.stdout.close()
for i, connection in enumerate(raw):
    connection.close() if i % 2 else connection.shutdown(socket.SHUT_RDWR)
print("abandoned", flush=True)
sys.stdin.readline()
for child in killed_connects + terminated_connects + half_closed + closed:
    child.wait()
EOF
coproc CLIENTS { exec python3 abandon.py; }
clients=$CLIENTS_PID
read -r -t 100 count <&"${CLIENTS[0]}" || fail "the sessions did not open"
expect_equal "sessions opened" "$count" 200
known() { [[ $(manager list-units --plain --no-legend 'mcp-left@*' | wc -l) == 200 ]]; }
eventually 5 known
expect_equal "sessions that status counts" "$(status_of left sessions)" 200

scenario_goes_on "all are abandoned, with the socket file deleted and mcpctl replaced meanwhile: nothing is left"
rm "$XDG_RUNTIME_DIR/mcp/left.sock"
for program in bin/mcpctl libexec/mcpctl/mcpctl libexec/mcpctl/mcpctl-session; do
  cp "own/$program" own/new
  mv own/new "own/$program"
done
echo go >&"${CLIENTS[1]}"
read -r -t 30 word <&"${CLIENTS[0]}"
expect_equal "the clients have" "$word" abandoned
eventually 40 nothing_left
eventually 5 no_group_left
echo over >&"${CLIENTS[1]}"
wait "$clients"

scenario_goes_on "and the server serves on"
expect own/bin/mcpctl -q restart left
expect_equal "answer" "$(printf 'cat\nhello\n' | own/bin/mcpctl connect left)" $'ready\nhello'
eventually 5 nothing_left

scenario_goes_on "stop ends sessions that ignore everything, and their children"
coproc HUNG { own/bin/mcpctl connect left 2>/dev/null; }
hung=$HUNG_PID
echo hung >&"${HUNG[1]}"
read -r -t 10 word <&"${HUNG[0]}"
expect_equal "the server is" "$word" ready
expect own/bin/mcpctl -q stop left
expect_equal "sessions" "$(manager list-units --all --plain --no-legend 'mcp-left@*')" ''
eval "exec ${HUNG[1]}>&-"
wait "$hung"
eventually 5 nothing_left
