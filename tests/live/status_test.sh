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

scenario "logs and monit of a file that is not there say so, too"
missing="none.toml: no such file, and no server of it is installed"
run mcpctl -c none.toml logs
expect_exit 4
expect_err "mcpctl: $missing
  try: mcpctl status shows what is installed"
open_terminal 100 24 mcpctl -c none.toml monit
expect_screen "$missing"
expect_screen '^ended with 4,'
