# logs -f: what it lives through, and how it ends.
# scope: user

write_config <<TOML
[servers.ticker]
command = ["sh", "-c", "i=0; while sleep 0.05; do i=\$((i+1)); echo tick \$i; done"]
[servers.writer]
command = ["sh", "-c", "i=0; while sleep 0.02; do i=\$((i+1)); echo line \$i; done"]
stdout = "$SCENARIO_FOLDER/writer.log"
TOML

follow() { # FILE ARGUMENT...
  mcpctl logs -f -n 0 "${@:2}" >"$1" 2>"$1.err" &
  follower=$!
}
ended() { ! kill -0 "$follower" 2>/dev/null; }
at_least() { (($(wc -l <"$1") >= $2)); } # FILE LINES
# What a follower saw is without a gap and without a line twice.
is_whole() { # FILE
  awk '{ n = $NF; if (NR > 1 && n != last + 1) exit 1; last = n }' "$1" || fail "$(printf 'a gap, or a line twice:\n%s' "$(cat "$1")")"
}

scenario_goes_on 'restarts of a server are followed'
run mcpctl apply --no-wait
follow seen ticker
eventually 5 at_least seen 3
run mcpctl restart ticker
begun_anew() { [[ $(grep -c 'tick 1$' seen) -ge 1 && $(tail -n 1 seen) == *tick* ]]; }
eventually 5 begun_anew
expect grep -q 'Stopped mcp@ticker' seen
kill -INT "$follower"
wait "$follower"
expect_equal 'exit status after Ctrl-C' $? 0

scenario_goes_on 'it ends with its reader, while nothing comes, too'
run mcpctl stop ticker
mkfifo pipe
mcpctl logs -f ticker >pipe &
follower=$!
head -n 1 <pipe >/dev/null
eventually 5 ended
wait "$follower"
expect_equal 'exit status' $? 0
mcpctl logs --since today writer | head -n 1 >/dev/null
expect_equal 'of one that is cut short' "${PIPESTATUS[0]}" 0
run bash -c 'mcpctl logs writer >/dev/full'
expect_exit 1
expect_err_has 'standard output: No space left on device'

scenario_goes_on 'a file is followed while it is renamed, made anew, copied and emptied'
follow seen --out writer
eventually 5 at_least seen 5
for i in 1 2 3; do
  cp writer.log "writer.log.$i" && : >writer.log
  at=$(wc -l <seen)
  eventually 5 at_least seen $((at + 2))
done
mv writer.log writer.log.4
at=$(wc -l <seen)
eventually 5 at_least seen $((at + 5))
run mcpctl restart writer
again() { grep -q 'line 3$' <(tail -n +"$at" seen) && [[ -e writer.log ]]; }
eventually 5 again
kill -TERM "$follower"
wait "$follower"
expect_equal 'exit status' $? 0
expect_equal 'notes' "$(<seen.err)" "mcpctl: the lines of $SCENARIO_FOLDER/writer.log have no time"

scenario_goes_on 'no line is lost or seen twice where the writer rests while its file is rotated'
manager kill --signal=STOP mcp@writer.service
follow seen --out writer
sleep 0.3
for i in 5 6 7; do
  manager kill --signal=CONT mcp@writer.service
  sleep 0.3
  manager kill --signal=STOP mcp@writer.service
  cp writer.log "writer.log.$i" && : >writer.log
done
manager kill --signal=CONT mcp@writer.service
at=$(wc -l <seen)
eventually 5 at_least seen $((at + 5))
kill -TERM "$follower"
wait "$follower"
is_whole seen

scenario 'its own rotation at full speed, read at once or late: each line once'
write_config <<TOML
[servers.fast]
command = ["sh", "-c", "sleep 3; i=0; while [ \$i -lt 100000 ]; do i=\$((i+1)); echo \$i; done; exec sleep infinity"]
stdout = "$SCENARIO_FOLDER/fast.log"
log_rotate_size = "50K"
log_rotate_keep = 40
TOML
run mcpctl apply --no-wait
mcpctl logs -f -n 0 --out fast >seen 2>seen.err &
follower=$!
mcpctl logs -f -n 0 --out fast 2>late.err | { sleep 6 && cat; } >late &
is_done() { [[ $(tail -n 1 seen) == 100000 && $(tail -n 1 late) == 100000 ]]; }
rotate_and_look() {
  manager start mcpctl-rotate@fast.service
  is_done
}
eventually 90 rotate_and_look
kill "$follower" "$(pgrep -n -u "$UID" -f 'logs -f -n 0 --out fast')"
wait
expect cmp seen <(seq 100000)
expect cmp late <(seq 100000)
expect [ -e fast.log.1 ]

scenario 'servers that are applied later are taken up, where the selectors mean them'
chatty() { printf '[servers.%s]\ncommand = ["sh", "-c", "echo %s begins; exec sleep infinity"]\n' "$1" "$1"; }
chatty one | write_config
run mcpctl apply
expect_exit 0
mcpctl logs -f >all 2>all.err &
followers=$!
mcpctl logs -f -n 0 'o*' >some 2>some.err &
followers+=" $!"
began() { grep -q "$2 begins" "$1"; } # FILE SERVER
eventually 5 began all one
{ chatty one && chatty other && chatty two; } | write_config
printf 'stdout = "%s/third.log"\n' "$PWD" | cat <(chatty third) - | write_config mcp.d/third.toml
run mcpctl apply
expect_exit 0
for name in other two third; do eventually 10 began all "$name"; done
eventually 10 began some other
expect grep -q '^[0-9:]* two   | two begins$' all
# shellcheck disable=SC2086  # several
kill $followers
wait
expect_equal 'what the glob does not mean' "$(grep -c 'two\|third' some)" 0
expect_equal 'lines twice' "$(grep begins all | sort | uniq -d)" ''
