# Log files: where output goes, rotation by what asks for it, a file or folder that is gone, flush.
# scope: user
source "$LIVE/rotation.sh"

talker='command = ["sh", "-c", "echo out; echo err >&2; exec sleep infinity"]'

scenario "each stream where the configuration says"
write_config <<SERVERS
[defaults]
stdout = "$PWD/logs/{name}.log"
[servers.web]
$talker
instances = 2
[servers.one]
$talker
stderr = "$PWD/logs/one.log"
[servers.quiet]
$talker
stdout = "null"
SERVERS
run mcpctl apply
expect_exit 0
expect_equal "files" "$(cd logs && echo *)" "one.log web-1.log web-2.log"
expect_equal "both streams" "$(sort logs/one.log | xargs)" "err out"
expect_equal "one stream" "$(<logs/web-2.log)" out
run mcpctl logs quiet --err -o cat
expect_out_has "^err$"
expect_out_lacks "^out$"

scenario_goes_on "flush empties, and tells what it does not"
for i in 1 2; do echo older >logs/one.log.$i; done
run mcpctl flush one
expect_exit 0
expect_out_has "^emptied $PWD/logs/one.log \(8B\); 2 older files \(12B\) stay: --older$"
expect_equal "size" "$(stat -c %s logs/one.log)" 0
run mcpctl flush --older one
expect_out_has "deleted 2 older files"
expect_equal "files" "$(cd logs && echo one*)" "one.log"
run mcpctl flush quiet
expect_exit 1
expect_err_has 'quiet writes to the journal, which cannot be emptied for one server'
run mcpctl flush nobody
expect_exit 4
run mcpctl stop one
run mcpctl flush all
expect_exit 0

scenario_goes_on "a folder that is gone is made again by a start, and named by the failure of a restart"
run mcpctl stop one
rm -r logs
run mcpctl start one
expect_exit 0
expect_equal "file" "$(stat -c %a logs/one.log)" 600
rm -r logs
kill -9 "$(main_pid one)"
cannot_start() { mcpctl show one | grep -q 'the log file of its standard output cannot be opened (209/STDOUT)'; }
eventually 10 cannot_start

scenario "two files of one server: logs --err and --out take the one, and JSON says which"
write_config <<SERVERS
[servers.split]
$talker
stdout = "$PWD/split.out"
stderr = "$PWD/split.err"
SERVERS
run mcpctl apply
expect_exit 0
both() { grep -q out split.out && grep -q err split.err; }
eventually 5 both
expect_equal "--err" "$(mcpctl logs split --err -o cat)" err
expect_equal "--out" "$(mcpctl logs split --out -o cat)" out
streams() { mcpctl logs split -o json | python3 -c 'import json,sys; print(*[(v["message"], v["stream"]) for v in map(json.loads, sys.stdin) if v["file"]])'; }
expect_equal "streams" "$(streams)" "('out', 'stdout') ('err', 'stderr')"

scenario "a log file that a server of another configuration writes to"
for name in first second; do
  printf '[servers.%s]\n%s\nstdout = "%s/shared.log"\n' "$name" "$talker" "$PWD" >"$name.toml"
done
run mcpctl -c first.toml apply
expect_exit 0
run mcpctl -c second.toml apply
expect_exit 2
expect_err_has "second: would write to the log file of first \\($PWD/first.toml:1\\), $PWD/shared.log"
run mcpctl -c first.toml apply
expect_exit 0
run mcpctl -c first.toml down
run mcpctl -c second.toml apply
expect_exit 0
run mcpctl -c second.toml down

scenario "the calendar rotates whatever the size, and the keys change without a restart"
write_config <<SERVERS
[servers.timely]
$talker
stdout = "$PWD/timely.log"
log_rotate_on_calendar = "*:*:0/1"
SERVERS
run mcpctl apply
expect_exit 0
pid=$(main_pid timely)
eventually 10 test -s timely.log.1
expect_equal "rotated" "$(<timely.log.1)" out
write_config <<SERVERS
[servers.timely]
$talker
stdout = "$PWD/timely.log"
log_rotate_size = "100"
log_rotate_max_age = "1h"
log_compress = true
SERVERS
run mcpctl apply
expect_exit 0
expect_out_has 'timely +update +.*no restart needed'
expect_equal "process" "$(main_pid timely)" "$pid"
expect_equal "the calendar's timer" "$(property mcpctl-rotate-calendar@timely.timer ActiveState)" inactive
echo old >timely.log.2
touch -d '2 hours ago' timely.log.2
manager start mcpctl-rotate@timely.service
expect_equal "files" "$(echo timely.log*)" "timely.log timely.log.1.gz"
run mcpctl remove timely
expect_exit 0
expect_equal "units left" "$(find "${unit_folders[0]}" -name '*@timely*')" ''

scenario "all sessions of a stdio server write to one file, and are held together"
cat >session.py <<'PROGRAM'
import os, sys
tag = sys.stdin.readline().strip()
number = 0
while True:
    number += 1
    os.write(2, f"{tag} {number}\n".encode())
    if number == 1:
        print("begun", flush=True)
PROGRAM
write_config <<SERVERS
[servers.notes]
type = "stdio"
command = ["python3", "$PWD/session.py"]
stderr = "$PWD/notes.log"
log_rotate_size = "1"
log_rotate_keep = 50
timeout_stop_sec = "1s"
SERVERS
run mcpctl apply
expect_exit 0
for client in x y; do
  mcpctl connect notes >"$client.out" 2>/dev/null < <(echo "$client" && exec sleep 20) &
  eventually 10 grep -q begun "$client.out"
done
for ((i = 0; i < 10; i++)); do
  manager start mcpctl-rotate@notes.service || fail "rotation $i failed"
done
run mcpctl stop notes
wait
expect_equal "standard error" "$(check_lines "$PWD/notes.log")" whole

scenario "a rotation that fails loses nothing, and is told"
write_config <<SERVERS
[servers.stuck]
$talker
stdout = "$PWD/stuck/out.log"
log_rotate_size = "1"
SERVERS
run mcpctl apply
expect_exit 0
chmod a-w stuck
manager start mcpctl-rotate@stuck.service 2>/dev/null && fail "it rotated in a folder that is not writable"
expect_equal "the log" "$(<stuck/out.log)" out
expect [ "$(property mcpctl-rotate@stuck.service ActiveState)" = failed ]
# By unit, lines of what ends at once can be missing.
is_told() { journalctl --user --quiet --output=cat | grep 'out.log: cannot be copied: Permission denied; nothing is lost'; }
eventually 5 is_told
run mcpctl show stuck
expect_out_has 'mcpctl-rotate@stuck.service \(log_rotate\): failed: systemctl status says why'
chmod u+w stuck
manager start mcpctl-rotate@stuck.service || fail "the next one"
expect_equal "rotated" "$(<stuck/out.log.1)" out

scenario_goes_on "a server that somebody has frozen is left for later"
echo more >>stuck/out.log
echo 1 >"$(group_folder mcp@stuck.service)/cgroup.freeze"
manager start mcpctl-rotate@stuck.service || fail "it should only be put off"
expect stands_still mcp@stuck.service
expect_equal "the log" "$(<stuck/out.log)" more
echo 0 >"$(group_folder mcp@stuck.service)/cgroup.freeze"
