# What logs shows of a server's lines, and how.
# scope: user

write_config <<TOML
[servers.mixed]
command = ["sh", "-c", "echo said; echo complained >&2; printf 'caf\\\\351 \\\\033[2J\\\\n'; logger --id=\$\$ -t other native; exec sleep infinity"]
log_date_format = "YYYY/MM/DD"
[servers.scribe]
type = "stdio"
command = ["sh", "-c", "echo ready >&2; exec cat"]
TOML

own() { mcpctl logs "$@" mixed | grep -v 'mcp@mixed.service - '; }
has_lines() { [[ $(own | grep -c 'said\|complained\|caf') == 3 ]]; }

scenario_goes_on 'the two streams are told apart, and systemd is neither'
run mcpctl apply
expect_exit 0
eventually 5 has_lines
expect_equal 'both' "$(mcpctl logs mixed | grep -c 'Started mcp@mixed')" 1
expect_equal 'standard error' "$(mcpctl logs --err -o cat mixed)" complained
expect_equal 'standard output' "$(mcpctl logs --out -o cat mixed | cat -v)" $'said\ncafM-i ^[[2J'
expect_equal 'both streams' "$(mcpctl logs --out --err -o cat mixed | grep -c 'said\|complained\|Started')" 3
run mcpctl logs --out scribe
expect_exit 0
expect_out ""
expect_err "mcpctl: standard output of a stdio server is its protocol, which no log has"
run mcpctl connect scribe </dev/null
ready() { [[ $(mcpctl logs --err -o cat scribe) == ready ]]; }
eventually 5 ready

scenario_goes_on 'bytes that steer a terminal are shown, times are as the server has it'
expect_equal 'harmless' "$(own --out | sed -n 2p)" "$(date +%Y/%m/%d) caf\\xe9 \\x1b[2J"
expect_equal 'by the option' "$(own --out --date-format %Y | sed -n 2p)" "$(date +%Y) caf\\xe9 \\x1b[2J"

scenario_goes_on 'JSON has an object for each line'
line() { mcpctl --json logs --err mixed; }
expect_equal 'message' "$(line | json 'v["message"]')" complained
expect_equal 'stream' "$(line | json 'v["stream"]')" stderr
expect_equal 'server' "$(line | json 'v["server"] + " " + v["unit"]')" 'mixed mcp@mixed.service'
expect_equal 'time' "$(date -d "$(line | json 'v["time"]')" +%Y)" "$(date +%Y)"
expect_equal 'pasted back' "$(mcpctl logs --since "$(line | json 'v["time"]')" -o cat --err mixed)" complained
expect_equal 'lines' "$(mcpctl logs -o json mixed | python3 -c 'import json,sys; print(len([json.loads(l) for l in sys.stdin]))')" \
  "$(mcpctl logs mixed | wc -l)"

scenario_goes_on 'since, until, boot and session lift the limit of lines, and -n sets it'
write_config mcp.d/more.toml <<'TOML'
[servers.counter]
command = ["sh", "-c", "seq 40; exec sleep infinity"]
TOML
run mcpctl apply
counted() { [[ $(mcpctl logs --out -n 40 -o cat counter | tail -n 1) == 40 ]]; }
eventually 5 counted
expect_equal 'usually' "$(mcpctl logs counter | wc -l)" 15
expect_equal '--since' "$(mcpctl logs --out --since=-10min -o cat counter)" "$(seq 40)"
expect_equal '--boot' "$(mcpctl logs --out -b -o cat counter)" "$(seq 40)"
expect_equal '-b and a boot' "$(mcpctl logs --out -b 0 -o cat counter)" "$(seq 40)"
expect_equal '-n all' "$(mcpctl logs --out -n all -o cat counter)" "$(seq 40)"
expect_equal '-n' "$(mcpctl logs --out -b -n 3 -o cat counter)" "$(seq 38 40)"
expect_equal '--until' "$(mcpctl logs --until=-1h counter)" ""
expect_equal '--grep' "$(mcpctl logs -n 2 --grep '^.5$' -o cat counter)" $'25\n35'
expect_equal 'case' "$(mcpctl logs --grep 'STARTED|40' -o cat counter)" 40

scenario_goes_on 'mistakes change nothing and say what is right'
run mcpctl logs --since rubbish
expect_exit 2
expect_err $'mcpctl: --since: "rubbish" is no moment that systemd.time(7) knows\n  try: --since "10min ago", --since today, --since "2026-02-03 12:04"'
run mcpctl logs --grep 'a('
expect_exit 2
expect_err_has $'^mcpctl: --grep: missing closing parenthesis\n  a\\(\n    \\^\n'
run mcpctl logs -o fancy
expect_exit 2
expect_err $'mcpctl: no such output: "fancy"\n  try: -o short, cat or json'
run mcpctl logs --date-format '...'
expect_exit 2
for boot in --boot=-99 '--boot -99' '-b -99' -b-99; do
  # shellcheck disable=SC2086  # words
  run mcpctl logs $boot mixed
  expect_exit 2
  expect_err_has 'the journal has no boot -99'
done
run mcpctl logs -n some
expect_exit 2
expect_err $'mcpctl: --lines: "some" is no number of lines\n  try: -n 100, or -n all'
run mcpctl logs -f --until now
expect_exit 2
expect_out ""

scenario_goes_on 'a file that cannot be read hides no other'
write_config mcp.d/files.toml <<TOML
[servers.hidden]
command = ["sh", "-c", "echo hidden; exec sleep infinity"]
stdout = "$SCENARIO_FOLDER/hidden.log"
[servers.shown]
command = ["sh", "-c", "echo shown; exec sleep infinity"]
stdout = "$SCENARIO_FOLDER/shown.log"
TOML
run mcpctl apply
written() { grep -q shown shown.log && grep -q hidden hidden.log; }
eventually 5 written
chmod 0 hidden.log
run mcpctl logs --out -o cat hidden shown
expect_exit 77
expect_out shown
expect_err_has "^mcpctl: $SCENARIO_FOLDER/hidden.log: Permission denied"
