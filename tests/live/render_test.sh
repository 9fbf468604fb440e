# What systemd-analyze has to say of every golden case, which names programs that are not there. Units that another
# scenario has in the system's folder meanwhile are none of its business.
# scope: user

cases=$BUILD/../tests/render
complaints() { # CASE MANAGER
  local unit drop_in
  "$BUILD/tests/render/golden-tests" --install "$1" "$PWD/units"
  for drop_in in units/mcp@*.service.d; do
    unit=$(basename "$drop_in" .d)
    # systemd-analyze takes what follows a colon for an alias.
    [[ $unit != *:* ]] || continue
    SYSTEMD_UNIT_PATH=$PWD/units: systemd-analyze "$2" --man=no verify \
      "$unit" "mcpctl-retry@${unit#mcp@}" mcp.target 2>&1
  done | grep -v 'is not executable: No such file or directory$\|^/etc/systemd/'
}

for case in "$cases"/*.toml; do
  name=$(basename "$case" .toml)
  # Cases for a later systemd, and those without a server.
  case $name in *_25?) continue ;; shared_*) continue ;; esac
  scenario "systemd has nothing against $name"
  rm -rf units
  manager=--user
  if grep -q '^# scope: system' "$case"; then manager=--system; fi
  run complaints "$case" "$manager"
  expect_out ""
  expect [ -d units ]
done
