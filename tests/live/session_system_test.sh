# connect in the system scope: root, members of the group mcp and others; servers that run as users.
# scope: system
# timeout: 180s

useradd --create-home --shell /bin/bash server
useradd --create-home --shell /bin/bash member
useradd --create-home --shell /bin/bash stranger
groupadd -f mcp
usermod -aG mcp member
as() { # USER COMMAND...
  setpriv --reuid "$1" --regid "$1" --init-groups --inh-caps=-all \
    env -i HOME="/home/$1" USER="$1" PATH=/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8 "${@:2}"
}
request='{"jsonrpc":"2.0","id":1,"method":"initialize"}'
# The message of the error that answers a request.
message() { head -n 1 <<<"$out" | json 'v["error"]["message"]'; }
none_left() {
  [[ -z $(manager list-units --all --plain --no-legend 'mcp-*@*.service') ]] && ! grep -qs 'mcp-hung@\|mcp-private@' /proc/[0-9]*/cgroup
}

scenario "root and members of the group mcp have sessions, which run as the server's user"
write_config <<'EOF'
[defaults]
type = "stdio"
user = "server"

[servers.who]
command = ["sh", "-c", "id -un; cat"]

[servers.dies]
command = ["sh", "-c", "read x; echo no luck >&2; exit 7"]

[servers.noisy]
command = ["sh", "-c", "read x; yes noise | head -n 60000 >&2; exit 7"]

[servers.hung]
command = ["sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1000; done"]
timeout_stop_sec = "1s"

[servers.private]
user = "dynamic"
command = ["sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1000; done"]
timeout_stop_sec = "1s"
EOF
run mcpctl -q apply
expect_exit 0
run mcpctl connect who <<<hello
expect_exit 0
expect_out $'server\nhello'
run as member mcpctl --system connect who <<<hello
expect_exit 0
expect_out $'server\nhello'

scenario_goes_on "others are told what would let them in"
run as stranger mcpctl --system connect who <<<"$request"
expect_exit 77
expect_equal "message" "$(message)" \
  'who: user stranger may not connect to its socket; try: sudo groupadd -f mcp && sudo usermod -aG mcp stranger && sudo mcpctl --system apply, and log in anew'
run as stranger mcpctl connect who <<<"$request"
expect_exit 5

scenario_goes_on "a server that dies: root reads why, and a member learns where it is written"
# journald may be late with the line; a message without it is true, too.
# shellcheck disable=SC2317  # eventually calls it
root_reads_why() {
  run mcpctl connect dies < <(
    echo "$request"
    sleep 1
  )
  [[ $(message) == 'dies: the server exited with status 7: no luck; see: mcpctl logs dies' ]]
}
eventually 20 root_reads_why
expect_exit 1
run as member mcpctl --system connect dies < <(
  echo "$request"
  sleep 1
)
expect_exit 1
expect_equal "message" "$(message)" \
  'dies: the session has ended; why is in the journal, but the journal cannot be read by user member; try: sudo usermod -aG systemd-journal member and log in anew (adm will do as well), or run it with sudo'
usermod -aG systemd-journal member
# shellcheck disable=SC2317  # eventually calls it
member_reads_why() {
  run as member mcpctl --system connect dies < <(
    echo "$request"
    sleep 1
  )
  [[ $(message) == 'dies: the server exited with status 7: no luck; see: mcpctl --system logs dies' ]]
}
eventually 20 member_reads_why

scenario_goes_on "why a server failed is not lost where it has flooded the journal"
run mcpctl connect noisy <<<"$request"
expect_exit 1
expect_equal "code and status" "$(head -n 1 <<<"$out" | json 'v["error"]["data"]["exit_code"] + v["error"]["data"]["exit_status"]')" exited7
expect_equal "entry of the end" "$(journalctl -q -o cat MCPCTL_EVENT=ended MCPCTL_SERVER=noisy | sed 's/.* ended/ended/')" \
  'ended: exited with status 7'

scenario_goes_on "servers that ignore everything end with their client, whoever they run as"
for server in hung private; do
  coproc CLIENT { as member mcpctl --system connect "$server"; }
  client=$CLIENT_PID
  read -r -t 10 word <&"${CLIENT[0]}"
  expect_equal "$server is" "$word" ready
  kill -9 "$(pgrep -u member -x mcpctl)"
  wait "$client"
done 2>/dev/null
eventually 20 none_left
# Other files say what holds where there is no such group.
groupdel mcp
