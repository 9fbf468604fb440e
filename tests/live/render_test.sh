# What systemd-analyze has to say of every golden case, which names programs that are not there. Units that another
# scenario has in the system's folder meanwhile are none of its business.
# scope: user

cases=$BUILD/../tests/render
complaints() { # CASE MANAGER
  local file unit
  "$BUILD/tests/render/golden-tests" --install "$1" "$PWD/units"
  for file in units/mcp@*.service.d units/mcp-*.socket; do
    unit=$(basename "$file" .d)
    # systemd-analyze takes what follows a colon for an alias.
    [[ -e $file && $unit != *:* ]] || continue
    if [[ $unit == *.socket ]]; then
      set -- "$1" "$2" "$unit" "${unit%.socket}@1.service"
    else
      set -- "$1" "$2" "$unit" "mcpctl-retry@${unit#mcp@}"
    fi
    SYSTEMD_UNIT_PATH=$PWD/units: systemd-analyze "$2" --man=no verify "$3" "$4" mcp.target 2>&1
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
