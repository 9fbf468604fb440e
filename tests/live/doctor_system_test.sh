# doctor in the system scope: memory, other users, and a user without a manager.
# scope: system
# timeout: 180s

source "$LIVE/doctor.sh"

useradd --create-home --shell /bin/bash robot
useradd --create-home --shell /bin/bash visitor
as() { # USER COMMAND...
  setpriv --reuid "$1" --regid "$1" --init-groups --inh-caps=-all \
    env -i HOME="/home/$1" USER="$1" PATH=/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8 "${@:2}"
}
# Takes so many megabytes, and keeps them.
takes() { # MEGABYTES
  printf 'command = ["python3", "-c", "import time; x = [bytearray(b'"'x'"' * 2**20) for i in range(%d)]; time.sleep(1000)"]\n' "$1"
}

scenario 'nothing is wrong where nothing is'
run mcpctl doctor
expect_exit 0
expect_out_lacks 'linger|XDG_RUNTIME_DIR'

scenario 'a server near its limit, and one that is killed for it'
{
  echo '[servers.near]'
  takes 90
  printf 'user = "robot"\nmemory_max = "100M"\n[servers.above]\n'
  takes 86
  printf 'user = "robot"\nmemory_max = "40M"\nstart_limit_burst = 2\n'
} | write_config
run mcpctl apply
expect_exit 1
told() {
  examine
  [[ $(findings memory near) == 'warning it uses '*' of the 100.0M that it may' ]] || return 1
  # On a legacy hierarchy systemd is not told why.
  if [[ -e /sys/fs/cgroup/cgroup.controllers ]]; then
    [[ $(findings memory above) == 'problem it was killed: out of memory (limit 40M)' ]]
  else
    [[ $(findings memory above) == 'problem it was killed, most likely for its memory_max (40.0M)' ]]
  fi
}
eventually 15 told
expect_exit 1
expect_equal 'what mends the other' "$(mending memory above | tail -n 1)" 'mcpctl apply'
expect_well controllers
expect_equal 'what mends it' "$(mending memory near)" "/etc/mcp/mcp.toml:1: memory_max = \"200M\""$'\nmcpctl apply'
sed -i -e s/100M/200M/ -e s/40M/400M/ "$config_folder/mcp.toml"
mend memory near
eventually 5 state_is above running
examine
expect_exit 0
expect_well memory

scenario 'the port is held by another user'
as robot python3 -m http.server --bind 127.0.0.1 "$port" >/dev/null 2>&1 &
eventually 5 curl --silent --output /dev/null "http://127.0.0.1:$port/"
write_config <<END
[servers.web]
type = "http"
command = ["python3", "-m", "http.server", "--bind", "127.0.0.1", "{port}"]
port = $port
user = "visitor"
start_limit_burst = 2
END
run mcpctl apply
expect_exit 1
# Another user sees whose it is, and not which process.
run as visitor mcpctl --system --json doctor
expect_exit 1
expect_finding port web "problem port $port is held by a process of user robot"
expect_equal 'what tells more' "$(mending port web)" "sudo ss -ltnp 'sport = :$port'"$'\nsudo mcpctl --system restart web'
examine
expect_exit 1
expect_finding port web "problem port $port is held by pid [0-9]+, python3, of user robot"
mend port web
eventually 5 state_is web running
examine
expect_exit 0

scenario 'servers do not start at boot'
printf '[servers.web]\ncommand = ["sleep", "1001"]\nuser = "robot"\n' | write_config
run mcpctl apply
expect_exit 0
run mcpctl unstartup
examine
expect_exit 0
expect_finding target '' 'warning mcp.target is not enabled'
expect_equal 'what mends it' "$(mending target)" 'mcpctl startup'
mend target
examine
expect_well target

scenario 'the program that watches files for a server is gone'
mkdir -p "$PWD/watched"
printf '[servers.web]\ncommand = ["sleep", "1001"]\nuser = "robot"\nwatch = ["%s"]\n' "$PWD/watched" | write_config
run mcpctl apply
expect_exit 0
examine
expect_well own-programs
expect_finding watches '' 'ok [0-9]+ of [0-9]+ watches of inotify are in use'
watcher=$(systemctl show --value -p ExecStart mcpctl-watch@web.service | grep -o '/[^ ;]*mcpctl-watch' | head -n 1)
mv "$watcher" "$watcher.away"
examine
mv "$watcher.away" "$watcher"
expect_exit 1
expect_finding own-programs web "problem $watcher does not exist, and its units run it"

scenario 'PM2 is started by the boot'
cat >/etc/systemd/system/pm2-root.service <<'END'
[Service]
ExecStart=/bin/sleep 1000
[Install]
WantedBy=multi-user.target
END
systemctl daemon-reload
systemctl --quiet enable pm2-root.service
examine
expect_exit 0
expect_finding pm2 '' 'warning pm2-root.service is enabled'
expect_equal 'what mends it' "$(mending pm2)" 'systemctl disable --now pm2-root.service'
systemctl --quiet disable --now pm2-root.service
examine
expect_well pm2
rm /etc/systemd/system/pm2-root.service

scenario 'a user without a manager: why, and status 5'
mkdir -p ~visitor/.config/mcp
printf '[servers.web]\ncomand = "sleep 1"\n' >~visitor/.config/mcp/mcp.toml
chown -R visitor: ~visitor/.config
run as visitor mcpctl --json doctor
expect_exit 5
expect_finding manager '' 'problem no service manager runs for user visitor'
expect_equal 'severity of what it says of the rest' "$(findings configuration)" \
  'problem ~/.config/mcp/mcp.toml:2:1: unknown key "comand" in [servers.web]'
expect_finding runtime-dir '' 'note XDG_RUNTIME_DIR is not set'
run as visitor mcpctl doctor
expect_exit 5
expect_out_has 'do:   log in as visitor .* sudo loginctl enable-linger visitor'
