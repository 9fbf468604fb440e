# From PM2's ecosystem.config.js to servers that run: import, import --apply, and what is left when it is refused.
# scope: user
# skip-ok: there is no node

type node >/dev/null 2>&1 || skip 'there is no node'

# A program that tells what it was given, on the port that it was given.
program() { # FILE
  cat >"$1" <<'END'
const answer = () => JSON.stringify({ argv: process.argv.slice(2), env: process.env, cwd: process.cwd() });
require('http').createServer((_, response) => response.end(answer())).listen(process.env.PORT, '127.0.0.1');
process.on('SIGINT', () => process.exit(0));
END
}
ask() { # PORT EXPRESSION
  curl --silent --fail --max-time 5 "http://127.0.0.1:$1/" | json "$2"
}
answers() { # PORT EXPRESSION EXPECTED
  [[ $(ask "$1" "$2") == "$3" ]]
}
nothing_is_left() {
  [[ -z $(find "$config_folder" -type f 2>/dev/null) ]] && [[ -z $(manager list-unit-files --plain --no-legend 'mcp*') ]]
}
# An ecosystem file as they are in the wild.
ecosystem() {
  mkdir -p blog
  program blog/server.js
  cat >blog/ecosystem.config.js <<END
const port = $port;
console.log('what it prints is nobody\'s business');
module.exports = {
  apps: [
    {
      name: 'blog api', script: './server.js', args: '--greet "two words"', node_args: ['--max-old-space-size=200'],
      max_memory_restart: '300M', max_restarts: 5, min_uptime: '2s', cron_restart: '0 3 * * *', namespace: 'web',
      out_file: './logs/out.log', error_file: './logs/err.log',
      env: { PORT: port, LEVEL: 'debug', LIST: { a: [1] }, BLOG_TOKEN: 'ghp_0123456789abcdefghijABCDEFGHIJ012345' },
      env_production: { LEVEL: 'warning' },
    },
    { name: 'twice', script: 'server.js', instances: 2, exec_mode: 'cluster', env: { PORT: port + 10 } },
  ],
  deploy: { production: { host: 'web.example' } },
};
END
}

scenario 'import prints TOML that check accepts, with what differs, and no secret'
ecosystem
run mcpctl import blog/ecosystem.config.js
expect_exit 0
expect_out_has '\[servers.blog-api\]'
expect_out_has 'restart_on_calendar = "\*-\*-\* 03:00:00"'
expect_out_has '# out_file = "./logs/out.log": the journal has it: mcpctl logs blog-api'
expect_out_has '\[servers.blog-api.profiles.production\]'
expect_out_has '#   production = '
expect_out_lacks 'ghp_|nobody'
expect_err_has 'pm2 delete all; pm2 save --force; pm2 kill; pm2 unstartup'
expect_err_has '1 secret is not in it'
printf '%s\n' "$out" >mine.toml
run mcpctl -c mine.toml check
expect_exit 0
expect nothing_is_left
run mcpctl import --keep-log-files blog/ecosystem.config.js
expect_out_has "stdout = \"$PWD/blog/logs/out.log\""
run sh -c 'cd blog && mcpctl import ./ecosystem.config.js'
expect_out_has "cwd = \"$PWD/blog\""

scenario 'import --apply: its servers run, with their arguments, environment, secrets and ports'
ecosystem
run mcpctl import blog/ecosystem.config.js --apply
expect_exit 0
expect_err_has 'PM2 and mcpctl must not run the same servers'
expect_out_has "wrote $config_folder/mcp.d/blog.toml, 1 secret set"
eventually 5 answers "$port" '"|".join(v["argv"])' '--greet|two words'
expect_equal 'the folder' "$(ask "$port" 'v["cwd"]')" "$PWD/blog"
expect_equal 'the variables' "$(ask "$port" '"|".join(v["env"][name] for name in ("LEVEL", "LIST", "BLOG_TOKEN"))')" \
  'debug|{"a":[1]}|ghp_0123456789abcdefghijABCDEFGHIJ012345'
eventually 5 answers $((port + 10)) 'v["env"]["PORT"]' $((port + 10))
eventually 5 answers $((port + 11)) 'v["env"]["PORT"]' $((port + 11))
expect_equal 'the memory limit' "$(property mcp@blog-api.service MemoryMax)" 314572800
secret=ghp_0123456789abcdefghij
expect_equal 'files with the secret' "$(grep -rl "$secret" "${unit_folders[@]}" "$config_folder/mcp.d" 2>/dev/null)" ''
run mcpctl import blog/ecosystem.config.js --apply
expect_exit 0
expect_out_has '0 secrets set'

scenario_goes_on 'a profile of PM2 is one of ours, and a tag its namespace'
run mcpctl apply --profile production
expect_exit 0
eventually 5 answers "$port" 'v["env"]["LEVEL"]' warning
sed -i 's/warning/error/' blog/ecosystem.config.js
run mcpctl import blog/ecosystem.config.js --apply --replace
expect_exit 0
eventually 5 answers "$port" 'v["env"]["LEVEL"]' error
sed -i '/env_production/d' blog/ecosystem.config.js
run mcpctl import blog/ecosystem.config.js --apply --replace
expect_exit 0
expect_out_has 'profile left'
eventually 5 answers "$port" 'v["env"]["LEVEL"]' debug
run mcpctl stop @web
expect_exit 0
expect state_is blog-api stopped

scenario 'a secret that differs under a profile: that is refused until its value is there'
program a.js
cat >two.config.js <<END
module.exports = { apps: [{ name: 'two', script: 'a.js',
  env: { PORT: $port, DATABASE_URL: 'postgres://u:devpw123@h/db' }, env_production: { DATABASE_URL: 'postgres://u:prodpw123@h/db' } }] };
END
run mcpctl import two.config.js --apply --with-secrets
expect_exit 0
eventually 5 answers "$port" 'v["env"]["DATABASE_URL"]' postgres://u:devpw123@h/db
run mcpctl apply --profile production
expect_exit 2
expect_err_has 'env_file .*/mcp.d/two.production.env does not exist'
install -m 600 /dev/null "$config_folder/mcp.d/two.production.env"
echo 'DATABASE_URL=postgres://u:prodpw123@h/db' >"$config_folder/mcp.d/two.production.env"
run mcpctl apply --profile production
expect_exit 0
eventually 5 answers "$port" 'v["env"]["DATABASE_URL"]' postgres://u:prodpw123@h/db

scenario 'YAML, and the list of a PM2 that runs, from a file and from standard input'
program a.js
cat >process.yml <<END
apps:
- &a
  name: one
  script: a.js
  env: &env {PORT: $port, LEVEL: low}
- <<: *a
  name: two
  env: {<<: *env, PORT: $((port + 1))}
END
run mcpctl import process.yml --apply -o yaml.toml
expect_exit 0
eventually 5 answers $((port + 1)) 'v["env"]["LEVEL"]' low
run mcpctl -c yaml.toml down
cat >dump.pm2 <<END
[{"name": "a", "pm_exec_path": "$PWD/a.js", "pm_cwd": "$PWD", "exec_interpreter": "node", "exec_mode": "fork_mode",
  "status": "online", "pm_id": 0, "axm_actions": [], "PORT": "$port",
  "env": {"PORT": "$port", "PATH": "/nowhere", "SSH_TTY": "/dev/pts/0", "npm_config_x": "1", "PM2_HOME": "/x", "LEVEL": "high"}}]
END
run sh -c 'mcpctl import - <dump.pm2'
expect_exit 0
expect_out_has 'left out of the copied environment: PATH, SSH_TTY, npm_config_x, PM2_HOME'
run mcpctl import dump.pm2 --apply
expect_exit 0
expect_out_has "wrote $config_folder/mcp.d/pm2.toml"
eventually 5 answers "$port" 'v["env"]["LEVEL"]' high
expect_equal 'PATH' "$(ask "$port" 'v["env"]["PATH"].find("nowhere")')" -1

scenario 'what PM2 says before its list is skipped, and what it has stopped stays stopped'
program a.js
list() { # STATUS...
  printf '[PM2] Spawning PM2 daemon with pm2_home=/x\n>>>> In-memory PM2 is out-of-date, do:\n\n['
  local number=0 status
  for status in "$@"; do
    ((number == 0)) || printf ','
    printf '{"name": "%s", "pm2_env": {"name": "%s", "pm_exec_path": "%s", "pm_cwd": "%s", "exec_interpreter": "node",' \
      "app-$number" "app-$number" "$PWD/a.js" "$PWD"
    printf '"status": "%s", "env": {"PORT": "%s"}}}' "$status" $((port + number))
    number=$((number + 1))
  done
  printf ']\n'
}
list online stopped >listed
run mcpctl import - --apply <listed
expect_exit 0
expect_err_has 'mcpctl: 3 lines of standard input before the list are no part of it, and skipped'
expect_err_has 'mcpctl: app-1: was stopped when PM2 listed it: import --apply leaves it stopped'
expect_out_has 'app-1 .*new; not started: mcpctl start app-1'
expect state_is app-0 running
expect state_is app-1 stopped
run mcpctl apply
expect_exit 0
expect state_is app-1 stopped
expect_equal 'starts at boot' "$(manager list-dependencies --plain mcp.target | grep -c 'mcp@app-1')" 0
run mcpctl start app-1
expect_exit 0
expect state_is app-1 running
list online | sed 's/"pm2_env": {/&,/' >listed
run mcpctl import - <listed
expect_exit 2
expect_err_has '-:4:'

scenario 'hostile values reach the program, and nothing else'
program 'odd name.js'
cat >odd.config.cjs <<'END'
module.exports = { apps: [{
  name: 'x]\n[servers.evil]', script: 'odd name.js', args: ['$HOME', '%h', 'a\nb', '\\', '`id`', '${X}'], cwd: __dirname,
  env: { PORT: Number(process.env.ODD_PORT), A: 'x"y\nExecStart=/bin/false\n', B: '%n $HOME' },
}] };
END
ODD_PORT=$port run mcpctl import odd.config.cjs --apply
expect_exit 0
expect_equal 'servers' "$(mcpctl --json status | json '[s["name"] for s in v["servers"]]')" "['x---servers.evil']"
eventually 5 answers "$port" 'len(v["argv"])' 6
# shellcheck disable=SC2016  # nobody expands these
expect_equal 'arguments' "$(ask "$port" '"|".join(v["argv"])')" '$HOME|%h|a'$'\n''b|\|`id`|${X}'
expect_equal 'A' "$(ask "$port" 'repr(v["env"]["A"])')" "'x\"y\\nExecStart=/bin/false\\n'"
# shellcheck disable=SC2016
expect_equal 'B' "$(ask "$port" 'v["env"]["B"]')" '%n $HOME'

scenario 'what cannot be evaluated is told in the words of node, and changes nothing'
printf 'module.exports = {\n  token: "hunter2"),\n};\n' >bad.config.js
run mcpctl import bad.config.js --apply
expect_exit 2
expect_err "mcpctl: bad.config.js: node cannot evaluate it: SyntaxError: Unexpected token ')' ($PWD/bad.config.js:2)"
echo 'module.exports = {}' >empty.config.js
run mcpctl import empty.config.js
expect_exit 2
expect_err_has 'no applications of PM2 are in this file'
mkdir -p programs
PATH=$PWD/programs run "$(command -v mcpctl)" import bad.config.js
expect_exit 2
expect_err_has 'bad.config.js: it is evaluated by node, which is not in PATH'
expect_err_has 'pm2 jlist >apps.json'
run mcpctl import nowhere.config.js
expect_exit 2
echo '{ "name": "x", "scripts": { "start": "node a.js" } }' >package.json
run mcpctl import package.json
expect_exit 2
[[ $err != *'--from pm2'* ]] || fail 'node is to read what is JSON'
echo '{ apps: [{ "script": "a.js" }] }' >expression.json
run mcpctl import expression.json
expect_exit 2
expect_err_has 'mcpctl import --from pm2 expression.json, which has node read it'
run mcpctl import --from pm2 expression.json
expect_exit 0
expect_out_has '\[servers.a\]'
echo '{"apps": [{"name": "none"}, {"script": "true", "interpreter": "none"}]}' >unfilled.json
run mcpctl import unfilled.json --apply
expect_exit 2
expect_err_has 'unfilled.json:1:11: error: none: it has no script'
expect nothing_is_left

scenario 'what does not end is killed, with all that it started'
cat >endless.config.js <<'END'
require('child_process').spawn('sleep', ['7357'], { stdio: 'inherit' });
for (;;);
END
left_behind() { pgrep -u "$UID" -f "sleep 7357|endless.config.js"; }
nothing_runs() { ! left_behind; }
run mcpctl import endless.config.js
expect_exit 2
expect_err_has 'endless.config.js: node has not evaluated it within 10 s; it was killed'
expect nothing_runs
echo 'for (;;);' >endless.config.js
timeout --signal=INT 1 mcpctl import endless.config.js 2>/dev/null
eventually 5 nothing_runs

scenario 'an old daemon that runs is named, with what retires it'
mkdir -p "$HOME/.pm2"
bash -c 'sleep 60 & exec -a "PM2 v7.0.4: God Daemon" sleep 60' &
daemon=$!
eventually 5 grep -q God "/proc/$daemon/cmdline"
echo "$daemon" >"$HOME/.pm2/pm2.pid"
echo '{"apps": [{"name": "a", "script": "sleep", "args": "600", "interpreter": "none"}]}' >a.json
run mcpctl import a.json
expect_err_has "PM2 runs \\(process $daemon\\) and holds the ports; to retire PM2: pm2 delete all"
run mcpctl import a.json --apply
expect_exit 0
expect_err_has "PM2 runs \\(process $daemon\\), and what it runs holds its ports against these servers"
read -r child <"/proc/$daemon/task/$daemon/children"
kill "$child" "$daemon"
bash -c 'exec -a "PM2 v7.0.4: God Daemon" sleep 60' &
daemon=$!
eventually 5 grep -q God "/proc/$daemon/cmdline"
echo "$daemon" >"$HOME/.pm2/pm2.pid"
run mcpctl import a.json
expect_err_has "PM2 runs \\(process $daemon\\), and nothing under it; to retire PM2: "
kill "$daemon"
rm -r "$HOME/.pm2"
echo 'sleep 600' >mcp_server.conf
mkdir -p "$HOME/.config/systemd/user"
unit=$HOME/.config/systemd/user/old-mcpd.service
printf '[Service]\nExecStart=/opt/mcpd --config %s/mcp_server.conf\n' "$PWD" >"$unit"
run mcpctl import mcp_server.conf
expect_out_has "cwd = \"$PWD\""
expect_err_has 'before the servers run here: systemctl --user disable --now old-mcpd.service'
rm "$unit"
run mcpctl import mcp_server.conf
expect_err_has 'what has run this list until now runs the same servers: stop it'
