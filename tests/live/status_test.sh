# status --watch: again and again, in percent from the second look on, until interrupted.
# scope: user

scenario "status --watch looks again, tells the processor in percent, and ends with Ctrl-C"
write_config <<'EOF'
[servers.busy]
command = ["sh", "-c", "while :; do :; done"]

[servers.idle]
command = "sleep 1000"
EOF
expect mcpctl apply
run timeout --preserve-status --signal=INT 3 mcpctl status --watch
expect_exit 0
expect_equal "the tables" "$(grep -c ^NAME <<<"$out")" 2
expect grep -Eq '^busy +running .* [1-9][0-9.]*%' <<<"$out"
expect grep -Eq '^idle +running .* 0\.0%' <<<"$out"

scenario "status --watch --json is refused"
run mcpctl status --watch --json
expect_exit 2
expect_err "mcpctl: status --watch --json is not supported yet
  try: mcpctl status --json"

scenario "options of logs that are not there yet are refused as such"
run mcpctl logs --since 1h
expect_exit 2
expect_err "mcpctl: --since: not supported yet
  try: mcpctl logs --help"

scenario "a missing argument is named as --help names it"
run mcpctl start
expect_exit 2
expect_err "mcpctl: SELECTOR is required
  try: mcpctl start --help"

scenario "status of a file that nothing was applied from says so, and not how to begin"
run mcpctl -c none.toml status
expect_exit 0
expect_out "no servers of none.toml are installed"
