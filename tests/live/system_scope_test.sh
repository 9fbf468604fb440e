# Servers of the machine: applied by root, never silently run as root.
# scope: system

useradd --create-home --shell /bin/bash robot
useradd --create-home --shell /bin/bash visitor
# A login's environment without a login.
as() { # USER COMMAND...
  setpriv --reuid "$1" --regid "$1" --init-groups --inh-caps=-all \
    env -i HOME="/home/$1" USER="$1" PATH=/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8 "${@:2}"
}
process_user() { # SERVER
  ps -o user:32= -p "$(main_pid "$1")" | tr -d ' '
}
sleeper() { # NAME [LINE...]
  printf '[servers.%s]\ncommand = ["/bin/sleep", "infinity"]\n' "$1"
  (($# < 2)) || printf '%s\n' "${@:2}"
}

scenario "a server that does not say as whom it runs is an error while root owns the file"
sleeper web | write_config
run mcpctl apply
expect_exit 2
expect_err_has 'mcp.toml:1:10: error: .*does not say as whom it runs'
expect_err_has 'user = "NAME", or user = "dynamic"'
run find /etc/systemd/system /run/systemd/system -name 'mcp*'
expect_out ""

scenario "a server runs as its user, or as the owner of the configuration"
{
  sleeper named 'user = "robot"'
  sleeper grouped 'user = "robot"' 'group = "visitor"'
  sleeper somebody 'user = "dynamic"'
  sleeper root-by-word 'user = "root"'
} | write_config
run mcpctl apply
expect_exit 0
expect_equal "user of named" "$(process_user named)" robot
expect_equal "group of named" "$(ps -o group:32= -p "$(main_pid named)" | tr -d ' ')" robot
expect_equal "group of grouped" "$(ps -o group:32= -p "$(main_pid grouped)" | tr -d ' ')" visitor
expect_equal "user of root-by-word" "$(process_user root-by-word)" root
for name in named grouped somebody; do
  expect_equal "capabilities of $name" "$(awk '/CapEff/ { print $2 }' "/proc/$(main_pid $name)/status")" 0000000000000000
done
sleeper owned | write_config
chown robot "$config_folder/mcp.toml"
run mcpctl apply
expect_exit 0
expect_equal "user of owned" "$(process_user owned)" robot
run mcpctl status named
expect_exit 4
expect_equal "unit of the one that is gone" "$(property mcp@named.service ActiveState)" inactive

scenario "user = \"dynamic\": a user of its own, whose state folder is its folder and is kept"
write_config <<'END'
[servers.somebody]
command = ["/bin/sh", "-c", "id -un >who; id -u >uid; pwd >where; exec sleep infinity"]
user = "dynamic"
END
run mcpctl apply
expect_exit 0
state=/var/lib/private/mcp/somebody
expect [ -d "$state" ]
expect_equal "its folder" "$(readlink -f "$(<$state/where)")" "$state"
uid=$(<$state/uid)
expect [ "$uid" -ge 61184 ]
expect [ "$uid" -le 65519 ]
run cat "$state/who"
expect_out_has '^mcp|somebody'
rm "$state/who"
echo kept >"$state/note"
run mcpctl restart somebody
expect_exit 0
eventually 3 test -s "$state/who"
expect_equal "what it left" "$(<$state/note)" kept
rm -rf "$state"

scenario "no other user of the machine can read a value of the environment"
canary=canary-$RANDOM$RANDOM$RANDOM
write_config <<END
[servers.secretive]
command = ["/bin/sleep", "infinity"]
user = "robot"
env = { API_KEY = "$canary" }
END
chmod 600 "$config_folder/mcp.toml"
run mcpctl -v apply --diff
expect_exit 0
expect_out_lacks "$canary"
expect_equal "values in the process" "$(grep -zcx "API_KEY=$canary" "/proc/$(main_pid secretive)/environ")" 1
run grep -rlF "$canary" /etc/systemd /run/systemd
file=$out
expect_out "/etc/systemd/system/mcp@secretive.service.d/10-mcpctl.env"
expect_equal "owner and mode" "$(stat -c '%U %a' "$file")" 'root 600'
# Another user looks everywhere, first for something that may be seen.
run as visitor grep -rlsF 'mcp@' /etc/systemd/system
expect_out_has '/etc/systemd/system/mcp@secretive.service.d/10-mcpctl.conf'
run as visitor grep -alsrF "$canary" /etc /run /var/log /var/lib /tmp
expect_out ""
run as visitor sh -c "grep -alsF '$canary' /proc/[0-9]*/environ /proc/[0-9]*/cmdline | grep -v \"/proc/self/\""
expect_out_lacks "/proc/$(main_pid secretive)/"
run as visitor systemctl show --all mcp@secretive.service
expect_out_has 'MainPID=[1-9]'
expect_out_lacks "$canary"
run as visitor busctl --system --json=short call org.freedesktop.systemd1 /org/freedesktop/systemd1/unit/mcp_40secretive_2eservice \
  org.freedesktop.DBus.Properties GetAll s org.freedesktop.systemd1.Service
expect_out_has MainPID
expect_out_lacks "$canary"
run journalctl --quiet --output=export --since=-2min --all
expect_out_has 'mcp@secretive'
expect_out_lacks "$canary"
for words in 'show secretive' '--json show secretive' 'status' 'logs secretive'; do
  # shellcheck disable=SC2086
  run mcpctl $words
  expect_out_lacks "$canary"
done

scenario "an unprivileged user sees the machine's servers, and changes nothing: 77"
sleeper web 'user = "robot"' | write_config
run mcpctl apply
expect_exit 0
pid=$(main_pid web)
before=$(find /etc/systemd/system -printf '%p %T@ %C@\n' | sort)
run as visitor mcpctl --system status
expect_exit 0
expect_out_has "web +running +$pid "
run as visitor mcpctl --system --json status web
expect_equal "scope and pid" "$(json '(v["scope"], v["servers"][0]["pid"])' <<<"$out")" "('system', $pid)"
run as visitor mcpctl --system show web
expect_exit 0
# So that there is something to do; with nothing to do there is nothing to refuse.
run as visitor mcpctl --system apply
expect_exit 0
expect_out "1 unchanged"
sleeper web 'user = "robot"' 'env = { NEW = "1" }' | write_config
for words in 'apply' 'restart web' 'start web' 'stop web' 'remove web' 'down' 'restart-all' 'unstartup'; do
  # shellcheck disable=SC2086
  run as visitor mcpctl --system $words
  [[ $words == start* && $status == 0 ]] || expect_exit 77
  expect_err_has 'mcpctl: '
  expect_err_has 'try: |sudo'
  expect_out_lacks 'restarted web|stopped web'
done
expect_equal "the pid after all that" "$(main_pid web)" "$pid"
expect_equal "the files after all that" "$(find /etc/systemd/system -printf '%p %T@ %C@\n' | sort)" "$before"

scenario "startup and unstartup switch mcp.target"
run mcpctl startup
expect_exit 1
expect_err_has 'no server is installed yet'
{
  sleeper web 'user = "robot"'
  sleeper not-enabled 'user = "robot"' 'enabled = false'
} | write_config
run mcpctl apply
expect_exit 0
wants=/etc/systemd/system/multi-user.target.wants/mcp.target
run mcpctl startup
expect_exit 0
expect [ -L "$wants" ]
expect_equal "enablement" "$(systemctl is-enabled mcp.target)" enabled
expect_equal "what the target wants" "$(property mcp.target Wants)" mcp@web.service
pid=$(main_pid web)
run mcpctl unstartup
expect_exit 0
expect_out_has 'no server starts at boot'
expect [ ! -L "$wants" ]
expect_equal "enablement" "$(systemctl is-enabled mcp.target)" disabled
expect_equal "the pid" "$(main_pid web)" "$pid"
run mcpctl apply
expect_exit 0
expect [ ! -L "$wants" ]
run mcpctl startup
expect_exit 0
expect [ -L "$wants" ]
