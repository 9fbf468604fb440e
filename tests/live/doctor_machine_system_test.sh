# doctor about the machine: a journal in memory, full disks, limits of inotify, want of memory.
# Not shown: the limit of watches, for it takes a million of them, or to change it for all of the machine.
# scope: system
# timeout: 180s

source "$LIVE/doctor.sh"

volatile=/etc/systemd/journald.conf.d/60-volatile.conf
put_back() {
  if mountpoint --quiet /srv/logs; then umount --lazy /srv/logs; fi
  rm -rf /srv/logs
  if [[ -e $volatile || -e /etc/systemd/journald.conf.d/99-mcpctl.conf ]]; then
    rm -f "$volatile" /etc/systemd/journald.conf.d/99-mcpctl.conf
    systemctl restart systemd-journald
    journalctl --flush
  fi
}
useradd --create-home --shell /bin/bash keeper

scenario 'a journal that is kept in memory, with files of before on disk'
printf '[servers.web]\ncommand = ["sleep", "1001"]\nuser = "keeper"\n' | write_config
run mcpctl apply
expect_exit 0
examine
expect_well journal-storage
printf '[Journal]\nStorage=volatile\n' >"$volatile"
systemctl restart systemd-journald
in_memory() {
  examine
  [[ $(findings journal-storage) == 'warning it is kept in memory' ]]
}
eventually 10 in_memory
expect_exit 0
expect_equal 'why it matters' "$(reasons journal-storage)" \
  'what servers wrote is gone at the next boot; journald.conf(5) has Storage=volatile'
run mcpctl show web
expect_exit 0
examine
mend journal-storage
on_disk() {
  examine
  [[ $(findings journal-storage) == ok* ]]
}
eventually 10 on_disk

scenario 'the disk for the log files is full: of bytes, then of files'
mkdir -p /srv/logs
mount -t tmpfs -o size=64m,nr_inodes=3000,mode=755 logs /srv/logs
write_config <<END
[servers.web]
command = ["sh", "-c", "while sleep 0.2; do echo one more line; done"]
user = "keeper"
stdout = "/srv/logs/web.log"
END
run mcpctl apply
expect_exit 0
examine
expect_exit 0
expect_well disk
dd if=/dev/zero of=/srv/logs/other bs=1M 2>/dev/null
examine
expect_exit 1
expect_finding disk '' '^problem the disk of /srv/logs has [0-9.]+[KMB]? left$'
expect_equal 'why it matters' "$(reasons disk)" 'it is the one for the log files of web'
rm /srv/logs/other
seq -f /srv/logs/%g 1 3000 | xargs touch 2>/dev/null
examine
expect_exit 1
expect_finding disk '' '^problem the disk of /srv/logs can take only 0 more files$'
seq -f /srv/logs/%g 1 3000 | xargs rm -f
examine
expect_exit 0
expect_well disk

scenario 'instances of inotify run out for the user of a server that watches files'
# All that this user may have, until the end of standard input.
cat >hog.py <<'PROGRAM'
import ctypes, sys
libc = ctypes.CDLL(None)
while libc.inotify_init1(0) >= 0:
    pass
print("full", flush=True)
sys.stdin.read()
PROGRAM
mkdir watched
chmod a+rx "$HOME" . watched && chmod a+r hog.py
write_config <<END
[servers.web]
command = ["sleep", "1001"]
cwd = "/"
user = "keeper"
watch = ["$PWD/watched"]
END
run mcpctl apply
expect_exit 0
examine
expect_finding watches '' '^ok [0-9]+ of [0-9]+ watches of inotify are in use$'
coproc HOG { exec setpriv --reuid keeper --clear-groups python3 "$PWD/hog.py"; }
# shellcheck disable=SC2153  # coproc sets it
hog=${HOG[1]} hog_pid=$HOG_PID
read -r -t 30 line <&"${HOG[0]}"
expect_equal 'the hog' "$line" full
most=$(</proc/sys/fs/inotify/max_user_instances)
examine
expect_exit 0
expect_finding watches '' "^warning [0-9]+ of $most instances of inotify are in use by keeper\$"
expect_equal 'what mends it' "$(mending watches)" \
  "echo fs.inotify.max_user_instances = $((most * 4)) | tee /etc/sysctl.d/60-mcpctl-instances.conf
sysctl --system"
exec {hog}>&-
wait "$hog_pid"
examine
expect_well watches

scenario 'the kernel kills a child of a server that runs on'
write_config <<'END'
[servers.web]
command = ["sh", "-c", "python3 -c 'x = bytearray(b\"x\" * 2**20) * 200'; exec sleep 1000"]
user = "keeper"
memory_max = "60M"

[servers.web.systemd.Service]
OOMPolicy = "continue"
END
run mcpctl apply
expect_exit 0
killed() {
  run mcpctl show web
  [[ $out == *'1 process killed for want of memory since its start'* ]]
}
eventually 20 killed
expect_out_has 'of 60M \([0-9]+%\), at most [0-9.]+M so far'
expect state_is web running
expect_equal 'in JSON' "$(mcpctl --json show web | json "v['servers'][0]['memory_kills']")" 1
examine
expect_exit 0
expect_finding memory web '^warning 1 process of it was killed for want of memory since its start$'
expect_equal 'what mends it' "$(mending memory web)" "/etc/mcp/mcp.toml:1: memory_max = \"120M\""$'\nmcpctl apply'
sed -i -e s/60M/600M/ "$config_folder/mcp.toml"
mend memory web
examine
expect_exit 0
run mcpctl restart web
expect_exit 0
examine
expect_well memory
