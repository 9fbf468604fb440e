# The key `watch` where the system's manager runs the server of a user.
# scope: system

invocation() {
  property mcp@web.service InvocationID
}
another() { [[ $(invocation) != "$before" ]]; }

scenario "the watcher is the server's user, sees what he sees, and restarts the server"
# Where only he can look.
home=$(getent passwd mcp1 | cut -d: -f6)
rm -rf "$home/watched"
install -d -o mcp1 -m 0700 "$home/watched"
write_config <<TOML
[servers.web]
command = "sleep 1000"
user = "mcp1"
cwd = "$home/watched"
watch = true
watch_delay_sec = 0.1
TOML
run mcpctl apply
expect_exit 0
pid=$(property mcpctl-watch@web.service MainPID)
expect_equal "its user" "$(stat -c %U "/proc/$pid")" mcp1
before=$(invocation)
runuser -u mcp1 -- sh -c "echo x >$home/watched/code"
eventually 5 another
told() { journalctl --quiet --output=cat --unit=mcp@web.service | grep -F "restarting: $home/watched/code changed"; }
eventually 5 told
expect state_is web running
expect_equal "the watcher" "$(property mcpctl-watch@web.service MainPID)" "$pid"

scenario_goes_on "the user's other processes cannot get at its right to become root"
run runuser -u mcp1 -- cat "/proc/$pid/environ"
expect_exit 1
attach=16 # ptrace(2), PTRACE_ATTACH
run runuser -u mcp1 -- python3 -c "import ctypes; print(ctypes.CDLL(None).ptrace($attach, $pid, None, None))"
expect_out -1

scenario_goes_on "a stop by hand stops both"
manager stop mcp@web.service
gone() { [[ $(property mcpctl-watch@web.service ActiveState) == inactive ]]; }
eventually 5 gone

scenario "a limit of inotify fails the watcher alone, and the server's log names it"
# All instances that this user may have, until the end of standard input.
cat >hog.py <<'PROGRAM'
import ctypes, sys
libc = ctypes.CDLL(None)
while libc.inotify_init1(0) >= 0:
    pass
print("full", flush=True)
sys.stdin.read()
PROGRAM
chmod a+rx . .. && chmod a+r hog.py
coproc HOG { exec setpriv --reuid games --clear-groups python3 "$PWD/hog.py"; }
# shellcheck disable=SC2153  # coproc sets it
hog=${HOG[1]} hog_pid=$HOG_PID
read -r -t 10 line <&"${HOG[0]}"
expect_equal "the hog" "$line" full
mkdir app && chmod a+rx app
write_config <<TOML
[servers.web]
command = "sleep 1000"
user = "games"
cwd = "/"
watch = "$PWD/app"
TOML
run mcpctl apply
expect state_is web running
failed() { [[ $(property mcpctl-watch@web.service ActiveState) == failed ]]; }
eventually 5 failed
run journalctl --quiet --output=cat --unit=mcp@web.service
expect_out_has "files are not watched any more: this user's limit of inotify instances is reached \(fs.inotify.max_user_instances = [0-9]+\)"
exec {hog}>&-
wait "$hog_pid"
run mcpctl restart web
expect_exit 0
expect_equal "the watcher" "$(property mcpctl-watch@web.service ActiveState)" active
