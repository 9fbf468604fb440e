# The key `after` at boot, without mcpctl.
# scope: reboot

slow=$HOME/slow-to-be-ready
if before_reboot; then
  scenario "applied"
  cat >"$slow" <<'PROGRAM'
#!/bin/bash
sleep 1
echo "$EPOCHREALTIME" >"$HOME/db.ready"
systemd-notify --ready
exec sleep 1000
PROGRAM
  chmod +x "$slow"
  write_config <<TOML
[servers.web]
command = ["bash", "-c", "echo \$EPOCHREALTIME >\$HOME/web.started; exec sleep 1000"]
after = ["db"]

[servers.db]
command = ["$slow"]
service_type = "notify"
enabled = false
TOML
  run mcpctl apply
  expect_exit 0
  rm "$HOME"/{db.ready,web.started}
  run mcpctl startup
  reboot
fi

scenario "a boot brings what is not enabled with the server that comes after it, and before that"
eventually 30 test -s "$HOME/web.started"
expect awk -v a="$(<"$HOME/db.ready")" -v b="$(<"$HOME/web.started")" 'BEGIN { exit !(a < b) }'
eventually 5 state_is web running
expect state_is db running
