# connect: bytes as they are, both ways, with half-close, drain and back-pressure.
# scope: user

scenario "every byte goes both ways"
write_config <<'EOF'
[servers.echo]
type = "stdio"
command = "cat"

[servers.sum]
type = "stdio"
command = "sha256sum"

[servers.late]
type = "stdio"
command = ["sh", "-c", "sleep 1; exec cat"]

[servers.talker]
type = "stdio"
command = ["sh", "-c", "head -c 20000000 /dev/zero | tr '\\0' x; echo; cat"]

[servers.stubborn]
type = "stdio"
command = ["sh", "-c", "cat; exec sleep 1000"]
timeout_stop_sec = "1s"
EOF
expect mcpctl -q apply
python3 -c 'import sys; sys.stdout.buffer.write(bytes(range(256)) * 1000)' >all-bytes
mcpctl connect echo <all-bytes >echoed || fail "connect ended with status $?"
expect cmp all-bytes echoed

scenario_goes_on "the end of the input is passed on, and what the server says after it is waited for"
head -c 30000000 /dev/urandom >large
sum=$(sha256sum <large)
expect_equal "the sum by way of a file" "$(mcpctl connect sum <large)" "$sum"
expect_equal "the sum by way of a pipe" "$(head -c 30000000 large | mcpctl connect sum | cat)" "$sum"
expect_equal "an echo after the end" "$(echo word | mcpctl connect late)" word
run mcpctl connect echo </dev/null
expect_exit 0
expect_out ''
expect_err ''
run sh -c 'mcpctl connect echo <&- >&-'
expect_exit 0

scenario_goes_on "megabytes both ways at once, through pipes and through a socket pair"
cat >talk.py <<'EOF'
# Sends a message of 20 MB to a server that echoes it, and begins to read only when nothing more is taken.
import os, socket, subprocess, sys, threading, time
size = 20_000_000
pair = sys.argv[1] == "socket"
if pair:
    ours, theirs = socket.socketpair()
    to, fro = ours.fileno(), ours.fileno()
    child = subprocess.Popen(["mcpctl", "connect", "echo"], stdin=theirs, stdout=theirs)
    theirs.close()
else:
    child = subprocess.Popen(["mcpctl", "connect", "echo"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    to, fro = child.stdin.fileno(), child.stdout.fileno()
message = b'{"jsonrpc":"2.0","id":1,"method":"x","params":"' + os.urandom(size // 2).hex().encode() + b'"}\n'
def send():
    view = memoryview(message)
    while view:
        view = view[os.write(to, view):]
    ours.shutdown(socket.SHUT_WR) if pair else child.stdin.close()
sender = threading.Thread(target=send)
sender.start()
time.sleep(1)
assert sender.is_alive(), "there is no back-pressure"
held = int(next(l for l in open(f"/proc/{child.pid}/status") if l.startswith("VmRSS")).split()[1])
assert held < 4096, f"connect holds {held} kB"
received = bytearray()
while chunk := os.read(fro, 65536 if len(received) > 1_000_000 else 3000):
    received += chunk
    if len(received) < 1_000_000:
        time.sleep(0.0005)
sender.join()
echo, rest = bytes(received[:len(message)]), bytes(received[len(message):])
print(child.wait(), echo == message, b'"error"' in rest)
EOF
# The server leaves with the request unanswered: an error follows its echo.
for way in pipe socket; do
  run python3 talk.py $way
  expect_exit 0
  expect_out '1 True True'
done

scenario_goes_on "standard streams that are closed are no part of the connection"
for streams in '<&-' '>&-' '<&- >&- 2>&-'; do
  run timeout 5 bash -c "echo hello | eval 'mcpctl connect echo $streams'"
  expect_exit 0
  expect_out ''
done

scenario_goes_on "a large answer comes whole to a slow reader"
expect_equal "bytes" "$(mcpctl connect talker </dev/null | (sleep 1; wc -c))" 20000001

scenario_goes_on "a server that does not leave is waited for, but not for ever"
started=$SECONDS
run timeout 30 mcpctl connect stubborn <<<'{"jsonrpc":"2.0","method":"notifications/initialized"}'
expect_exit 0
expect_out '{"jsonrpc":"2.0","method":"notifications/initialized"}'
((SECONDS - started >= 9 && SECONDS - started <= 14)) || fail "it was waited for $((SECONDS - started)) s"
eventually 10 sh -c "! grep -qs mcp-stubborn@ /proc/[0-9]*/cgroup"

scenario_goes_on "connect is small and starts at once"
(sleep 3) | mcpctl connect echo &
session=$!
eventually 5 pgrep -u "$UID" -x mcpctl
held=$(awk '/^VmRSS/ { print $2 }' "/proc/$(pgrep -u "$UID" -x mcpctl)/status")
((held < 4096)) || fail "connect holds $held kB"
wait "$session"
expect_equal "libraries that it loads" "$(ldd "$(type -P mcpctl)" 2>&1 | grep -c '=>')" 0
