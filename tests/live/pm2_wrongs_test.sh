# What a process manager with a daemon of its own gets wrong.
# scope: user

# Programs of the servers here.
write_sleepers() { # NAME...
  local name
  write_config < <(for name; do printf '[servers.%s]\ncommand = ["/bin/sleep", "infinity"]\n' "$name"; done)
}
pids() { # SERVER...
  local name
  for name; do main_pid "$name"; done | paste -sd ' '
}
# Everything that systemd and a directory know of a write, a reload or a job.
traces() {
  find "${unit_folders[0]}" -printf '%P %i %T@ %C@ %s\n' | sort
  manager show -p UnitsLoadTimestampMonotonic -p NInstalledJobs
}
processes_of() { # SERVER
  local group
  group=$(property "mcp@$1.service" ControlGroup)
  cat /sys/fs/cgroup{,/systemd,/unified}"$group"/cgroup.procs 2>/dev/null | sort -un
}
none_alive() { # PID...
  local pid
  for pid; do [[ ! -e /proc/$pid ]] || return 1; done
}

scenario "kill -9 of mcpctl in the middle of apply and restart harms nothing"
write_sleepers a b c
run mcpctl apply
expect_exit 0
before=$(pids a b c)
write_sleepers a b c d e
for ((i = 0; i < 12; i++)); do
  mcpctl apply >/dev/null 2>&1 &
  sleep "0.0$((i * 8 % 100 / 10))$((i * 8 % 10))"
  kill -9 $!
  wait $! 2>/dev/null
  expect_equal "the pids of what runs, after kill $i" "$(pids a b c)" "$before"
done
run mcpctl apply
expect_exit 0
expect_equal "the pids of what ran" "$(pids a b c)" "$before"
expect state_is d running
expect state_is e running
for ((i = 0; i < 6; i++)); do
  mcpctl restart all >/dev/null 2>&1 &
  sleep "0.0$((i * 15 / 10))$((i * 15 % 10))"
  kill -9 $!
  wait $! 2>/dev/null
done
for name in a b c d e; do eventually 5 state_is "$name" running; done
run mcpctl apply
expect_exit 0
expect_out "5 unchanged"

scenario "an unchanged apply keeps all pids, writes nothing, reloads nothing, queues no job"
write_sleepers a b c
run mcpctl apply
expect_exit 0
before=$(pids a b c) traces=$(traces)
expect grep -q '^a\? *mcp@a.service.d/10-mcpctl.conf' <<<"$traces"
sleep 0.1
run mcpctl apply
expect_exit 0
expect_out "3 unchanged"
expect_err ""
expect_equal "the pids" "$(pids a b c)" "$before"
expect_equal "what an apply leaves traces in" "$(traces)" "$traces"
run mcpctl --json apply
expect_equal "changed" "$(json 'v["changed"], {a["action"] for a in v["actions"]}' <<<"$out")" "(False, {'keep'})"
expect_equal "what an apply leaves traces in" "$(traces)" "$traces"
# These would show it if there were one.
manager daemon-reload
expect [ "$(traces)" != "$traces" ]

scenario "a removed variable is gone after apply"
write_config <<'END'
[servers.web]
command = ["/bin/sleep", "infinity"]
env = { KEPT = "1", DROPPED = "2" }
END
run mcpctl apply
expect_exit 0
expect grep -zqx DROPPED=2 "/proc/$(main_pid web)/environ"
write_config <<'END'
[servers.web]
command = ["/bin/sleep", "infinity"]
env = { KEPT = "1" }
END
run mcpctl apply
expect_exit 0
expect_out_has '~ web +restart +.*DROPPED'
expect grep -zqx KEPT=1 "/proc/$(main_pid web)/environ"
expect_equal "DROPPED in the process" "$(grep -zc '^DROPPED' "/proc/$(main_pid web)/environ")" 0
run mcpctl restart web
expect_exit 0
expect_equal "DROPPED after a restart" "$(grep -zc '^DROPPED' "/proc/$(main_pid web)/environ")" 0

scenario "a removed server is pruned, with its processes and its files"
write_sleepers stays goes
run mcpctl apply
expect_exit 0
pid=$(main_pid goes) stays=$(main_pid stays)
write_sleepers stays
run mcpctl apply
expect_exit 0
expect_out_has '- goes +remove'
expect [ ! -e "/proc/$pid" ]
expect_equal "the pid of the other" "$(main_pid stays)" "$stays"
run find "${unit_folders[@]}" -name '*goes*'
expect_out ""
run mcpctl status goes
expect_exit 4

scenario "children that left with setsid die on stop"
write_config <<'END'
[servers.daemonizer]
command = ["sh", "-c", "setsid sleep 1001 & setsid -f sh -c 'trap : TERM HUP; while :; do sleep 0.1; done'; exec sleep 1002"]
timeout_stop_sec = "1s"
END
run mcpctl apply
expect_exit 0
mapfile -t members < <(processes_of daemonizer)
expect [ "${#members[@]}" -ge 3 ]
expect [ "$(ps -o sid= -p "$(paste -sd , <<<"$(printf '%s\n' "${members[@]}")")" | sort -u | wc -l)" -ge 3 ]
run mcpctl stop daemonizer
expect_exit 0
expect none_alive "${members[@]}"
expect state_is daemonizer stopped

scenario "the children of a memory hog are counted"
write_config <<'END'
[servers.hog]
command = ["sh", "-c", "python3 -c 'hog = bytearray(80 << 20); print(\"allocated\", flush=True); import time; time.sleep(1000)' & exec sleep 1000"]
END
run mcpctl apply
expect_exit 0
eventually 5 grep -q allocated <(mcpctl logs hog)
run status_of hog memory_bytes
expect [ "$out" -ge $((80 << 20)) ]
expect [ "$(awk '/VmRSS/ { print $2 * 1024 }' "/proc/$(main_pid hog)/status")" -lt $((20 << 20)) ]
run mcpctl status hog
expect_out_has ' ([89][0-9]|1[0-9][0-9])(\.[0-9])?M '

scenario "four concurrent first calls all answer"
write_sleepers first second
begun=$(date '+%F %T')
for i in 1 2 3 4; do
  { mcpctl apply >"apply.$i" 2>&1; echo $? >"apply.$i.status"; } &
  { mcpctl status >"status.$i" 2>&1; echo $? >"status.$i.status"; } &
done
wait
run cat apply.?.status status.?.status
expect_out "$(printf '%s\n' 0 0 0 0 0 0 0 0)"
expect_equal "applies that created the two" "$(grep -l '2 to create' apply.? | wc -l)" 1
expect_equal "applies that found nothing to do" "$(grep -l '2 unchanged' apply.? | wc -l)" 3
expect_equal "statuses with both servers" "$(grep -c -E '^(first|second) ' status.? | grep -c ':2$')" 4
expect_equal "starts of the first" "$(journalctl --user --quiet --output=cat --unit=mcp@first.service --since="$begun" | grep -c 'Started')" 1
