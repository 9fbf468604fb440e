# show: everything about a server in each of its states, true and without a value of its environment.
# scope: user

shown() { # EXPRESSION about s, the server in "show --json $name"
  mcpctl --json show "$name" | json "(lambda s: ($1))(v['servers'][0])"
}
shown_is() { # EXPRESSION VALUE
  [[ $(shown "$1") == "$2" ]]
}

scenario 'one that runs: from where, with what, within which limits'
mkdir proj
printf 'API_URL=http://s3cret-one\n# NO=1\n' >proj/.env
write_config <<END
[servers.web]
description = "the web thing"
command = ["sleep", "1001"]
cwd = "$PWD/proj"
env = { NODE_ENV = "s3cret-two" }
env_file = ["$PWD/proj/.env"]
tags = ["home"]
memory_max = "200M"
restart_sec = "2s"
retry_sec = "5min"
END
run mcpctl apply
expect_exit 0
run mcpctl show web
expect_exit 0
pid=$(main_pid web)
for line in \
  '^web  running
the web thing' \
  "state +running since [0-9:]+ \\([0-9:]+\\), process $pid; systemd says active/running" \
  'restarts +0 automatic' \
  'policy +always, after 2s; 10 starts within 1min, then a try each 5min' \
  'memory +[0-9.]+[KM]' \
  'at most 200M|of 200M \([0-9]+%\)' \
  'cpu +[0-9.]+m?s, [0-9.]+% of a processor on average' \
  "cwd +$PWD/proj" \
  'environment +NODE_ENV' \
  "$PWD/proj/.env: API_URL" \
  "defined in +$config_folder/mcp.toml:1" \
  'unit +mcp@web.service' \
  "files +${unit_folders[0]}/mcp@.service" \
  "${unit_folders[0]}/mcp@web.service.d/10-mcpctl.conf" \
  'last lines of the log' \
  'Started mcp@web.service' \
  'mcpctl logs -f web'; do
  expect_out_has "$line"
done
expect_out_lacks 's3cret'
run mcpctl --json show web
expect_out_lacks 's3cret'
name=web
expect shown_is "s['pid'], s['description'], s['tags'], s['restart']['delay_sec']" "($pid, 'the web thing', ['home'], 2.0)"
expect shown_is "s['environment_files'][0]['names']" "['API_URL']"
expect shown_is "s['limits']['memory_max_bytes']['written']" 200M

scenario_goes_on "what systemd holds it to counts, not what we wrote"
mkdir -p "${unit_folders[0]}/mcp@web.service.d"
printf '[Service]\nRestartSec=7s\n' >"${unit_folders[0]}/mcp@web.service.d/override.conf"
manager daemon-reload
run mcpctl show web
expect_out_has 'policy +always, after 7s'
expect_out_has "overridden +${unit_folders[0]}/mcp@web.service.d/override.conf"
rm "${unit_folders[0]}/mcp@web.service.d/override.conf"

scenario_goes_on 'one that was changed, and one that was stopped'
sed -i s/1001/1002/ "$config_folder/mcp.toml"
run mcpctl show web
expect_out_has '^web  running, stale'
expect_out_has 'changed since it was applied: mcpctl apply'
expect_out_has 'mcpctl apply +its configuration has changed'
run mcpctl apply
expect_exit 0
run mcpctl stop web
run mcpctl show web
expect_exit 0
expect_out_has '^web  stopped'
expect_out_has 'last exit +was stopped at [0-9:]+'
expect_out_has 'mcpctl start web'

scenario 'one that runs again after it ended tells how it ended'
write_config <<END
[servers.once]
command = ["sh", "-c", "[ -e $PWD/seen ] && exec sleep 1001; touch $PWD/seen; echo last words; sleep 2; kill -USR1 \$\$"]

[servers.calm]
command = ["sh", "-c", "[ -e $PWD/calm ] && exec sleep 1001; touch $PWD/calm; sleep 2"]
END
run mcpctl apply
expect_exit 0
name=once
eventually 10 shown_is "s['restarts'], s['state']" "(1, 'running')"
expect shown_is "s['last_exit']['words']" 'killed by SIGUSR1'
run mcpctl show once
expect_out_has 'last exit +killed by SIGUSR1 at [0-9:]+'
expect_out_has 'restarts +1 automatic'
expect_out_has 'last words'
name=calm
eventually 10 shown_is "s['restarts'], s['state']" "(1, 'running')"
run mcpctl show calm
expect_out_has 'last exit +exited with status 0 at [0-9:]+'

scenario 'failed, tried again slowly, never started, not applied, all of them, and none'
write_config <<END
[servers.bad]
command = ["sh", "-c", "exit 3"]
start_limit_burst = 2
retry_sec = 0

[servers.slow]
command = ["sh", "-c", "exit 4"]
start_limit_burst = 2

[servers.twin]
command = ["sleep", "1001"]
instances = 2
END
run mcpctl apply --no-wait
name=bad
eventually 10 shown_is "s['state']" failed
run mcpctl show bad
expect_exit 0
expect_out_has 'last exit +exited with status 3 at'
expect_out_has 'policy +always, after 100ms; 2 starts within 1min, then none'
expect_out_has 'mcpctl logs bad'
expect_out_has 'mcpctl edit'
name=slow
eventually 10 shown_is "s['state'], s['next_try_at'] is not None" "('restarting', True)"
run mcpctl show slow
expect_out_has 'next try in [0-9]+(s|min) at [0-9:]+'
run mcpctl show twin
expect_out_has '^twin:1  running'
expect_out_has $'\n\ntwin:2  running'
cat >>"$config_folder/mcp.toml" <<END

[servers.new]
description = "not there yet"
command = ["sleep", "1003"]
memory_max = "100M"
env = { KEY = "s3cret" }
END
run mcpctl show new
expect_exit 0
expect_out_has '^new  not applied
not there yet'
expect_out_has 'memory +at most 100M'
expect_out_has 'environment +KEY'
expect_out_has 'unit +mcp@new.service, not installed yet'
expect_out_has 'mcpctl apply +install it and start it'
expect_out_lacks 'files'
expect_out_lacks 's3cret'
run mcpctl --json show all
expect_equal 'servers' "$(json "' '.join(s['name'] + ':' + s['state'] for s in v['servers'])" <<<"$out")" \
  'bad:failed slow:restarting twin:running twin:running new:not applied'
run mcpctl show nobody
expect_exit 4
run mcpctl -c "$PWD/missing.toml" show all
expect_exit 4

scenario 'one whose file is gone, and commands that name the file'
cat >own.toml <<END
[servers.orphan]
command = ["sleep", "1001"]
END
run mcpctl -c own.toml apply
expect_exit 0
sed -i s/1001/1002/ own.toml
run mcpctl show orphan
expect_out_has "mcpctl -c $PWD/own.toml apply"
rm own.toml
run mcpctl show orphan
expect_exit 0
expect_out_has '^orphan  running, orphaned'
expect_out_has "defined in +$PWD/own.toml:1 \\(the file is gone\\)"
expect_out_has 'mcpctl remove orphan +its file is gone'

scenario 'a stdio server: its secrets, and which are not set'
write_config <<END
[servers.notes]
type = "stdio"
command = ["cat"]
secrets = { TOKEN = {}, CERT = { file = true } }
END
printf s3cret | mcpctl secret set notes TOKEN
printf s3cret | mcpctl secret set notes CERT
run mcpctl apply
expect_exit 0
mcpctl secret rm notes CERT
run mcpctl show notes
expect_exit 0
expect_out_has "secrets +TOKEN: $config_folder/secrets/notes/TOKEN.env"
expect_out_has "CERT \\(as a file\\): $config_folder/secrets/notes/CERT, not set: mcpctl secret set notes CERT"
expect_out_has 'mcpctl export --for claude-code notes'
expect_out_lacks 's3cret'
# What it proposes works.
run mcpctl export --for claude-code notes
expect_exit 0

scenario 'what runs beside it, and when it does so next'
write_config <<END
[servers.web]
command = ["sleep", "1001"]
restart_on_calendar = "*-*-* 04:00:00"
END
run mcpctl apply
expect_exit 0
run mcpctl show web
expect_out_has 'beside it +mcpctl-calendar@web.timer \(restart_on_calendar\): active, next at [0-9: -]*04:00:00 in '
next=$(mcpctl --json show web | json "v['servers'][0]['helpers'][0]['next_at']")
expect [ "$(date --date="$next" +%H:%M:%S)" = 04:00:00 ]

scenario 'one that writes to a file: its size and its last lines'
write_config <<END
[servers.web]
command = ["sh", "-c", "seq 1 12; echo oops >&2; exec sleep 1001"]
stdout = "$PWD/web.log"
END
run mcpctl apply
expect_exit 0
run mcpctl show web
expect_out_has "log files +$PWD/web.log: stdout, 27B"
expect_out_has "last lines of $PWD/web.log"$'\n    3\n.*\n    12\n'
expect_out_has '[0-9:]+ oops'
