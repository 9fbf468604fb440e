# The keys `watch` and `on_failure` at boot, with mcpctl deleted.
# scope: reboot

if before_reboot; then
  scenario "applied"
  mkdir -p "$HOME/watched"
  write_config <<TOML
[servers.web]
command = "sleep 1000"
watch = "$HOME/watched"
watch_delay_sec = 0.1

[servers.broken]
command = ["sh", "-c", "exit 3"]
retry_sec = 0
on_failure = ["sh", "-c", "echo \$MCPCTL_SERVER >>$HOME/told-at-boot"]
TOML
  run mcpctl startup
  run mcpctl apply
  expect_equal "the watcher" "$(property mcpctl-watch@web.service ActiveState)" active
  eventually 5 test -s "$HOME/told-at-boot"
  rm "$HOME/told-at-boot"
  reboot
fi

scenario "a server comes up without its watcher; a failure is told of all the same"
eventually 30 state_is web running
expect_equal "the watcher" "$(property mcpctl-watch@web.service ActiveState)" failed
eventually 10 test -s "$HOME/told-at-boot"
expect_equal "told of" "$(<"$HOME/told-at-boot")" broken

scenario_goes_on "with mcpctl back, the next start brings the watcher"
run mcpctl restart web
expect_exit 0
expect_equal "the watcher" "$(property mcpctl-watch@web.service ActiveState)" active
before=$(property mcp@web.service InvocationID)
echo x >"$HOME/watched/x"
another() { [[ $(property mcp@web.service InvocationID) != "$before" ]]; }
eventually 5 another
