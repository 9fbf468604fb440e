# No service manager, or not the right one: the exit code, the cause and what mends it.
# scope: system

useradd --create-home --shell /bin/bash nolinger
useradd --create-home --shell /bin/bash lingering
# What cron and su leave of a login's environment.
as() { # USER COMMAND...
  setpriv --reuid "$1" --regid "$1" --init-groups --inh-caps=-all \
    env -i HOME="/home/$1" USER="$1" PATH=/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8 "${@:2}"
}
uid_of() {
  id -u "$1"
}
configure() { # USER
  as "$1" sh -c 'mkdir -p ~/.config/mcp && cat >~/.config/mcp/mcp.toml' <<'END'
[servers.web]
command = ["/bin/sleep", "infinity"]
END
}
manager_gone() { # USER
  [[ ! -e /run/user/$(uid_of "$1")/bus ]]
}
verbs=('apply' 'status' 'status web' 'start all' 'stop web' 'restart-all' 'show web' 'cat web' 'down' 'remove web')

scenario "a user without a session or linger: 5, the cause, and the command that mends it"
configure nolinger
for words in "${verbs[@]}"; do
  # shellcheck disable=SC2086
  run as nolinger mcpctl $words
  expect_exit 5
  expect_out ""
  expect_err_has "no service manager runs for user nolinger"
  expect_err_has 'sudo loginctl enable-linger nolinger'
done
run as nolinger mcpctl --json status
expect_exit 5
expect_out ""
run find /home/nolinger/.config -name '*mcp@*'
expect_out ""
# An error of the configuration is told first, manager or not; check needs none.
run as nolinger mcpctl check
expect_exit 0
run as nolinger mcpctl config
expect_exit 0
as nolinger sed -i s/command/comand/ /home/nolinger/.config/mcp/mcp.toml
run as nolinger mcpctl apply
expect_exit 2
expect_err_has 'did you mean "command"'
as nolinger sed -i s/comand/command/ /home/nolinger/.config/mcp/mcp.toml

scenario_goes_on "what it says mends it, with XDG_RUNTIME_DIR unset or somebody else's"
loginctl enable-linger nolinger
eventually 5 test -S "/run/user/$(uid_of nolinger)/bus"
run as nolinger mcpctl apply
expect_exit 0
expect_out_has '\+ web +create'
expect_err ""
run as nolinger mcpctl status web
expect_exit 0
expect_out_has 'web +running'
run as nolinger env XDG_RUNTIME_DIR=/run/user/0 mcpctl status web
expect_exit 0
run as nolinger env XDG_RUNTIME_DIR="/run/user/$(uid_of mcp1)" mcpctl status web
expect_exit 0
expect_out_has 'web +running'
run as nolinger env XDG_RUNTIME_DIR=relative mcpctl status web
expect_exit 0

scenario "startup and unstartup switch lingering; apply warns where it is off"
loginctl enable-linger lingering
eventually 5 test -S "/run/user/$(uid_of lingering)/bus"
configure lingering
run as lingering mcpctl apply
expect_exit 0
expect_err ""
run as lingering mcpctl startup
expect_exit 0
expect_out_has 'lingering is already on for lingering'
# Something of the user's that keeps its manager up without lingering, as a login does.
systemctl start "user@$(uid_of lingering).service"
systemd-run --quiet --unit=mcpctl-session --property=PAMName=login --property=User=lingering sleep infinity
has_session() { loginctl list-sessions --no-legend | grep -q lingering; }
eventually 5 has_session
run as lingering mcpctl unstartup
expect_exit 0
expect_out_has 'lingering is off for lingering'
expect [ ! -e /var/lib/systemd/linger/lingering ]
run as lingering mcpctl status web
expect_exit 0
run as lingering mcpctl apply
expect_exit 0
expect_err 'these stop when you log out; to keep them and start them at boot: mcpctl startup'
run as lingering mcpctl -q apply
expect_err ""
run as lingering mcpctl --json apply
json v <<<"$out" >/dev/null || fail "expected JSON on stdout"
run as lingering mcpctl startup
expect_exit 0
expect_out_has 'lingering is on for lingering'
expect [ -e /var/lib/systemd/linger/lingering ]
run as lingering mcpctl apply
expect_err ""
systemctl stop mcpctl-session.service

scenario "sudo mcpctl apply without /etc/mcp points at the caller's configuration"
configure nolinger
run env SUDO_USER=nolinger mcpctl apply
expect_exit 2
expect_err_has 'no configuration: /etc/mcp/mcp.toml does not exist; nolinger has a configuration in /home/nolinger/.config/mcp'
expect_err_has 'try: mcpctl --user apply, without sudo'
run mcpctl apply
expect_exit 2
expect_err_has 'try: mcpctl init'
run find /etc/systemd/system -name 'mcp*'
expect_out ""

scenario "a stopped manager and a missing bus are told apart"
uid=$(uid_of nolinger)
systemctl stop "user@$uid.service"
mkdir -p "/run/user/$uid" && chown nolinger "/run/user/$uid"
run as nolinger mcpctl status
expect_exit 5
expect_err_has "service manager of user nolinger does not run|no service manager runs for user nolinger"
expect_err_has "sudo (systemctl start user@$uid.service|loginctl enable-linger)"
systemctl start "user@$uid.service"
eventually 5 test -S "/run/user/$uid/bus"
as nolinger env XDG_RUNTIME_DIR="/run/user/$uid" systemctl --user stop dbus.socket dbus.service
run as nolinger mcpctl status
expect_exit 5
expect_err_has "session's message bus does not run"
expect_err_has 'systemctl --user start dbus.socket'
as nolinger env XDG_RUNTIME_DIR="/run/user/$uid" systemctl --user start dbus.socket
run as nolinger mcpctl status
expect_exit 0
