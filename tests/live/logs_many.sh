# Sourced by logs_many_test.sh and logs_many_system_test.sh: the same in both scopes.

user=''
[[ $SCENARIO_SCOPE == user ]] || user='user = "nobody"'

lines_of() { mcpctl logs --out -b -o cat "$1"; }

scenario 'a server that writes 20,000 lines and exits: all there, in order, its last included'
write_config <<TOML
[servers.burst]
command = ["seq", "20000"]
restart = "no"
$user
TOML
run mcpctl apply --no-wait
is_last() { [[ $(mcpctl logs --out -n 1 -o cat burst) == 20000 ]]; }
eventually 20 is_last
expect cmp <(lines_of burst) <(seq 20000)

scenario '200 servers that write one line and are gone: all there'
{
  printf '[defaults]\nrestart = "no"\n%s\n' "$user"
  for i in {1..200}; do printf '[servers.short-%d]\ncommand = ["echo", "i was %d"]\n' "$i" "$i"; done
} | write_config
run mcpctl -q apply --no-wait
all_said() { [[ $(mcpctl logs --out -o cat all | grep -c '^i was') -ge 200 ]]; }
eventually 30 all_said
expect cmp <(mcpctl logs --json --out all | python3 -c '
import json, sys
for line in sys.stdin:
    v = json.loads(line)
    print(v["server"], v["message"])' | sort -V | uniq) <(for i in {1..200}; do echo "short-$i i was $i"; done)

if [[ $SCENARIO_SCOPE == system ]]; then
  scenario 'the journal is rotated while it is followed'
  write_config <<TOML
[servers.ticker]
command = ["sh", "-c", "i=0; while sleep 0.02; do i=\$((i+1)); echo \$i; done"]
$user
TOML
  run mcpctl apply --no-wait
  mcpctl logs -f --out -o cat ticker >seen &
  follower=$!
  at_least() { (($(wc -l <seen) >= $1)); }
  eventually 5 at_least 3
  for _ in 1 2 3; do
    at=$(wc -l <seen)
    journalctl --rotate
    eventually 5 at_least $((at + 5))
  done
  kill -TERM "$follower"
  wait "$follower"
  expect_equal 'exit status' $? 0
  expect cmp seen <(seq "$(wc -l <seen)")
fi
