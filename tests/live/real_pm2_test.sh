# A real PM2 that still runs what is served here now: doctor finds it, and its own words end it.
# scope: user
# skip-ok: no pm2 from npm, which tests/bench/run installs

source "$LIVE/doctor.sh"
pm2=$LIVE/pm2/node_modules/.bin
if [[ ! -x $pm2/pm2 ]] || ! type node >/dev/null 2>&1; then skip 'no pm2 from npm, which tests/bench/run installs'; fi
PATH=$PATH:$pm2
trap 'pm2 --silent kill; finish' EXIT

answers() { [[ $(curl --silent "http://127.0.0.1:$port/") == here ]]; }

scenario 'what PM2 has started holds the port, and is deleted by its number'
cat >app.js <<'END'
require("http").createServer((request, response) => response.end("here")).listen(process.env.PORT, "127.0.0.1");
END
write_config <<END
[servers.web]
type = "http"
command = "node $PWD/app.js"
port = $port
start_limit_burst = 2
settle_sec = "10s"
END
PORT=$port pm2 --silent start app.js --name web
eventually 10 answers
run mcpctl apply
expect_exit 1
examine
expect_exit 1
expect_finding pm2 '' "problem PM2 runs: pid $(<~/.pm2/pm2.pid), of user $USER"
expect_finding port web "problem port $port is held by pid [0-9]+, node $PWD/app.js, of user $USER"
expect_equal 'the same fault, told once more' "$(findings state web)" ''
expect_equal 'what ends it' "$(mending port web)" \
  "PM2_HOME=$HOME/.pm2 pm2 delete 0"$'\n'"PM2_HOME=$HOME/.pm2 pm2 save --force"$'\nmcpctl restart web'
mend port web
eventually 5 state_is web running
examine
expect_exit 0
expect_finding pm2 '' 'warning PM2 runs'
expect_well twice

scenario_goes_on 'PM2 is ended with all that it runs'
run mcpctl stop web
PORT=$port pm2 --silent start app.js --name web
eventually 10 answers
run mcpctl start web
expect_exit 1
examine
expect_exit 1
expect_finding port web "problem port $port is held by pid [0-9]+"
bash -c "$(mending pm2 | head -n 1)" >/dev/null
run mcpctl restart web
expect_exit 0
examine
expect_exit 0
expect_well pm2
