# Names that mean nothing, and nothing at all.
#
# In all files of this folder a scenario begins with the test of PM2's that it answers to, as a path below test/e2e
# of PM2's repository, or with the page of PM2's documentation where no test of its own checks that.
# scope: user

sleepers() { # NAME...
  write_config < <(for name; do printf '[servers.%s]\ncommand = ["sleep", "infinity"]\n' "$name"; done)
}

scenario "cli/right-exit-code: all of nothing is an error, as is an unknown name"
for words in 'restart all' 'stop all' 'start all' 'delete all' restart-all 'restart BOGUS' 'restart 666' 'stop 0' 'delete 10' \
  'delete toto' 'describe asdsa' 'reload nobody' 'signal USR2 nobody' 'reset nobody' 'status nobody' 'logs nobody'; do
  # shellcheck disable=SC2086
  run mcpctl $words
  expect_exit 4
  expect_out ""
  expect_err_has '^mcpctl: no server'
done

scenario "cli/cli-actions-1: an unknown name among known ones touches none of them"
sleepers echo
run mcpctl apply
expect_exit 0
pid=$(main_pid echo)
for words in 'stop 12412' 'stop asdsdaecho.js' 'restart echo echoo' 'delete echo echoo'; do
  # shellcheck disable=SC2086
  run mcpctl $words
  expect_exit 4
  expect_out ""
done
expect_equal "the pid" "$(main_pid echo)" "$pid"
expect state_is echo running

scenario_goes_on "cli/cli-actions-1: describe tells of a server that runs, and of one that is stopped"
run mcpctl describe echo
expect_exit 0
expect_out_has "running since .*, process $pid;"
run mcpctl stop echo
run mcpctl describe echo
expect_exit 0
expect_out_has 'stopped'

scenario_goes_on "cli/cli-actions-1: what is no verb, or one word too much, does nothing"
for words in eyayimfake 'kill test' 'restart-all echo' 'apply echo' 'start'; do
  # shellcheck disable=SC2086
  run mcpctl $words
  expect_exit 2
  expect_out ""
  expect_err_has '^mcpctl: '
done
expect state_is echo stopped

scenario "cli/cli-actions-1: a program that does not exist is an error, and nothing is installed"
write_config <<'END'
[servers.good]
command = ["sleep", "infinity"]
[servers.fake]
command = "eyayimfake --port 3000"
END
run mcpctl apply
expect_exit 2
expect_err_has 'mcp.toml:4:12: error: program "eyayimfake" is not in PATH'
expect_err_has 'mcpctl: nothing was changed'
run find "${unit_folders[@]}" -name 'mcp*'
expect_out ""
