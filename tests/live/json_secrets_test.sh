# What is on standard output under --json, and what others can read.
# scope: user

# The whole of standard output is one JSON value; nothing at all after an error that leaves nothing to tell.
expect_json() {
  json True <<<"$out" >/dev/null || fail "expected one JSON value on stdout"
}
tell() { # EXIT_STATUS VERB...
  run mcpctl --json "${@:2}"
  expect_exit "$1"
  expect_json
}

scenario "stdout under --json is JSON and nothing else, done or failed"
write_config <<'END'
[servers.good]
command = ["/bin/sleep", "infinity"]

[servers.bad]
command = ["sh", "-c", "echo '{not json'; exit 3"]
start_limit_burst = 2
END
tell 0 status
tell 0 apply --dry-run --diff
tell 3 apply --dry-run --exit-code
tell 1 apply
expect_equal "results" "$(json '[a["result"] for a in v["actions"] if a["server"] == "good"]' <<<"$out")" "['done']"
expect_out_has 'exited with status 3'
tell 3 status bad
tell 0 status good
tell 0 -v status
tell 0 -q status
tell 0 list
tell 0 show good
tell 0 stop good
tell 0 -q start good
tell 1 start all
tell 0 restart good
tell 1 restart-all --wait=5s
tell 0 reload good
tell 0 remove bad
tell 0 down
tell 0 down

# Where there is nothing to tell, the words are on standard error.
for words in 'status nobody' 'show nobody' 'start nobody' 'remove nobody' 'apply --wait=yes' 'nonsense' 'apply --nonsense'; do
  # shellcheck disable=SC2086
  run mcpctl --json $words
  expect [ "$status" -ge 2 ]
  expect_out ""
  expect_err_has '^mcpctl: '
done
echo '[servers.x]' | write_config
for verb in apply check config; do
  run mcpctl --json $verb
  expect_exit 2
  expect_out ""
  expect [ -n "$err" ]
done

scenario "a verb whose result is no JSON refuses --json"
write_config <<'END'
[servers.good]
command = ["/bin/sleep", "infinity"]
END
run mcpctl apply
expect_exit 0
for words in check config init 'cat good' startup unstartup; do
  # shellcheck disable=SC2086
  run mcpctl $words --json
  expect_exit 2
  expect_out ""
  expect_err_has "mcpctl: ${words%% *} --json is not supported yet"
done

scenario "nothing readable by others holds a value of the environment"
canary=canary-$RANDOM$RANDOM$RANDOM
second=canary-$RANDOM$RANDOM$RANDOM
echo "FROM_FILE=$second" >.env
chmod 600 .env
write_config <<END
[servers.secretive]
command = ["/bin/sleep", "infinity"]
env = { API_KEY = "$canary" }
env_file = ["$PWD/.env"]
[servers.secretive.profiles.other]
env = { OTHER = "$canary-2" }

[servers.crashes]
command = ["/bin/sh", "-c", "exit 3"]
env = { API_KEY = "$canary" }
start_limit_burst = 2
END
chmod 600 "$config_folder/mcp.toml"
run mcpctl -v apply --diff
expect_exit 1
said="$out$err"
expect grep -zqx "API_KEY=$canary" "/proc/$(main_pid secretive)/environ"
expect grep -zqx "FROM_FILE=$second" "/proc/$(main_pid secretive)/environ"
# The value changes, so that a plan has the old and the new one to tell of.
sed -i "s/API_KEY = \"$canary\"/API_KEY = \"$canary-new\"/" "$config_folder/mcp.toml"
for words in 'apply --dry-run --diff' '--json apply --dry-run' 'apply --diff' 'apply --profile other' 'status' '--json status' 'show all' \
  '--json show all' 'cat all' 'logs all' 'restart secretive'; do
  # shellcheck disable=SC2086
  run mcpctl $words
  expect [ -n "$out$err" ]
  [[ $words == 'cat all' ]] || said+="$out$err"
done
expect grep -zqx "API_KEY=$canary-new" "/proc/$(main_pid secretive)/environ"
expect [ "${#said}" -gt 2000 ]
grep -q canary <<<"$said" && fail "mcpctl says a value: $(grep canary <<<"$said")"

# By mode: what another user can open, in every place where we or systemd write.
readable() {
  find "$HOME/.config/systemd" "$XDG_RUNTIME_DIR/systemd" /run/systemd /run/log /var/log /tmp -type f -perm -o=r -readable -print0 2>/dev/null
}
expect_equal "drop-ins looked into" "$(readable | grep -zc '10-mcpctl.conf$')" 2
run xargs -0 grep -alF -e "$canary" -e "$second" < <(readable)
expect_out ""
run grep -alF -e "$canary" -e "$second" /proc/[0-9]*/cmdline
expect_out ""
# In what the manager tells, and in the user's own journal.
run manager show --all '*'
expect_out_has 'mcp@secretive.service'
expect_out_lacks "$canary|$second"
run journalctl --user --output=export --since=-5min --all
expect_out_has 'mcp@secretive'
expect_out_lacks "$canary|$second"
# The one file with values, and none left behind by writing it.
run find "${unit_folders[@]}" "$XDG_RUNTIME_DIR" -type f -exec grep -lF -e "$canary" {} + 2>/dev/null
mapfile -t holders <<<"$out"
expect [ "${#holders[@]}" == 2 ]
for file in "${holders[@]}"; do expect_equal "mode of $file" "$(stat -c %a "$file")" 600; done
