# Where the output of servers goes, and how it is read.
# scope: user

talker() { # NAME
  printf '[servers.%s]\ncwd = "%s"\ncommand = ["bash", "-c", "echo outwrite; echo errwrite >&2; exec sleep infinity"]\nsettle_sec = "200ms"\n' "$1" "$PWD"
}

scenario "logs/log-custom, logs/log-entire, logs/log-create-not-exist-dir: files of one's own, in folders that are made"
{
  talker apart && printf 'stdout = "a/new/folder/out.log"\nstderr = "a/new/folder/err.log"\n'
  talker entire && printf 'stdout = "entire.log"\nstderr = "entire.log"\n'
  # A relative path is relative to the file.
} >talkers.toml
run mcpctl -c talkers.toml apply
expect_exit 0
expect_equal "standard output" "$(<a/new/folder/out.log)" outwrite
expect_equal "standard error" "$(<a/new/folder/err.log)" errwrite
expect_equal "both" "$(sort entire.log | xargs)" "errwrite outwrite"

scenario "logs/log-null: nothing is kept"
{
  talker silent && printf 'stdout = "null"\nstderr = "null"\n'
  talker chatty
} | write_config
run mcpctl apply
heard() { [[ $(mcpctl logs -o cat chatty) == *outwrite* ]]; }
eventually 3 heard
run mcpctl logs -o cat silent
expect_out_lacks 'outwrite|errwrite'

scenario_goes_on "cli/cli-actions-2, logs/log-json, logs/log-timestamp: one stream alone, as JSON, with times as one likes"
heard_both() { [[ $(mcpctl logs -o cat chatty) == *errwrite* ]] && heard; }
eventually 3 heard_both
run mcpctl logs --out -o cat chatty
expect_out outwrite
run mcpctl logs --err -o cat chatty
expect_out errwrite
run mcpctl --json logs chatty
expect_equal "a line" "$(grep outwrite <<<"$out" | json '(v["server"], v["stream"], v["message"])')" "('chatty', 'stdout', 'outwrite')"
run mcpctl logs --out --date-format 'YYYY-MM-DD HH:mm' chatty
expect_out_has '^20[0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9] outwrite$'

scenario "logs/log-regex: the new lines of those whose names match"
for name in re-app-one re-app-two other-app; do
  printf '[servers.%s]\ncommand = ["sh", "-c", "while :; do echo here is %s; sleep 0.1; done"]\nsettle_sec = "200ms"\n' $name $name
done | write_config
run mcpctl apply
expect_exit 0
mcpctl logs -f -n 0 're-app-*' >followed &
both() { grep -q 'here is re-app-one' followed && grep -q 'here is re-app-two' followed; }
eventually 5 both
kill $!
expect_equal "lines of the third" "$(grep -c other-app followed)" 0

scenario "misc/misc (merge_logs): instances have a file each, and one log"
{ talker many && printf 'instances = 3\nstdout = "many.log"\n'; } >talkers.toml
run mcpctl -c talkers.toml apply
expect_exit 0
expect_equal "the files" "$(echo many*.log)" "many-1.log many-2.log many-3.log"
run mcpctl logs many
expect_equal "lines of all" "$(grep -c outwrite <<<"$out")" 3

scenario "cli/watch: a changed file restarts the server, one that is ignored does not"
mkdir watched
{
  printf '[servers.watcher]\ncwd = "%s/watched"\ncommand = ["sleep", "infinity"]\n' "$PWD"
  printf 'watch = true\nwatch_ignore = ["*.ignored"]\nwatch_delay_sec = "200ms"\nsettle_sec = "200ms"\n'
} | write_config
run mcpctl apply
expect_exit 0
watches() { [[ $(property mcpctl-watch@watcher.service ActiveState) == active ]]; }
eventually 5 watches
pid=$(main_pid watcher)
sleep 0.5
echo >watched/some.ignored
sleep 1
expect_equal "the pid" "$(main_pid watcher)" "$pid"
echo >watched/some.js
another_runs() { [[ $(main_pid watcher) != 0 && $(main_pid watcher) != "$pid" ]]; }
eventually 5 another_runs
