# Two hundred servers at once.
# scope: user

count=200

pids() {
  mcpctl --json status | json '" ".join(str(s["pid"]) for s in v["servers"])' | tr ' ' '\n' | sort
}
states() {
  mcpctl --json status | json '{s["state"]: sum(t["state"] == s["state"] for t in v["servers"]) for s in v["servers"]}'
}

scenario "$count servers: applied, seen, restarted, stopped, started, taken away, each in one go"
{
  printf '[defaults]\ncommand = ["/bin/sleep", "infinity"]\n'
  for ((i = 1; i <= count; i++)); do printf '[servers.server-%03d]\ntags = ["%s"]\n' "$i" $((i % 2)); done
} | write_config
run mcpctl apply
expect_exit 0
expect_out_has "$count to create"
expect_equal "states" "$(states)" "{'running': $count}"
run mcpctl status
expect_exit 0
expect_equal "lines of status" "$(wc -l <<<"$out")" $((count + 1))
expect_equal "lines in the order of the names" "$(tail -n +2 <<<"$out" | cut -d ' ' -f 1)" "$(seq -f 'server-%03.0f' $count)"
expect_equal "processes" "$(pgrep -u "$UID" -fxc "/bin/sleep infinity")" $count
before=$(pids)
expect_equal "different pids" "$(uniq <<<"$before" | wc -l)" $count

run mcpctl apply
expect_exit 0
expect_out "$count unchanged"
expect_equal "the pids after an unchanged apply" "$(pids)" "$before"

run mcpctl restart-all
expect_exit 0
expect_equal "servers restarted" "$(grep -c '^restarted ' <<<"$out")" $count
expect_equal "pids that stayed" "$(comm -12 <(echo "$before") <(pids) | wc -l)" 0
expect_equal "states" "$(states)" "{'running': $count}"

run mcpctl stop @1
expect_exit 0
expect_equal "servers stopped" "$(grep -c '^stopped ' <<<"$out")" $((count / 2))
run mcpctl apply
expect_exit 0
expect_equal "those that the user stopped" "$(grep -c 'stopped by hand' <<<"$out")" $((count / 2))
run mcpctl start all
expect_exit 0
expect_equal "states" "$(states)" "{'running': $count}"

run mcpctl down
expect_exit 0
expect_equal "processes" "$(pgrep -u "$UID" -fxc "/bin/sleep infinity")" 0
run find "${unit_folders[@]}" -name 'mcp*'
expect_out ""
run manager list-units --all --plain --no-legend 'mcp*'
expect_out ""
