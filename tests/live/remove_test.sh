# remove: what it takes away, beside others that work on the same servers, and when it is killed.
# scope: user
# timeout: 240

own=$config_folder/mcp.d
files() { find "$config_folder" "$runtime_config_folder" -type f 2>/dev/null | sort; }
units() { find "${unit_folders[@]}" -name 'mcp*' 2>/dev/null; }
up=(--settle-sec=100ms)

scenario 'a name without its project is no server, and its file stays'
write_config <<'TOML'
project = "blog"
TOML
expect mcpctl -q add "${up[@]}" n -- sleep infinity
run mcpctl remove n
expect_exit 4
expect_err_has 'did you mean "blog.n"'
expect test -e "$own/n.toml"
expect mcpctl -q add --runtime "${up[@]}" r -- sleep infinity
run mcpctl remove r
expect_exit 4
expect mcpctl -q remove blog.n blog.r
expect_equal 'files' "$(files)" "$config_folder/mcp.toml"

scenario 'beside an apply: removed is removed'
for i in 1 2 3 4; do expect mcpctl -q add "${up[@]}" "c$i" -- sleep infinity; done
mcpctl -q remove 'c*' 2>removed.err &
first=$!
mcpctl -q apply 2>applied.err &
second=$!
wait $first || fail "remove: $(<removed.err)"
wait $second || cat applied.err
expect_equal 'files' "$(files)" ''
expect_equal 'units' "$(units)" ''

scenario 'beside an add of the same name: both, or neither'
for i in 1 2 3; do
  expect mcpctl -q add "${up[@]}" k -- sleep infinity
  mcpctl -q add --replace "${up[@]}" k -- sleep 1000 2>/dev/null &
  mcpctl -q remove k 2>/dev/null &
  wait
  if [[ -e $own/k.toml ]]; then
    expect state_is k running
    expect mcpctl -q remove k
  fi
  expect_equal "units, round $i" "$(units)" ''
done

scenario 'killed at any moment, the next apply finishes what was begun'
# shellcheck disable=SC2016  # the server expands it
for delay in 0.005 0.01 0.02 0.03 0.04 0.05 0.06 0.08 0.1 0.3; do
  for others in none one; do
    [[ $others == none ]] || expect mcpctl -q add "${up[@]}" other -- sleep infinity
    expect mcpctl -q add "${up[@]}" --timeout-stop-sec=1 stub -- sh -c 'trap "" TERM; while :; do sleep 0.1; done'
    mcpctl -q remove stub 2>/dev/null &
    pid=$!
    sleep "$delay"
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
    begun=no
    grep -q '^\[servers.stub\]' "$own/stub.toml" 2>/dev/null || begun=yes
    run mcpctl apply
    expect_exit 0
    if [[ $begun == no ]]; then
      expect state_is stub running
      expect mcpctl -q remove stub
    fi
    expect_equal "units after $delay" "$(units | grep -c stub)" 0
    run mcpctl apply --dry-run --exit-code
    [[ $others == none ]] || expect_exit 0
    [[ $others == none ]] || expect mcpctl -q remove other
    rm -f "$own/stub.toml"
  done
done

scenario 'interrupted: says so, and the next apply does the rest'
# shellcheck disable=SC2016
expect mcpctl -q add "${up[@]}" --timeout-stop-sec=4 stub -- sh -c 'trap "" TERM; while :; do sleep 0.1; done'
mcpctl remove stub >out 2>err &
pid=$!
eventually 3 grep -q 'removed by hand' out
sleep 0.5
kill -TERM $pid
wait $pid
grep -q 'interrupted; the next mcpctl apply does what is left' err || fail "said: $(<err)"
run mcpctl apply
expect_exit 0
expect_equal 'units' "$(units)" ''

scenario 'a server that does not end by itself is removed nevertheless'
# shellcheck disable=SC2016
expect mcpctl -q add "${up[@]}" --timeout-stop-sec=1 stub -- sh -c 'trap "" TERM; while :; do sleep 0.1; done'
run mcpctl remove stub
expect_exit 0
expect_equal 'units' "$(units)" ''

scenario 'a file that cannot be written is told before anything is stopped'
expect mcpctl -q add "${up[@]}" web -- sleep infinity
chmod 500 "$own"
run mcpctl remove web
chmod 700 "$own"
expect_exit 77
expect_out ''
expect_err_has "try: chmod u\+w '.*/mcp.d'"
expect state_is web running

scenario 'a file written by hand that brings the server back is named'
expect mcpctl -q add "${up[@]}" d -- sleep infinity
printf '[servers.d]\ncommand = "sleep 1000"\n' >"$own/hand.toml"
run mcpctl remove d
expect_exit 0
expect_out_has 'deleted ~/.config/mcp/mcp.d/d.toml'
expect_err_has 'hand.toml:1 still configures d: the next mcpctl apply brings it back'
printf '[servers.x]\ncommand = "sleep 1000"\nsettle_sec = "100ms"\n' >x.toml
expect mcpctl -q -c x.toml apply
run mcpctl remove x
expect_exit 0
expect_err_has 'x.toml:1 still configures x: the next mcpctl -c .*x.toml apply brings it back'

# Whoever looks on by D-Bus can still make it: to ask about a unit loads it, and no one can tell when its files go.
scenario "a removal does not make the manager complain of units without a program"
for i in {1..8}; do printf '[servers.s%d]\ncommand = "sleep 1000"\nsettle_sec = "10ms"\n' "$i"; done | write_config
journalctl --user --quiet --lines=0 --show-cursor --cursor-file=cursor >/dev/null
expect mcpctl -q apply
rm "$config_folder/mcp.toml"
for i in 1 2 3; do expect mcpctl -q remove "s$i"; done
expect mcpctl -q stop s4 s5
expect mcpctl -q remove all
expect_equal "what the manager complained of" \
  "$(journalctl --user --quiet --cursor-file=cursor _UID=$UID | grep 'no ExecStart')" ""
