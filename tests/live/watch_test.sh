# The key `watch`: what restarts a server, and what does not.
# scope: user

# A server that tells what it has read at its start.
write_watching() { # FURTHER_LINES...
  mkdir -p app
  echo first >app/code
  write_config <<TOML
[servers.web]
command = ["sh", "-c", "cat $PWD/app/code >>$PWD/read; exec sleep 1000"]
watch = "$PWD/app"
watch_delay_sec = 0.1
$(printf '%s\n' "$@")
TOML
}
last_read() { # TEXT
  [[ $(tail -n 1 read) == "$1" ]]
}
starts() { # COUNT
  (($(wc -l <./read) == $1))
}
watcher() {
  property mcpctl-watch@web.service MainPID
}
invocation() {
  property mcp@web.service InvocationID
}
another() { # invocation than $before
  [[ $(invocation) != "$before" ]]
}
gone() {
  [[ $(property mcpctl-watch@web.service ActiveState) == inactive ]]
}
told() { # REGEX: of the server's own log
  journalctl --user --quiet --output=cat --unit=mcp@web.service | grep -E -- "$1"
}

scenario "a changed file restarts the server, and its log says which"
write_watching
run mcpctl apply
expect_exit 0
expect starts 1
pid=$(watcher)
expect [ "$pid" -gt 0 ]
echo second >app/code
eventually 5 last_read second
expect starts 2
eventually 5 told "^restarting: $PWD/app/code changed\$"
expect state_is web running
expect_equal "the watcher" "$(watcher)" "$pid"
expect_equal "restarts counted" "$(status_of web restarts)" 0

scenario_goes_on "new folders, renames over a file and deletions count; logs and node_modules do not"
before=$(invocation)
mkdir -p app/node_modules/x app/lib && echo x >app/node_modules/x/y && echo x >app/some.log
sleep 0.6
expect_equal "the invocation" "$(invocation)" "$before"
echo new >app/lib/deep
eventually 5 another
eventually 5 told "^restarting: $PWD/app/lib/deep changed\$"
sleep 0.3
echo third >app/.code && mv app/.code app/code
eventually 5 last_read third
before=$(invocation)
rm app/lib/deep
eventually 5 another

scenario_goes_on "many changes at once are one restart"
sleep 0.5
count=$(wc -l <./read)
for i in {1..300}; do echo "$i" >"app/lib/$i"; done
eventually 5 told "^restarting: $PWD/app/lib/1 changed, and [0-9]+ more\$"
sleep 0.5
expect starts $((count + 1))

scenario_goes_on "more restarts than the start limit allows are all done"
for i in {1..14}; do
  echo "round $i" >app/code
  eventually 5 last_read "round $i"
done
expect state_is web running

scenario_goes_on "a crash of the server leaves the watcher alone"
pid=$(watcher)
kill -KILL "$(main_pid web)"
restarted() { [[ $(status_of web restarts state) == '1 running' ]]; }
eventually 5 restarted
expect_equal "the watcher" "$(watcher)" "$pid"
echo after-crash >app/code
eventually 5 last_read after-crash

scenario_goes_on "a stopped server stays stopped, and its watcher with it"
run mcpctl stop web
expect_exit 0
eventually 5 gone
echo while-stopped >app/code
sleep 0.6
expect state_is web stopped
run mcpctl start web
expect_exit 0
expect last_read while-stopped
echo once-more >app/code
eventually 5 last_read once-more

scenario_goes_on "what changes while the server is being stopped does not start it"
manager stop --no-block mcp@web.service
echo in-between >app/code
sleep 1
expect state_is web stopped

scenario "what changes during a restart is not missed"
write_watching 'timeout_stop_sec = 20'
sed -i "s|exec sleep 1000|trap 'echo >$PWD/stopping; until test -e $PWD/go; do sleep 0.05; done; exit' TERM; echo >$PWD/trapped; while :; do sleep 0.05; done|" \
  "$config_folder/mcp.toml"
run mcpctl apply
expect_exit 0
eventually 5 test -e trapped
echo one >app/code
eventually 5 test -e stopping
echo two >app/other # not what the server reads: only the restart tells
: >go
eventually 5 last_read one
count=$(wc -l <./read)
more() { (($(wc -l <./read) > count)); }
if ! told "app/other changed"; then eventually 5 more; fi
eventually 5 told "app/other changed"

scenario "a change brings back a server that has failed for good, not one that was stopped after that"
mkdir -p app
echo 'exit 3' >app/code
write_config <<TOML
[servers.web]
command = ["sh", "$PWD/app/code"]
watch = true
cwd = "$PWD/app"
watch_delay_sec = 0.1
start_limit_burst = 2
retry_sec = 0
TOML
run mcpctl apply
expect_exit 1
eventually 5 state_is web failed
expect_equal "the watcher" "$(property mcpctl-watch@web.service ActiveState)" active
echo 'exec sleep 1000' >app/code
eventually 5 state_is web running
echo 'exit 4' >app/code
eventually 5 state_is web failed
run mcpctl stop web
expect_exit 0
eventually 5 gone
echo 'exec sleep 1000' >app/code
sleep 0.6
expect state_is web stopped

scenario "what is watched is changed without a restart of the server"
write_watching
run mcpctl apply
expect_exit 0
before=$(invocation)
mkdir other
sed -i "s|^watch = .*|watch = [\"$PWD/app\", \"$PWD/other\"]|" "$config_folder/mcp.toml"
run mcpctl apply
expect_exit 0
expect_out_has 'web +update +watch changed \(no restart needed\)'
expect_equal "the invocation" "$(invocation)" "$before"
echo x >other/x
eventually 5 another
sed -i '/^watch/d' "$config_folder/mcp.toml"
before=$(invocation)
run mcpctl apply
expect_exit 0
expect_equal "the invocation" "$(invocation)" "$before"
for unit in mcpctl-watch@web.service mcpctl-up@web.target; do
  expect_equal "$unit" "$(property "$unit" ActiveState)" inactive
done

scenario "a watched folder that goes and comes again"
write_watching
run mcpctl apply
expect_exit 0
mv app aside
mkdir app && echo returned >app/code
eventually 5 last_read returned
echo again >app/code
eventually 5 last_read again

scenario "a deployment switches a link on the way to the watched folder"
mkdir -p releases/{1,2,3}/app
for i in 1 2 3; do echo "release $i" >releases/$i/app/code; done
ln -s releases/1 current
write_config <<TOML
[servers.web]
command = ["sh", "-c", "cat code >>$PWD/read; exec sleep 1000"]
cwd = "$PWD/current/app"
watch = true
watch_delay_sec = 0.1
TOML
run mcpctl apply
expect_exit 0
expect last_read 'release 1'
ln -s releases/2 next && mv -T next current
eventually 5 last_read 'release 2'
eventually 5 told "^restarting: $PWD/current changed\$"
echo 'release 2b' >releases/2/app/code
eventually 5 last_read 'release 2b'
ln -sfn "$PWD/releases/3" current
eventually 5 last_read 'release 3'
rm current && ln -s releases/1 current
eventually 5 last_read 'release 1'
expect state_is web running

scenario "the watcher costs nothing while nothing happens"
write_watching
for i in {1..2000}; do mkdir -p "app/$((i % 40))/$i"; done
run mcpctl apply
expect_exit 0
status_text() { [[ $(property mcpctl-watch@web.service StatusText) == 'watching 2041 folders' ]]; }
eventually 5 status_text
pid=$(watcher)
ticks() { awk '{ print $14 + $15 }' "/proc/$pid/stat"; }
before=$(ticks)
sleep 2
expect_equal "processor time" "$(ticks)" "$before"
expect [ "$(awk '/^VmRSS/ { print $2 }' "/proc/$pid/status")" -lt 2000 ]
echo deep >app/7/7/code
eventually 5 told "^restarting: $PWD/app/7/7/code changed\$"

scenario "what is removed leaves nothing behind"
write_watching 'on_failure = "true"'
run mcpctl apply
expect_exit 0
expect_equal "the watcher" "$(property mcpctl-watch@web.service ActiveState)" active
run mcpctl down
expect_exit 0
expect_equal "units that are left" "$(manager list-units --all --plain --no-legend 'mcp*')" ''
expect_equal "files that are left" "$(find "${unit_folders[@]}" -name 'mcp*' ! -name '.*' 2>/dev/null)" ''

scenario "mistakes are errors of check"
write_watching
sed -i "s|^watch = .*|watch = \"gone\"|; s|^watch_delay_sec.*|watch_ignore = [\"a/**/b\"]|" "$config_folder/mcp.toml"
run mcpctl check
expect_exit 2
expect_err_has 'watch: .*/gone does not exist'
expect_err_has 'watch_ignore has "\*\*" elsewhere'
