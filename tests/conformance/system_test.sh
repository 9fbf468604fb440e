# Servers of the machine: as whom they run, and how much memory they may have.
# scope: system

useradd --create-home --shell /bin/bash robot

scenario "programmatic/user_management: a user or group that does not exist is an error, and starts nothing"
for line in 'user = "asjdasda"' $'user = "robot"\ngroup = "asjdasda"'; do
  printf '[servers.echo]\ncommand = ["sleep", "infinity"]\nuser = "robot"\n[servers.foreign]\ncommand = ["sleep", "infinity"]\n%s\n' "$line" | write_config
  run mcpctl apply
  expect_exit 2
  expect_err_has 'mcp.toml:[67]:[0-9]+: error: .*asjdasda'
  run find /etc/systemd/system /run/systemd/system -name 'mcp*'
  expect_out ""
done

scenario "programmatic/user_management: it runs as its user and group, at home with that user's rights"
write_config <<'END'
[servers.echo]
command = ["sh", "-c", "id >$HOME/id; exec sleep infinity"]
user = "robot"
END
run mcpctl apply
expect_exit 0
expect_equal "user and group" "$(ps -o user=,group= -p "$(main_pid echo)" | xargs)" "robot robot"
expect_equal "owner of what it wrote" "$(stat -c %U /home/robot/id)" robot

# Two of them are more than the limit, one is not.
cat >/usr/local/bin/eats-memory <<'END'
#!/usr/bin/python3
import sys, time
hog = bytearray(int(sys.argv[1]) << 20)
print("has", sys.argv[1], flush=True)
time.sleep(1000)
END
chmod +x /usr/local/bin/eats-memory
memory_folder=/sys/fs/cgroup/memory
[[ -e $memory_folder ]] || memory_folder=/sys/fs/cgroup
# Of control groups v1 the kernel kills one process, and does not tell systemd why.
is_told() { [[ $memory_folder == /sys/fs/cgroup ]]; }
none_alive() { # PID...
  local pid
  for pid; do [[ ! -e /proc/$pid ]] || return 1; done
}
processes_of() { # SERVER
  cat "$memory_folder$(property "mcp@$1.service" ControlGroup)/cgroup.procs"
}

scenario "misc/misc: over max_memory_restart it is killed, and started again; the reason is told"
write_config <<'END'
[servers.big-array]
command = ["sh", "-c", "echo >>~/starts; [ $(wc -l <~/starts) -gt 1 ] || exec eats-memory 200; exec sleep 1000"]
user = "robot"
memory_max = "100M"
systemd.Service.MemorySwapMax = "0"
[servers.stays-down]
command = "eats-memory 200"
user = "robot"
memory_max = "100M"
restart = "no"
systemd.Service.MemorySwapMax = "0"
END
run mcpctl apply --no-wait
expect_exit 0
for name in big-array stays-down; do
  expect_equal "what systemd does for want of memory" "$(property mcp@$name.service OOMPolicy)" kill
done
restarted_once() { [[ $(status_of "$1" restarts state) == "1 running" ]]; }
eventually 10 restarted_once big-array
eventually 10 state_is stays-down failed
reason='killed by SIGKILL, perhaps out of memory \(limit 100M\)' brief='failed \(SIGKILL\)'
if is_told; then reason='ran out of memory \(limit 100M\)' brief='failed: out of memory \(limit 100M\)'; fi
for name in big-array stays-down; do
  shows_reason() { [[ $(mcpctl show "$name") =~ last\ exit\ +$reason ]]; }
  eventually 5 shows_reason
done
run mcpctl status stays-down
expect_out_has "$brief"
if is_told; then
  run mcpctl logs stays-down
  expect_out_has 'out of memory \(limit 100M\)'
fi

scenario "misc/misc: max_memory_restart counts the children, which PM2's does not"
write_config <<'END'
[servers.family]
command = ["bash", "-c", "echo >>~/family; if (($(wc -l <~/family) > 1)); then exec sleep 1000; fi; eats-memory 60 & eats-memory 60 & wait -n"]
user = "robot"
memory_max = "100M"
systemd.Service.MemorySwapMax = "0"
END
run mcpctl apply --no-wait
expect_exit 0
mapfile -t members < <(processes_of family)
eventually 10 restarted_once family
expect none_alive "${members[@]}"
expect_equal "processes of the new one" "$(processes_of family | wc -l)" 1
