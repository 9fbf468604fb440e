# Commands that messages propose work when they are pasted, and words say what was done.
# scope: user

scenario 'a proposed command has the scope and the files that were given'
cat >own.toml <<END
[servers.web]
command = ["sleep", "1001"]
END
run mcpctl --user -c own.toml apply
expect_exit 0
run mcpctl --user stop web
run mcpctl --user signal HUP web
expect_exit 1
expect_err $'mcpctl: web: stopped, so there is nothing to signal\n  try: mcpctl --user start web'
expect bash -c "${err##*try: }"
expect state_is web running
run mcpctl --user show nobody
expect_exit 4
expect_err_has 'try: mcpctl --user status$'
sed -i s/1001/1002/ own.toml
run mcpctl --user status
expect_err_has "mcpctl --user -c $PWD/own.toml apply"
run mcpctl --user -c own.toml apply --dry-run
expect_exit 0
run mcpctl --user stop web
run mcpctl --user -c own.toml apply
expect_out_has 'stopped by hand: mcpctl --user start web'

scenario 'reload says which servers it restarted'
write_config <<END
[servers.plain]
command = ["sleep", "1001"]

[servers.listens]
command = ["sh", "-c", "trap : URG; while :; do sleep 0.1; done"]
reload_signal = "SIGURG"
END
run mcpctl apply
expect_exit 0
plain=$(main_pid plain) listens=$(main_pid listens)
run mcpctl reload all
expect_exit 0
expect_out_has 'restarted plain \(pid [0-9]+\)'
expect_out_has "reloaded listens \\(pid $listens\\)"
expect [ "$(main_pid plain)" != "$plain" ]
expect [ "$(main_pid listens)" = "$listens" ]

scenario 'a time to stop that systemd would take for none is refused'
write_config <<END
[servers.web]
command = ["sleep", "1001"]
timeout_stop_sec = 0
END
run mcpctl check
expect_exit 2
expect_err_has 'mcp.toml:3:20: error: timeout_stop_sec = 0 would never end \[servers.web\] if it ignores SIGTERM'

scenario 'connect fails where its output cannot be written'
write_config <<END
[servers.echo]
type = "stdio"
command = ["cat"]
END
run mcpctl apply
expect_exit 0
run bash -c 'echo "{}" | mcpctl connect echo >/dev/full'
expect_exit 1
expect_err 'mcpctl: standard output: No space left on device'
