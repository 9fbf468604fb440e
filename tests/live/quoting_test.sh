# Random arguments, variables, paths and descriptions go through systemd to a program that writes
# down what it got, and every byte must be there. What our code refuses is tried as well: systemd must
# not carry it. QUOTING_SEED repeats a run.
# scope: user
# slow: a thousand programs
# timeout: 300s

count=1000
seed=${QUOTING_SEED:-$((EPOCHSECONDS % 100000))}
proof() { # prepare|verify
  "$BUILD/tests/live/quoting-proof" "$1" "$SCENARIO_FOLDER/proof" "${unit_folders[0]}" \
    "$BUILD/tests/live/quoting-recorder" "$seed" "$count"
}
all_recorded() {
  local record
  for record in proof/got/*; do [[ $record != *.unfinished ]] && echo "${record##*/}"; done |
    awk -v count="$count" '$1 < count { n++ } END { exit n != count }'
}

scenario "what $count programs get is what was written (seed $seed)"
run proof prepare
expect_exit 0
echo "$out" # how many values were refused, and why
units=$(grep -o '^[0-9]* units' <<<"$out")
mapfile -t units < <(seq -f 'mcp@q%.0f.service' 0 $((${units% *} - 1)))
manager daemon-reload
manager start --no-block mcp.target
eventually 60 all_recorded
manager show --property=Description "${units[@]}" >proof/descriptions
run proof verify
expect_exit 0
