# What apply does, and what it leaves alone.
# scope: user

units=$HOME/.config/systemd/user

# Everything that an apply could have touched: files with their times, reloads, processes.
traces() {
  find "$units" -printf '%P %T@ %C@ %l\n' | sort
  manager show -p UnitsLoadTimestampMonotonic
  manager show -p InvocationID,MainPID,ActiveEnterTimestampMonotonic 'mcp@*'
}

environment_of() { # SERVER
  tr '\0' '\n' <"/proc/$(main_pid "$1")/environ"
}

two_servers() {
  write_config <<'TOML'
[defaults]
settle_sec = "100ms"
[servers.a]
command = "sleep infinity"
env = { KEY = "old", GOES = "away" }
[servers.b]
command = "sleep infinity"
TOML
  run mcpctl apply
  expect_exit 0
}

scenario 'the first apply creates and starts, and says so'
two_servers
expect_equal 'the plan' "$(head -n 3 <<<"$out")" '+ a  create   new
+ b  create   new
2 to create'
expect_equal 'state of a' "$(property mcp@a.service ActiveState)" active
expect_equal 'state of the target' "$(property mcp.target ActiveState)" active
expect [ ! -e "$units/.mcpctl.lock" ]

scenario 'an unchanged apply writes nothing, reloads nothing and keeps every process'
two_servers
before=$(traces)
run strace -f -o strace.out -e trace=mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,symlinkat,fsync,fchmod,ftruncate mcpctl apply
expect_exit 0
expect_equal 'traces' "$(traces)" "$before"
expect_equal 'changing system calls' "$(grep -c '(' strace.out)" 0
expect_out_has '^2 unchanged$'

scenario 'a change restarts the server that needs it, and no other'
two_servers
a=$(main_pid a) b=$(main_pid b)
write_config <<'TOML'
[defaults]
settle_sec = "100ms"
[servers.a]
command = "sleep infinity"
env = { KEY = "new" }
[servers.b]
command = "sleep infinity"
TOML
run mcpctl apply
expect_exit 0
expect_out_has '~ a +restart +environment changed: GOES, KEY'
expect [ "$(main_pid a)" != "$a" ]
expect_equal 'process of b' "$(main_pid b)" "$b"
expect_equal 'KEY' "$(environment_of a | grep ^KEY=)" KEY=new
expect_equal 'a variable that is gone' "$(environment_of a | grep -c ^GOES=)" 0

scenario 'a limit, a description and a restart policy need no restart'
two_servers
a=$(main_pid a)
write_config <<'TOML'
[defaults]
settle_sec = "100ms"
[servers.a]
command = "sleep infinity"
env = { KEY = "old", GOES = "away" }
tasks_max = 50
description = "The a server"
restart = "on-failure"
[servers.b]
command = "sleep infinity"
TOML
run mcpctl apply
expect_exit 0
expect_equal 'process of a' "$(main_pid a)" "$a"
expect_equal 'TasksMax' "$(property mcp@a.service TasksMax)" 50
expect_equal 'Restart' "$(property mcp@a.service Restart)" on-failure
expect_equal 'NeedDaemonReload' "$(property mcp@a.service NeedDaemonReload)" no

scenario 'what the user stopped stays stopped, what failed is started again'
two_servers
expect manager stop mcp@a.service
expect manager kill --signal=KILL mcp@b.service
run mcpctl apply
expect_exit 0
expect_out_has '= a +keep +stopped by hand: mcpctl start a'
expect_equal 'state of a' "$(property mcp@a.service ActiveState)" inactive
eventually 5 manager is-active mcp@b.service

scenario 'a server that is gone from the file is stopped and removed'
two_servers
write_config <<'TOML'
[servers.b]
command = "sleep infinity"
settle_sec = "100ms"
TOML
run mcpctl apply
expect_exit 0
expect_out_has '- a +remove +not in .* any more'
expect_equal 'state of a' "$(property mcp@a.service ActiveState)" inactive
expect_equal 'files of a' "$(find "$units" -name '*@a.*')" ''
expect_equal 'what the target wants' "$(property mcp.target Wants)" mcp@b.service

scenario 'a configuration that vanished removes nothing'
two_servers
rm "$config_folder/mcp.toml"
run mcpctl apply
expect_exit 2
expect_err_has 'mcpctl down'
expect_equal 'state of a' "$(property mcp@a.service ActiveState)" active
: >"$config_folder/mcp.toml"
run mcpctl apply
expect_exit 2
expect_err_has '2 are installed from it: a, b'
expect_equal 'state of b' "$(property mcp@b.service ActiveState)" active

scenario 'down removes everything, and leaves nothing'
two_servers
run mcpctl down
expect_exit 0
expect_equal 'files' "$(find "$units" -name '*mcp*')" ''
expect_equal 'units' "$(manager list-units --all --no-legend 'mcp*')" ''

scenario 'a name that another file owns is refused, taken over, or adopted'
two_servers
cat >other.toml <<'TOML'
[servers.a]
command = "sleep infinity"
settle_sec = "100ms"
TOML
run mcpctl -c other.toml apply
expect_exit 2
expect_err_has 'a: belongs to .*/mcp.toml'
a=$(main_pid a)
run mcpctl -c other.toml apply --take-over
expect_exit 0
run mcpctl -c other.toml apply
expect_out_has '^1 unchanged$'
mv other.toml third.toml
run mcpctl -c third.toml apply
expect_exit 0
expect_equal 'state of b, which belongs to none of them' "$(property mcp@b.service ActiveState)" active

scenario 'override.conf and set-property win, and survive'
two_servers
mkdir -p "$units/mcp@a.service.d"
printf '[Service]\nEnvironment=MINE=1\nExecStart=\nExecStart=/bin/sleep 4242\n' >"$units/mcp@a.service.d/override.conf"
expect manager daemon-reload
expect manager set-property mcp@a.service TasksMax=33
sed -i 's/"old"/"new"/' "$config_folder/mcp.toml"
run mcpctl apply
expect_exit 0
expect_equal 'TasksMax' "$(property mcp@a.service TasksMax)" 33
expect_equal 'the program' "$(tr '\0' ' ' <"/proc/$(main_pid a)/cmdline")" '/bin/sleep 4242 '
expect_equal 'MINE' "$(environment_of a | grep ^MINE=)" MINE=1
rm "$config_folder/mcp.toml"
run mcpctl down
expect [ -e "$units/mcp@a.service.d/override.conf" ]
rm -r "$HOME/.config/systemd/user.control"

scenario 'the escape hatch is checked before anything is touched'
two_servers
before=$(traces)
cat >>"$config_folder/mcp.toml" <<'TOML'
[servers.b.systemd.Service]
LimitNOFILE = "many"
TOML
run mcpctl apply
expect_exit 2
expect_err_has 'b: LimitNOFILE in \[servers.b.systemd.Service\]'
expect_equal 'traces' "$(traces)" "$before"
sed -i 's/"many"/"99"/' "$config_folder/mcp.toml"
run mcpctl apply
expect_exit 0
expect_equal 'LimitNOFILE' "$(property mcp@b.service LimitNOFILE)" 99

scenario 'what systemd does not take is put back, and nothing was stopped'
two_servers
a=$(main_pid a)
before=$(find "$units" -type f -exec sha256sum {} + | sort)
# Somebody's unit of the same name, found before ours, that cannot be loaded.
mkdir -p "$HOME/.config/systemd/user.control"
printf '[Service]\nType=dbus\n' >"$HOME/.config/systemd/user.control/mcp@a.service"
sed -i '/^env/s/"old"/"new"/; s/^command.*/command = "sleep 9999"/' "$config_folder/mcp.toml"
run mcpctl apply
rm "$HOME/.config/systemd/user.control/mcp@a.service"
expect_exit 1
expect_err_has 'mcp@a.service: .*the files were put back|put back: mcp@a.service'
expect_equal 'files' "$(find "$units" -type f -exec sha256sum {} + | sort)" "$before"
expect_equal 'process of a' "$(main_pid a)" "$a"
expect [ ! -e "$units/.mcpctl.lock" ]
run mcpctl apply
expect_exit 0
expect [ "$(main_pid a)" != "$a" ]

scenario 'a server that does not stay up: exit 1 and its last line'
write_config <<'TOML'
[servers.crash]
command = ["sh", "-c", "echo last words; sleep 0.3; exit 3"]
TOML
run mcpctl apply
expect_exit 1
expect_err_has 'crash: started but did not stay up: exited with status 3 after 0.[34] s, [34] times'
expect_err_has 'last words'
expect_err_has 'see: mcpctl logs crash'

scenario 'a program that ends at once looks like a stdio server'
write_config <<'TOML'
[servers.stdio]
command = ["sh", "-c", "cat >/dev/null"]
TOML
run mcpctl apply
expect_exit 1
expect_err_has 'exited with status 0'
expect_err_has 'looks like a stdio server: type = "stdio"'

scenario 'an http server is up as soon as it answers'
write_config <<TOML
[servers.web]
type = "http"
command = "$sample_server"
port = $port
settle_sec = "30s"
TOML
run timeout 20 mcpctl apply --wait=25s
expect_exit 0

scenario 'who else holds the port does not make a server ready'
python3 -m http.server --bind 127.0.0.1 "$port" >/dev/null 2>&1 &
squatter=$!
eventually 5 curl --silent --output /dev/null "http://127.0.0.1:$port/"
write_config <<TOML
[servers.web]
type = "http"
command = "$sample_server"
port = $port
TOML
run mcpctl apply
kill "$squatter"
expect_exit 1
expect_err_has 'web: started but did not stay up'

scenario 'interrupted: it says what finishes the work, and the next apply does'
write_config <<'TOML'
[servers.slow]
service_type = "notify"
command = ["sh", "-c", "sleep 2; systemd-notify --ready; exec sleep infinity"]
timeout_start_sec = "20s"
[servers.slow.systemd.Service]
NotifyAccess = "all"
TOML
mcpctl apply >apply.out 2>apply.err &
apply=$!
eventually 5 grep -q '^start mcp@slow' "$units/.mcpctl.lock"
kill -INT "$apply"
wait "$apply"
expect_equal 'exit status' "$?" 130
expect grep -q 'interrupted; the next mcpctl apply does what is left to do' apply.err
run mcpctl apply
expect_exit 0
expect_equal 'state of slow' "$(property mcp@slow.service ActiveState)" active
expect [ ! -e "$units/.mcpctl.lock" ]

scenario 'interrupted while a server comes up: the next apply waits until it is up'
write_config <<'TOML'
[servers.slow]
service_type = "notify"
command = ["sh", "-c", "until [ -e come ]; do sleep 0.1; done; systemd-notify --ready; exec sleep infinity"]
timeout_start_sec = "60s"
[servers.slow.systemd.Service]
NotifyAccess = "all"
TOML
sed -i "s|-e come|-e $PWD/come|" "$config_folder/mcp.toml"
mcpctl apply >apply.out 2>apply.err &
apply=$!
is_on_its_way() { [[ $(property mcp@slow.service ActiveState) == activating ]]; }
eventually 5 is_on_its_way
kill -INT "$apply"
wait "$apply"
expect_equal 'exit status' "$?" 130
(sleep 1 && touch come) &
run mcpctl apply
expect_exit 0
expect_out_has 'slow +start +an earlier apply still owed it'
expect_out_has '1 of 1 up'
expect_equal 'state of slow' "$(property mcp@slow.service ActiveState)" active
run mcpctl apply
expect_out '1 unchanged'

scenario 'a limit below what is used is warned of'
write_config <<'TOML'
[servers.a]
command = ["sh", "-c", "x=$(head -c 30000000 /dev/zero | tr '\\0' x); sleep infinity"]
settle_sec = "1s"
TOML
run mcpctl apply
expect_exit 0
sed -i 's/^settle_sec/memory_max = "1M"\nsettle_sec/' "$config_folder/mcp.toml"
run mcpctl apply --dry-run
expect_exit 0
expect_err_has 'a: memory_max 1M is less than it uses now \([0-9.]+[MK]\): the kernel will kill it'
