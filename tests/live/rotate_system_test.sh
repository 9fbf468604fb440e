# Log files of the system scope: whose they are, where they may be, and their rotation on tmpfs.
# scope: system
# slow: rotations at full speed
# timeout: 240s
source "$LIVE/rotation.sh"

scenario "files and folders are made beforehand, with owner and mode"
install -d -m 755 /srv/logs-test
write_config <<'SERVERS'
[servers.web]
command = ["sh", "-c", "echo hello; echo trouble >&2; exec sleep infinity"]
user = "nobody"
stdout = "/var/log/mcp/web/out.log"
stderr = "/var/log/mcp/web/err.log"
SERVERS
run mcpctl apply
expect_exit 0
expect_equal "folder" "$(stat -c '%U %a' /var/log/mcp/web)" "root 755"
expect_equal "file" "$(stat -c '%U %a' /var/log/mcp/web/out.log)" "nobody 640"
expect_equal "standard output" "$(</var/log/mcp/web/out.log)" hello
expect_equal "standard error" "$(</var/log/mcp/web/err.log)" trouble

scenario "a folder that others can change is an error with its place, and nothing is changed"
install -d -o nobody -m 755 /srv/theirs
write_config <<'SERVERS'
[servers.web]
command = "sleep infinity"
user = "nobody"
stdout = "/srv/theirs/logs/out.log"
SERVERS
run mcpctl apply
expect_exit 2
expect_err_has 'mcp.toml:4:10: error: stdout: the folder /srv/theirs does not belong to root'
expect [ ! -e /srv/theirs/logs ]

scenario "40 rotations at full speed on tmpfs, by root for another user"
mkdir -p /run/mcp-logs
mountpoint -q /run && expect_equal "file system" "$(stat -f -c %T /run/mcp-logs)" tmpfs
write_loud_program /run/mcp-logs/loud.py
write_config <<'SERVERS'
[servers.loud]
command = ["python3", "/run/mcp-logs/loud.py"]
user = "nobody"
stdout = "/run/mcp-logs/loud.log"
stderr = "/run/mcp-logs/loud.err"
log_rotate_size = "1"
log_rotate_keep = 50
SERVERS
run mcpctl apply
expect_exit 0
for ((i = 0; i < 40; i++)); do
  manager start mcpctl-rotate@loud.service || fail "rotation $i failed"
done
expect_equal "owner and mode of an older file" "$(stat -c '%U %a' /run/mcp-logs/loud.log.5)" "nobody 640"
run mcpctl stop loud
expect_equal "standard output" "$(check_lines /run/mcp-logs/loud.log)" whole
expect_equal "standard error" "$(check_lines /run/mcp-logs/loud.err)" whole
rm -r /run/mcp-logs

scenario "a full disk: nothing is lost, the failure is told, and the next look makes good for it"
mkdir -p /srv/full
mount -t tmpfs -o size=3M,mode=755 tmpfs /srv/full || skip "no tmpfs can be mounted"
write_config <<'SERVERS'
[servers.full]
command = ["python3", "-c", "for i in range(1, 20001): print('a', i, 'x' * 90, flush=True)\nimport time; time.sleep(9999)"]
user = "nobody"
stdout = "/srv/full/full.log"
log_rotate_size = "1"
SERVERS
run mcpctl apply
expect_exit 0
all_written() { grep -q '^a 20000 ' /srv/full/full.log; }
eventually 10 all_written
manager start mcpctl-rotate@full.service 2>/dev/null && fail "it had no room for a copy"
expect_equal "files" "$(ls /srv/full)" full.log
expect_equal "lines" "$(wc -l </srv/full/full.log)" 20000
expect moves mcp@full.service
# By unit, lines of what ends at once can be missing, and journald may be late.
is_told() { journalctl --quiet --output=cat | grep 'full.log: cannot be copied: No space left on device; nothing is lost'; }
eventually 5 is_told
mount -o remount,size=9M /srv/full
manager start mcpctl-rotate@full.service || fail "there is room now"
expect_equal "lines" "$(check_lines /srv/full/full.log)" whole
expect_equal "size" "$(stat -c %s /srv/full/full.log)" 0
run mcpctl flush --older full
expect_exit 0
expect_equal "files" "$(ls /srv/full)" full.log
run mcpctl remove full
umount /srv/full
