# 200,000 lines at full speed: all there in the system scope; in the user scope what journald allows, the
# loss shown, and all there once the administrator has lifted the limit as startup says.
# scope: system
# timeout: 300s
# long: it waits for journald's half minutes

lines=200000
as() { # USER COMMAND...
  local uid
  uid=$(id -u "$1")
  runuser -u "$1" -- env HOME="/home/$1" XDG_RUNTIME_DIR="/run/user/$uid" DBUS_SESSION_BUS_ADDRESS="unix:path=/run/user/$uid/bus" "${@:2}"
}
write_flood() { # CONFIG EXTRA
  mkdir -p "${1%/*}"
  printf '[servers.flood]\ncommand = ["sh", "-c", "seq %d; while sleep 1; do echo after; done"]\n%s\n' "$lines" "$2" >"$1"
}
# All lines since the server's last start.
numbers() { "$@" mcpctl logs --out -o cat --since "$begun" flood | grep -v after; }
is_done() { "$@" mcpctl logs -n 1 --out -o cat flood | grep -q after; }
begin() {
  sleep 1
  begun=@$(date +%s)
}

scenario 'the system scope: all there'
write_flood "$config_folder/mcp.toml" 'user = "nobody"'
begin
run mcpctl apply --no-wait
eventually 60 is_done
numbers >seen
expect cmp seen <(seq "$lines")
run mcpctl down

scenario 'the user scope: what was dropped is told to those who may read it, and the others are warned'
useradd -m flooder
loginctl enable-linger flooder
has_manager() { [[ -S /run/user/$(id -u flooder)/bus ]]; }
eventually 10 has_manager
write_flood /home/flooder/.config/mcp/mcp.toml 'enabled = false'
chown -R flooder: /home/flooder/.config
begin
run as flooder mcpctl apply --no-wait
# journald says what it dropped with the first line that it takes after the half minute.
eventually 60 is_done as flooder
run as flooder mcpctl logs --since "$begun" flood
expect_exit 0
expect_err_has 'more than 10000 lines in 30 s: journald may have dropped some'
run as flooder mcpctl logs -n 3 flood
expect_err_has 'more than 10000 lines in 30 s: journald may have dropped some'
kept=$(as flooder mcpctl logs --since "$begun" --out -o cat flood 2>/dev/null | grep -vc after)
((kept >= 10000 && kept < lines)) || fail "kept $kept lines"
usermod -aG systemd-journal flooder
run as flooder mcpctl logs --since "$begun" flood
expect_exit 0
expect_err ""
dropped=$(sed -n 's/.*journald dropped \([0-9]*\) messages of all your services together$/\1/p' <<<"$out" | paste -sd+)
# A line a second was dropped, too.
((kept + dropped >= lines && kept + dropped < lines + 90)) || fail "kept $kept and dropped $dropped lines"
run as flooder mcpctl stop flood

scenario_goes_on 'what startup prints lifts the limit'
run as flooder mcpctl startup
expect_exit 0
expect_err_has 'an administrator lifts that'
sed -n 's/^  //p' <<<"$err" | sed 's/\bsudo //' >lift
expect sh -e lift
systemctl restart "user@$(id -u flooder).service"
eventually 10 has_manager
run as flooder mcpctl startup
expect_err ""
begin
run as flooder mcpctl start --no-wait flood
eventually 60 is_done as flooder
all_there() { numbers as flooder >seen && cmp seen <(seq "$lines"); }
eventually 20 all_there
run as flooder mcpctl down
loginctl disable-linger flooder
