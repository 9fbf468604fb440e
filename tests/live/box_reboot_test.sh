# A reboot of the box is one: the disk layer stays, what is in memory goes, lingering users come up again.
# scope: reboot

scenario "files and enabled units survive a reboot, runtime files do not"
if before_reboot; then
  mkdir -p "$HOME/.config/systemd/user"
  printf '[Service]\nExecStart=/bin/sleep infinity\n[Install]\nWantedBy=default.target\n' \
    >"$HOME/.config/systemd/user/mcp-kept.service"
  expect manager enable --now mcp-kept.service
  cat /proc/sys/kernel/random/boot_id >boot_id
  touch "$XDG_RUNTIME_DIR/gone"
  reboot
fi
expect [ "$(<boot_id)" != "$(</proc/sys/kernel/random/boot_id)" ]
expect [ ! -e "$XDG_RUNTIME_DIR/gone" ]
eventually 5 manager is-active mcp-kept.service
