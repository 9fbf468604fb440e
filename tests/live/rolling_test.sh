# Several instances: how they are told apart, come and go, and are restarted one after another.
# scope: user

begin_client() { # PORT...
  python3 "/tmp/client.$UID.py" "$@" >client.out &
  client=$!
  eventually 5 grep -q ready client.out
}
end_client() {
  kill "$client"
  wait "$client"
}
pids() { status_of web pid; }
environment_of() { # INSTANCE NAME
  tr '\0' '\n' <"/proc/$(main_pid "$1")/environ" | sed -n "s/^$2=//p"
}
# $1 instances of a server that comes up half a second after its start, unless there is a file broken-INSTANCE.
write_web() { # INSTANCES [LINE...]
  write_config <<TOML
[servers.web]
type = "http"
command = ["sh", "-c", "test ! -e broken-\$MCP_INSTANCE && sleep 0.5 && exec \$0", "$sample_server"]
cwd = "$PWD"
instances = $1
port = $port
restart_sec = "1s"
$(printf '%s\n' "${@:2}")
TOML
}

scenario "each instance has its number and its port"
# Asks each port in turn and back again, as a client of all instances would; a round in which none answers is a line. One
# way alone would be no proof: on a busy machine the first may be back long before the last is asked.
cat >/tmp/client.$UID.py <<'END'
import socket, sys, time
ports = [int(word) for word in sys.argv[1:]]
def answers(port):
    try:
        with socket.create_connection(("127.0.0.1", port), 10): # a busy server answers late, and is there
            return True
    except OSError:
        return False
print("ready", flush=True)
while True:
    if not any(answers(port) for port in ports + ports[-2::-1]):
        print("none", flush=True)
    time.sleep(0.005)
END
write_web 3
run mcpctl apply
expect_exit 0
for i in 1 2 3; do
  expect_equal "number" "$(environment_of web:$i MCP_INSTANCE)" $i
  expect_equal "port" "$(environment_of web:$i PORT)" $((port + i - 1))
done

scenario_goes_on "restart rolls: a client of all instances always finds one"
before=$(pids)
begin_client "$port" $((port + 1)) $((port + 2))
run mcpctl restart web
expect_exit 0
end_client
expect_equal "rounds without an answer" "$(grep -c none client.out)" 0
expect_equal "instances with the old process" "$(comm -12 <(tr ' ' '\n' <<<"$before" | sort) <(pids | tr ' ' '\n' | sort) | wc -l)" 0
expect_out_has 'restarted web:3 \(pid [0-9]+\)'

scenario_goes_on "reload without a signal for it and apply of a change roll, too"
begin_client "$port" $((port + 1)) $((port + 2))
run mcpctl reload web
expect_exit 0
write_web 3 'env = { A = "1" }'
run mcpctl apply
expect_exit 0
expect_out_has '3 of 3 up'
end_client
expect_equal "rounds without an answer" "$(grep -c none client.out)" 0
for i in 1 2 3; do expect_equal "new environment" "$(environment_of web:$i A)" 1; done

scenario_goes_on "--all-at-once does not: the client sees it"
begin_client "$port" $((port + 1)) $((port + 2))
run mcpctl restart --all-at-once web
expect_exit 0
end_client
expect grep -q none client.out

scenario_goes_on "an instance that does not come up leaves those behind it as they are"
before=$(status_of web:3 pid)
first=$(status_of web:1 pid)
touch broken-2
run mcpctl restart web
expect_exit 1
expect_err_has 'mcpctl: web:2: started but did not stay up: exited with status 1'
expect_err_has 'mcpctl: web:3: not restarted, since web:2 did not come up'
expect_err_has '  to restart them nevertheless: mcpctl restart --all-at-once web'
expect_out_has 'restarted web:1 '
expect_out_lacks 'web:3'
expect_equal "the third's process" "$(status_of web:3 pid)" "$before"
expect [ "$(status_of web:1 pid)" != "$first" ]

scenario_goes_on "what does not run is brought up before anything is taken away"
before=$(status_of web:1 pid)
run mcpctl restart web
expect_exit 1
expect_err_has 'mcpctl: web:1: not restarted, since web:2 did not come up'
expect_equal "the first's process" "$(status_of web:1 pid)" "$before"
rm broken-2
begin_client "$port" $((port + 2))
run mcpctl restart web
expect_exit 0
end_client
expect_equal "rounds without an answer" "$(grep -c none client.out)" 0

scenario_goes_on "a change that does not come up stops at the first, and the next apply goes on"
before=$(status_of web:2 pid)
touch broken-1
write_web 3 'env = { A = "2" }'
run mcpctl apply
expect_exit 1
expect_err_has 'mcpctl: web:3: not restarted, since web:1 did not come up'
expect_err_has '  to restart them nevertheless: mcpctl apply --all-at-once'
expect_equal "the second's process" "$(status_of web:2 pid)" "$before"
expect_equal "the second's environment" "$(environment_of web:2 A)" 1
expect_equal "stale" "$(status_of web stale)" "False True True"

scenario_goes_on "however often it is applied, those that serve are left alone, and nothing is called done"
run mcpctl apply
expect_exit 1
expect_out_has 'web:1 +restart +others wait for it'
expect_err_has 'mcpctl: web:1: started but did not stay up'
expect_err_has 'mcpctl: web:2: not restarted, since web:1 did not come up'
expect_out_has '0 of 3 up'
expect_equal "the second's process" "$(status_of web:2 pid)" "$before"

scenario_goes_on "once it is mended, the next apply goes on"
rm broken-1
run mcpctl apply
expect_exit 0
expect_equal "stale" "$(status_of web stale)" "False False False"
for i in 1 2 3; do expect_equal "new environment" "$(environment_of web:$i A)" 2; done
run mcpctl apply
expect_out '3 unchanged'

scenario_goes_on "growing and shrinking touch only the difference"
before=$(pids)
write_web 5 'env = { A = "2" }'
run mcpctl apply
expect_exit 0
expect_equal "processes of the first three" "$(pids | cut -d ' ' -f 1-3)" "$before"
expect_equal "port of the last" "$(environment_of web:5 PORT)" $((port + 4))
write_web 2 'env = { A = "2" }'
run mcpctl apply
expect_exit 0
expect_equal "processes left" "$(pids)" "$(cut -d ' ' -f 1-2 <<<"$before")"
expect_equal "units of the others" "$(manager list-units --all --plain --no-legend 'mcp@web:[345].service')" ""

scenario_goes_on "moved ports: instances are restarted at the same time, since each may need another's port"
sed -i "s/^port = .*/port = $((port + 1))/" "$config_folder/mcp.toml"
run mcpctl apply
expect_exit 0
expect_equal "ports" "$(environment_of web:1 PORT) $(environment_of web:2 PORT)" "$((port + 1)) $((port + 2))"

scenario "the next one waits until the last one answers, however long that takes"
write_config <<TOML
[servers.slow]
type = "http"
command = ["sh", "-c", "sleep 2.5; test ! -e silent || exec sleep infinity; exec \$0", "$sample_server"]
cwd = "$PWD"
instances = 2
port = $port
TOML
run mcpctl apply --no-wait
expect_exit 0
answers() { mcp_call "$1" ping; }
eventually 10 answers "$port"
eventually 10 answers $((port + 1))
begin_client "$port" $((port + 1))
run mcpctl restart slow
expect_exit 0
expect_err_has 'slow:2 runs, but does not answer at http://127.0.0.1:[0-9]+/mcp yet'
eventually 10 answers $((port + 1))
end_client
expect_equal "rounds without an answer" "$(grep -c none client.out)" 0
touch silent
before=$(status_of slow:2 pid)
run mcpctl restart --wait=4 slow
expect_exit 1
expect_err_has 'slow:1: runs, but did not answer at http://127.0.0.1:[0-9]+/mcp within the time to wait'
expect_err_has 'slow:2: not restarted, since slow:1 did not come up'
expect_equal "the second's process" "$(status_of slow:2 pid)" "$before"

scenario "a signal that ends a server is no reload"
write_config <<'END'
[servers.obedient]
command = ["sh", "-c", "trap 'echo again' HUP; while :; do sleep 0.1; done"]
reload_signal = "SIGHUP"
[servers.mortal]
command = ["sleep", "infinity"]
reload_signal = "SIGHUP"
END
run mcpctl apply
expect_exit 0
before=$(main_pid obedient)
run mcpctl reload obedient
expect_exit 0
expect_out "reloaded obedient (pid $before)"
run mcpctl reload mortal
expect_exit 1
expect_err_has 'mcpctl: mortal: reload_signal ended it, and it was started anew'

scenario "as many instances as CPUs"
write_config <<'END'
[servers.sleeper]
command = ["sleep", "infinity"]
instances = "max"
END
run mcpctl apply
expect_exit 0
expect_equal "instances" "$(mcpctl --json status | json 'len(v["servers"])')" "$(nproc)"

scenario "--no-wait goes on as soon as systemd has done a job"
write_config <<'END'
[servers.slow]
command = ["sleep", "infinity"]
instances = 3
settle_sec = 20
END
run mcpctl apply --no-wait
expect_exit 0
begun=$SECONDS before=$(status_of slow pid)
run mcpctl restart --no-wait slow
expect_exit 0
expect [ $((SECONDS - begun)) -lt 10 ]
expect [ "$(status_of slow pid)" != "$before" ]

scenario "status and show name the profile in force"
write_config <<'END'
[servers.web]
command = ["sleep", "infinity"]
[servers.web.profiles.production]
env = { MODE = "production" }
[servers.other]
command = ["sleep", "infinity"]
END
run mcpctl apply
run mcpctl status
expect_out_lacks PROFILE
run mcpctl apply --profile production
expect_exit 0
run mcpctl status
expect_out_has 'NAME +STATE +PID +UPTIME +RESTARTS +CPU +MEM +PROFILE +COMMAND'
expect_out_has 'web .* production +'
expect_out_has 'other .* - +/'
run mcpctl show web
expect_out_has 'profile +production'
