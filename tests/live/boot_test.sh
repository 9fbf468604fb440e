# What comes up at boot, with mcpctl deleted.
# scope: reboot

active() { # SERVER
  property "mcp@$1.service" ActiveState
}

scenario "after a reboot, with mcpctl deleted, enabled servers are up again, and only these"
if before_reboot; then
  write_config <<END
[servers.up]
command = ["$sample_server"]
type = "http"
port = $port
env = { COLOUR = "blue" }

[servers.pair]
command = ["/bin/sleep", "infinity"]
instances = 2

[servers.stopped]
command = ["/bin/sleep", "infinity"]

[servers.crashing]
command = ["/bin/sh", "-c", "sleep 0.2; exit 3"]
start_limit_burst = 2
retry_sec = 2

[servers.not-enabled]
command = ["/bin/sleep", "infinity"]
enabled = false

[servers.removed]
command = ["/bin/sleep", "infinity"]
END
  run mcpctl startup
  expect_exit 0
  run mcpctl apply
  expect_exit 1
  for name in up pair:1 pair:2 stopped not-enabled removed; do expect_equal "$name before" "$(active "$name")" active; done
  run mcpctl stop stopped
  expect_exit 0
  run mcpctl remove removed
  expect_exit 0
  # Tells at boot whether mcpctl is there: the runner takes it away until the machine is up.
  printf '[Service]\nExecStart=/bin/sh -c "ls /usr/local/bin | grep -x mcpctl >%%h/scenario/mcpctl-at-boot; :"\n[Install]\nWantedBy=default.target\n' \
    >"${unit_folders[0]}/boot-probe.service"
  expect manager enable --now boot-probe.service
  eventually 2 grep -qx mcpctl mcpctl-at-boot
  reboot
fi
expect_equal "what the boot found in the place of mcpctl" "$(<mcpctl-at-boot)" ""
eventually 10 mcp_call "$port" ping
expect grep -zqx COLOUR=blue "/proc/$(main_pid up)/environ"
for name in up pair:1 pair:2 stopped; do expect_equal "$name after" "$(active "$name")" active; done
for name in not-enabled removed; do expect_equal "$name after" "$(active "$name")" inactive; done
expect_equal "mcp.target" "$(property mcp.target ActiveState)" active
# Tries go on without mcpctl as well.
tried_again() {
  journalctl --user --boot --quiet --output=cat --unit=mcpctl-retry@crashing.service | grep -q Finished
}
eventually 10 tried_again
# And so do restarts.
pid=$(main_pid up)
kill -9 "$pid"
started_again() {
  [[ $(main_pid up) != 0 && $(main_pid up) != "$pid" ]] && mcp_call "$port" ping
}
eventually 10 started_again
