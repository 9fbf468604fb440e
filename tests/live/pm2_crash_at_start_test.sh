# Up means up: a server that crashes a moment after its start is never called started.
# scope: user

# Every second one is restarted by systemd, the others are not.
write_crashers() { # COUNT
  local i
  for ((i = 1; i <= $1; i++)); do
    printf '[servers.crash-%d]\ncommand = ["sh", "-c", "echo I am %d; sleep 0.3; echo the last words of %d; exit 3"]\n' $i $i $i
    if ((i % 2)); then echo 'restart = "no"'; else echo 'start_limit_burst = 2'; fi
  done
}
# Of each server: what became of it, and its own last line right after the others.
count_reported() {
  local i reported=0
  for ((i = 1; i <= count; i++)); do
    grep -A6 "^mcpctl: crash-$i: .*exited with status 3" <<<"$err" | grep -q "the last words of $i$" && reported=$((reported + 1))
  done
  echo "$reported"
}
count=100

scenario "apply of servers that crash after 0.3 s exits 1 with the last line of each, 100 of 100"
write_crashers $count | write_config
run mcpctl apply
expect_exit 1
expect_equal "servers reported" "$(count_reported)" $count
expect_equal "servers whose end was missed" "$(grep -c 'not up within' <<<"$err")" 0

run mcpctl --json status
expect_equal "servers that run" "$(json 'sum(s["state"] == "running" for s in v["servers"])' <<<"$out")" 0

scenario_goes_on "start of servers that crash after 0.3 s exits 1 with the last line of each, 100 of 100"
run mcpctl stop all
run mcpctl start all
expect_exit 1
expect_equal "servers reported" "$(count_reported)" $count
expect_equal "servers whose end was missed" "$(grep -c 'not up within' <<<"$err")" 0
expect_out_lacks '^started'
