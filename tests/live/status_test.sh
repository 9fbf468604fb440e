# status of what is not there, and command lines that are refused.
# scope: user

scenario "a missing argument is named as --help names it"
run mcpctl start
expect_exit 2
expect_err "mcpctl: SELECTOR is required
  try: mcpctl start --help"

scenario "status of a file that nothing was applied from says so, and not how to begin"
run mcpctl -c none.toml status
expect_exit 0
expect_out "no servers of none.toml are installed"
