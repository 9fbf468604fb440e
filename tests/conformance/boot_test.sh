# What comes back with the machine: PM2 needs "startup" and "save" and a daemon, here what is enabled comes.
# scope: reboot

scenario "misc/startup, cli/resurrect: servers are there after a reboot, with mcpctl deleted; what was deleted is not"
if before_reboot; then
  write_config <<'END'
[servers.echo]
command = ["sleep", "infinity"]
[servers.deleted]
command = ["sleep", "infinity"]
[servers.by-hand]
command = ["sleep", "infinity"]
enabled = false
END
  run mcpctl startup
  expect_exit 0
  run mcpctl apply
  expect_exit 0
  run mcpctl delete deleted
  expect_exit 0
  # No save, and no list that could be lost.
  reboot
fi
active() { [[ $(property "mcp@$1.service" ActiveState) == active ]]; }
eventually 10 active echo
expect state_is echo running
expect_equal "the other two" "$(for name in deleted by-hand; do property "mcp@$name.service" ActiveState; done | xargs)" "inactive inactive"
run mcpctl unstartup
expect_exit 0
