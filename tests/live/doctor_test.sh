# doctor: the problem is made, told, and what is told mends it.
# scope: user
# timeout: 180s

source "$LIVE/doctor.sh"

# As long as it lives it listens, and answers whatever it is asked.
answering='import http.server, os; http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), http.server.SimpleHTTPRequestHandler).serve_forever()'

scenario 'nothing is installed, nothing is wrong'
run mcpctl doctor
expect_exit 0
expect_out_has '✓ Start at boot: linger'
expect_out_has 'mend: mcpctl init'
expect_out_lacks '✗'
expect_out_has '[0-9] notes?$'

scenario 'all is well with servers that run'
write_config <<END
[servers.web]
type = "http"
command = ["python3", "-c", '''$answering''']
port = $port

[servers.files]
type = "stdio"
command = ["cat"]
END
run mcpctl apply
expect_exit 0
before=$(find "$HOME/.config" "$XDG_RUNTIME_DIR" -printf '%p %T@ %C@\n' 2>/dev/null | sort)
run mcpctl doctor
expect_exit 0
expect_out_has '✓ Units: template, masked, shadowed, loaded, drop-ins, interrupted, own-programs'
expect_out_has '✓ Configuration: configuration, clear-text, stale, orphaned'
expect_out_has '✓ Servers: state, restarts, program, script, folder, version-manager, socket'
expect_out_has '✓ Ports and other daemons: port, same-port, listening, pm2, twice'
expect_equal 'files, after it has looked' "$(find "$HOME/.config" "$XDG_RUNTIME_DIR" -printf '%p %T@ %C@\n' 2>/dev/null | sort)" "$before"
run mcpctl -v doctor
expect_out_has '✓ version: systemd [0-9]+'
run mcpctl doctor web
expect_exit 0
run mcpctl doctor nobody
expect_exit 4

scenario 'a server does not start: its program is not there any more'
printf '#!/bin/sh\nexec sleep infinity\n' >server
chmod +x server
write_config <<END
[servers.web]
command = ["$PWD/server"]
start_limit_burst = 2
END
run mcpctl apply
expect_exit 0
rm server
run mcpctl restart web
expect_exit 1
run mcpctl doctor
expect_exit 1
expect_out_has '✗ web: its program cannot be run: .*/server does not exist'
expect_out_lacks '✗ web: (failed|restarting): '
printf '#!/bin/sh\nexec sleep infinity\n' >server
examine
expect_equal 'what mends it' "$(mending program web)" "chmod +x $PWD/server"$'\nmcpctl restart web'
chmod +x server
examine
expect_well program
mend state web
eventually 5 state_is web running
examine
expect_exit 0

scenario 'a wrong script path'
write_config <<END
[servers.web]
command = "python3 app/main.py"
cwd = "$PWD"
start_limit_burst = 2
END
run mcpctl apply
expect_exit 1
examine
expect_exit 1
expect_finding script web "problem its script $PWD/app/main.py does not exist"
expect_equal 'the line to write' "$(mending script web | head -n 1 | cut -d : -f 1-2)" "$config_folder/mcp.toml:1"
mkdir app
echo 'import time; time.sleep(1000)' >main.py
sed -i 's|app/main.py|main.py|' "$config_folder/mcp.toml"
mend script web
eventually 5 state_is web running
examine
expect_exit 0

scenario 'a variable of the environment is missing, and a secret'
write_config <<END
[servers.web]
command = ["python3", "-c", "import os, time; os.environ['DATA_DIR']; time.sleep(1000)"]
start_limit_burst = 2

[servers.notes]
command = ["sh", "-c", ': \${NOTION_TOKEN:?environment variable is not set}; exec sleep 1000']
start_limit_burst = 2
END
run mcpctl apply
expect_exit 1
told() {
  examine
  [[ $(findings environment web) == 'problem its environment lacks DATA_DIR' && $(findings environment notes) == *NOTION_TOKEN ]]
}
eventually 5 told
expect_exit 1
expect_equal 'what mends it' "$(mending environment web)" "$config_folder/mcp.toml:1: add DATA_DIR = \"VALUE\" to env"$'\nmcpctl apply'
expect_equal 'what mends the other' "$(mending environment notes)" \
  "$config_folder/mcp.toml:5: secrets = [\"NOTION_TOKEN\"]"$'\nmcpctl secret set notes NOTION_TOKEN\nmcpctl apply'
sed -i -e '/servers.web/a env = { DATA_DIR = "/srv" }' -e '/servers.notes/a secrets = ["NOTION_TOKEN"]' "$config_folder/mcp.toml"
run mcpctl secret set notes NOTION_TOKEN <<<sesame
expect_exit 0
run mcpctl apply
expect_exit 0
examine
expect_exit 0
expect_well secrets

scenario_goes_on 'the same of a stdio server, whose sessions fail and not itself'
write_config <<'END'
[servers.files]
type = "stdio"
command = ["sh", "-c", "echo GITHUB_TOKEN environment variable is required >&2; exit 1"]
END
run mcpctl apply
expect_exit 0
examine
expect_exit 0
run mcpctl connect files </dev/null
told_of_session() {
  examine
  [[ $(findings environment files) == 'problem its environment lacks GITHUB_TOKEN' ]]
}
eventually 5 told_of_session
sed -i '/servers.files/a secrets = ["GITHUB_TOKEN"]' "$config_folder/mcp.toml"
run mcpctl secret set files GITHUB_TOKEN <<<sesame
run mcpctl apply
expect_exit 0
examine
expect_exit 0

scenario_goes_on 'a secret that others could read'
chmod 644 "$config_folder/secrets/files/GITHUB_TOKEN"
examine
expect_exit 1
expect_finding secrets files 'problem .*GITHUB_TOKEN is open to others \(mode 0644\)'
mend secrets files
examine
expect_well secrets

scenario 'the port is taken by somebody else'
python3 -m http.server --bind 127.0.0.1 "$port" >/dev/null 2>&1 &
thief=$!
eventually 5 curl --silent --output /dev/null "http://127.0.0.1:$port/"
write_config <<END
[servers.web]
type = "http"
command = ["python3", "-c", '''$answering''']
port = $port
start_limit_burst = 2
settle_sec = "10s"
END
run mcpctl apply
expect_exit 1
examine
expect_exit 1
expect_finding port web "problem port $port is held by pid $thief, python3, of user $USER"
mend port web
eventually 5 state_is web running
examine
expect_exit 0
expect_well port
expect_well listening

scenario 'the port is taken by a unit, and by a server of ours'
systemctl --user stop thief.service 2>/dev/null
cat >thief.service <<END
[Service]
ExecStart=/usr/bin/python3 -m http.server --bind 127.0.0.1 $port
END
mkdir -p ~/.config/systemd/user
cp thief.service ~/.config/systemd/user/
systemctl --user daemon-reload
systemctl --user start thief.service
eventually 5 curl --silent --output /dev/null "http://127.0.0.1:$port/"
write_config <<END
[servers.web]
command = ["python3", "-c", '''$answering''']
env = { PORT = "$port" }
start_limit_burst = 2

[servers.other]
command = ["python3", "-m", "http.server", "--bind", "127.0.0.1", "$((port + 1))"]
END
run mcpctl apply
expect_exit 1
eventually 5 curl --silent --output /dev/null "http://127.0.0.1:$((port + 1))/"
cat >>"$config_folder/mcp.toml" <<END

[servers.blog]
command = ["python3", "-c", '''$answering''']
env = { PORT = "$((port + 1))" }
start_limit_burst = 2
END
run mcpctl apply
expect_exit 1
examine
expect_finding port web "problem port $port is held by pid [0-9]+, /usr/bin/python3, of user $USER, in thief.service"
expect_finding port blog "problem port $((port + 1)) is held by pid [0-9]+, .*, in mcp@other.service"
expect_equal 'what mends it' "$(mending port blog)" $'mcpctl stop other\nmcpctl restart blog'
mend port web
mend port blog
eventually 5 state_is web running
eventually 5 state_is blog running
examine
expect_well port
expect [ "$(systemctl --user is-active thief.service)" = inactive ]
rm ~/.config/systemd/user/thief.service

scenario 'two servers with the same port'
write_config <<END
[servers.web]
command = ["sleep", "1001"]
env = { PORT = "$port" }

[servers.copy]
command = ["sleep", "1002"]
env = { PORT = "$port" }
END
run mcpctl apply
expect_exit 0
examine
expect_exit 1
expect_finding same-port '' "problem port $port is the one of (web|copy), too"

scenario 'a log file grows without rotation'
write_config <<END
[servers.web]
command = ["sleep", "1001"]
stdout = "$PWD/web.log"
END
run mcpctl apply
expect_exit 0
fallocate -l 150M web.log
examine
expect_exit 0
expect_finding log-files web "warning $PWD/web.log has 150.0M, and is not rotated"
sed -i '/stdout/a log_rotate_size = "10M"' "$config_folder/mcp.toml"
mend log-files web
expect_equal 'the size of the file' "$(stat -c %s web.log)" 0
examine
expect_well log-files

scenario 'what came between us and the units'
write_config <<END
[servers.web]
command = ["sleep", "1001"]
END
run mcpctl apply
expect_exit 0
units=$HOME/.config/systemd/user
echo '# by hand' >>"$units/mcp@.service"
examine
expect_exit 0
expect_finding template '' 'warning .*/mcp@.service is not what this mcpctl writes'
expect_finding loaded '' 'warning systemd has not read the files of web since they changed'
mend template
mend loaded
examine
expect_well template
expect_well loaded

rm "$units/mcp@.service"
examine
expect_exit 1
expect_finding template '' 'problem .*/mcp@.service is missing'
mend template
examine
expect_well template

run mcpctl stop web
systemctl --user --quiet mask mcp@web.service
examine
expect_exit 1
expect_finding masked '' 'problem mcp@web.service is masked, by .*/mcp@web.service'
mend masked
run mcpctl start web
expect_exit 0
examine
expect_well masked

mkdir -p "$units/mcp@web.service.d"
printf '[Service]\nNice=5\n' >"$units/mcp@web.service.d/override.conf"
systemctl --user daemon-reload
examine
expect_exit 0
expect_finding drop-ins web 'note .*/override.conf changes it'
rm "$units/mcp@web.service.d/override.conf"

systemctl --user --quiet disable mcp.target
examine
expect_exit 0
expect_finding target '' 'warning mcp.target is not enabled'
mend target
examine
expect_well target

scenario 'a configuration that has changed, has errors, or is gone'
write_config <<END
[servers.web]
command = ["sleep", "1001"]
env = { API_KEY = "sk-live-0123456789abcdefghij" }
END
run mcpctl apply
expect_exit 0
chmod 644 "$config_folder/mcp.toml"
chmod o+x "$HOME" "$HOME/.config" "$config_folder"
sed -i s/1001/1002/ "$config_folder/mcp.toml"
examine
expect_exit 0
expect_finding stale '' 'warning the configuration of web has changed since it was applied'
expect_finding clear-text '' "warning $config_folder/mcp.toml can be read by others, and holds API_KEY of web"
expect_out_lacks sk-live
mend stale
bash -c "$(commands clear-text | head -n 1)"
examine
expect_well stale
expect_well clear-text
sed -i s/command/comand/ "$config_folder/mcp.toml"
examine
expect_exit 1
expect_finding configuration '' 'problem .*mcp.toml:2:1: unknown key "comand" in \[servers.web\]'
rm -r "$config_folder"
examine
expect_exit 0
expect_finding orphaned web "warning the file that it came from, $config_folder, is gone"
mend orphaned web
run mcpctl status
expect_out_lacks web

scenario 'an apply that was killed in the middle'
write_config <<'END'
[servers.web]
command = ["sh", "-c", "until [ -e go ]; do sleep 0.1; done; systemd-notify --ready; exec sleep 1000"]
service_type = "notify"
timeout_start_sec = "30s"

[servers.web.systemd.Service]
NotifyAccess = "all"
END
sed -i "/service_type/a cwd = \"$PWD\"" "$config_folder/mcp.toml"
mcpctl apply >/dev/null 2>&1 &
applying=$!
owes() { grep -qs 'start mcp@web.service' ~/.config/systemd/user/.mcpctl.lock && state_is web starting; }
eventually 5 owes
examine
expect_finding interrupted '' 'note an apply is under way'
kill -9 $applying
wait $applying
examine
expect_exit 0
expect_finding interrupted '' 'warning an apply was interrupted, and still owes .*start mcp@web.service'
touch go
mend interrupted
examine
expect_exit 0
expect_well interrupted
expect state_is web running

scenario 'folder, env_file and socket are gone'
mkdir -p inner
touch inner/.env
write_config <<END
[servers.web]
command = ["sleep", "1001"]
cwd = "$PWD/inner"
env_file = ["$PWD/inner/.env"]
start_limit_burst = 2

[servers.files]
type = "stdio"
command = ["cat"]
END
run mcpctl apply
expect_exit 0
rm -r inner "$XDG_RUNTIME_DIR/mcp/files.sock"
run mcpctl restart web
expect_exit 1
examine
expect_exit 1
expect_finding folder web "problem its folder $PWD/inner does not exist"
expect_finding env-file web "problem its env_file $PWD/inner/.env does not exist"
expect_finding socket files "problem nothing is at $XDG_RUNTIME_DIR/mcp/files.sock"
mend socket files
mkdir inner
touch inner/.env
mend env-file web
eventually 5 state_is web running
examine
expect_exit 0

scenario 'a server that is restarted again and again'
cat >again <<'END'
#!/bin/sh
echo once more >>starts
n=$(wc -l <starts)
[ "$n" -gt 6 ] && echo 'Error: of a run that goes on' && exec sleep 1000
echo "Error: run $n" >&2
exit 4
END
chmod +x again
write_config <<END
[servers.web]
command = "./again"
cwd = "$PWD"
start_limit_burst = 20
END
run mcpctl apply --no-wait
expect_exit 0
calm() { [[ $(status_of web state restarts) == 'running 6' ]]; }
eventually 10 calm
told_why() {
  examine
  [[ $(reasons restarts web) == 'the last time: exited with status 4; its log says: Error: run 6' ]]
}
eventually 5 told_why
expect_exit 1
expect_finding restarts web 'problem restarted 6 times by itself'

scenario 'a server until the next reboot, alone and beside others'
run mcpctl add --runtime short -- sleep 1003
expect_exit 0
examine
expect_exit 0
expect_well template
expect_well shadowed
expect_well stale
write_config <<END
[servers.web]
command = ["sleep", "1001"]
END
run mcpctl apply
expect_exit 0
examine
expect_exit 0
expect_well template
expect_well shadowed
run mcpctl remove short
expect_exit 0

scenario 'what may vanish'
mkdir -p .nvm/versions/node/v20/bin
cp "$(command -v sleep)" .nvm/versions/node/v20/bin/node
write_config <<END
[servers.web]
command = ["$PWD/.nvm/versions/node/v20/bin/node", "1001"]
END
run mcpctl apply
expect_exit 0
examine
expect_exit 0
expect_finding version-manager web 'note .*/node belongs to nvm'

scenario 'a PM2 that still runs, by the name that its daemon gives itself, and what it has started'
write_config <<END
[servers.web]
command = ["python3", "-m", "http.server", "--bind", "127.0.0.1", "{port}"]
port = $port
start_limit_burst = 2
END
(exec -a "PM2 v7.0.4: God Daemon ($HOME/.pm2)" bash -c "python3 -m http.server --bind 127.0.0.1 $port & wait" >/dev/null 2>&1) &
eventually 5 curl --silent --output /dev/null "http://127.0.0.1:$port/"
daemon=$(pgrep -u "$UID" -f '^PM2 v7.0.4: God Daemon')
run mcpctl apply
expect_exit 1
examine
expect_exit 1
expect_finding pm2 '' "problem PM2 runs: pid $daemon, of user $USER"
expect_finding port web "problem port $port is held by pid [0-9]+, python3, of user $USER"
expect_finding twice web 'warning its command runs a second time: pid [0-9]+, python3'
expect_equal 'what ends it' "$(mending pm2)" "PM2_HOME=$HOME/.pm2 pm2 kill"$'\n'"kill $daemon   # where the command pm2 is gone"
expect_equal 'what ends its server' "$(mending port web | head -n 1)" "PM2_HOME=$HOME/.pm2 pm2 list"
bash -c "$(mending pm2 | tail -n 1)"
ended() { ! kill -0 "$daemon" 2>/dev/null; }
eventually 5 ended
# Without its daemon the process is nobody's but its own.
examine
expect_well pm2
expect_finding twice web 'warning its command runs a second time'
expect_equal 'what ends it' "$(mending twice web)" "$(mending port web | head -n 1)"
mend port web
eventually 5 state_is web running
examine
expect_exit 0
expect_well twice

scenario 'a daemon made by hand, whose list is ours now'
cat >servers.conf <<END
# sleeps
sleep 100001
END
cat >daemon.py <<'END'
import subprocess, sys, time
children = [subprocess.Popen(line.split()) for line in open(sys.argv[1]) if line.strip() and line[0] != "#"]
time.sleep(1000)
END
cat >~/.config/systemd/user/made-by-hand.service <<END
[Service]
ExecStart=/usr/bin/python3 daemon.py servers.conf
WorkingDirectory=$PWD
[Install]
WantedBy=default.target
END
systemctl --user daemon-reload
systemctl --user --quiet enable --now made-by-hand.service
run mcpctl -c servers.conf apply
expect_exit 0
run mcpctl -c servers.conf --json doctor
expect_exit 1
expect_finding daemon '' "problem another daemon reads $PWD/servers.conf: pid [0-9]+, /usr/bin/python3 daemon.py, of user $USER, in made-by-hand.service"
expect_finding twice sleep 'warning its command runs a second time: pid [0-9]+, sleep, of user .*, in made-by-hand.service'
expect_equal 'what ends it' "$(mending daemon)" 'systemctl --user disable --now made-by-hand.service'
examine
expect_finding daemon '' 'problem another daemon'
mend daemon
expect_equal 'the daemon' "$(systemctl --user is-enabled made-by-hand.service) $(systemctl --user is-active made-by-hand.service)" 'disabled inactive'
run mcpctl -c servers.conf --json doctor
expect_exit 0
rm ~/.config/systemd/user/made-by-hand.service

scenario 'XDG_RUNTIME_DIR is not set'
write_config <<END
[servers.web]
command = ["sleep", "1001"]
END
run mcpctl apply
expect_exit 0
run env -u XDG_RUNTIME_DIR mcpctl doctor
expect_exit 0
expect_out_has '· XDG_RUNTIME_DIR is not set, as under su, sudo and cron'
expect_out_has "mend: export XDG_RUNTIME_DIR=$XDG_RUNTIME_DIR"
