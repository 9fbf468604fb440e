# Disks that are full or may not be written, folders that sudo left behind, and two applies at once.
# scope: system

units=/etc/systemd/system

configure() { # KEY-OF-A
  write_config <<TOML
[defaults]
user = "nobody"
settle_sec = "100ms"
command = "sleep infinity"
cwd = "/"
[servers.a]
env = { KEY = "$1" }
${2:-}
TOML
}

tree() {
  find "$units" -name '*mcp*' -printf '%P %m %l\n' | sort
  find "$units" -path '*mcp*' -type f -exec sha256sum {} + | sort
}

# Runs apply where the unit folder is another file system with the same files; the service manager goes on
# seeing the real one.
apply_on() { # MOUNT-OPTIONS PREPARE...
  # shellcheck disable=SC2016  # expands inside
  run unshare --mount bash -c '
    set -e
    mount -t tmpfs -o "mode=755,$2" tmpfs /mnt
    cp -a "$1"/. /mnt
    eval "$3"
    mount --bind /mnt "$1"
    [[ -z $4 ]] || mount -o "remount,bind,$4" "$1"
    cd "$1"
    before=$(find . -printf "%p %m %l\n" -type f -exec sha256sum {} \; | sort)
    status=0
    mcpctl apply || status=$?
    after=$(find . -printf "%p %m %l\n" -type f -exec sha256sum {} \; | sort)
    [[ $before == "$after" ]] || { echo "the unit folder differs:"; diff <(echo "$before") <(echo "$after"); exit 99; }
    exit $status' - "$units" "$1" "${2:-:}" "${3:-}"
}

scenario 'a full disk: nothing is changed, and the message says where room is needed'
configure old
run mcpctl apply
expect_exit 0
a=$(main_pid a)
configure new '[servers.b]'
full=0
for pages in $(seq 0 12); do
  # All the room but PAGES pages of it is taken.
  apply_on size=4M "dd if=/dev/zero of=/mnt/ballast bs=4096 status=none 2>/dev/null || true
    truncate -s -$((pages * 4096)) /mnt/ballast"
  expect_exit 1
  # The files fit, and the service manager, which does not see them, says so.
  [[ $err =~ 'put back' ]] && break
  full=$((full + 1))
  expect_err_has 'No space left on device'
  expect_err_has 'df -h'
  expect_equal "process of a, with room for $pages pages" "$(main_pid a)" "$a"
done
expect [ "$full" -gt 2 ]
expect [ "$full" -lt 13 ]

scenario 'a read-only unit folder'
configure old
run mcpctl apply
expect_exit 0
a=$(main_pid a)
run mcpctl apply
expect_exit 0
configure new
apply_on size=4M : ro
expect_exit 1
expect_err_has '/etc/systemd/system/.*: read-only file system'
expect_err_has 'findmnt'
expect_equal 'process of a' "$(main_pid a)" "$a"

scenario 'nothing to do is nothing to write, on a read-only unit folder too'
configure old
run mcpctl apply
apply_on size=4M : ro
expect_exit 0
expect_out_has '1 unchanged'

scenario 'two at once: the second waits for the first, then finds nothing left to do'
configure old
run mcpctl apply
configure new
starts() {
  journalctl --sync
  journalctl --quiet --output=cat -u mcp@a.service | grep -c '^Started'
}
before=$(starts)
# The first is kept busy with its server, which does not stop before it may.
go=/run/mcpctl-test-go
write_config <<TOML
[servers.a]
user = "nobody"
cwd = "/"
command = ["sh", "-c", "trap 'until [ -e $go ]; do sleep 0.1; done; exit' TERM; while :; do sleep 0.1; done"]
settle_sec = "100ms"
TOML
run mcpctl apply
expect_exit 0
sed -i 's/^settle_sec/env = { KEY = "new" }\nsettle_sec/' "$config_folder/mcp.toml"
mcpctl apply >first.out 2>first.err &
first=$!
eventually 5 grep -q restart first.out
mcpctl apply >second.out 2>second.err &
second=$!
eventually 5 grep -q "waiting for another apply (pid $first)" second.err
touch $go
expect wait "$first"
expect wait "$second"
rm $go
expect grep -q '~ a *restart' first.out
expect_equal 'what the second did' "$(<second.out)" '1 unchanged'
expect_equal 'starts of a' "$(($(starts) - before))" 2
