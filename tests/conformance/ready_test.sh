# Waiting until a server says that it is ready: PM2's wait_ready, by systemd's protocol.
# scope: user

cat >slow-start <<'END'
#!/bin/bash
sleep "$1"
[[ $2 == never ]] || systemd-notify --ready
exec sleep infinity
END
chmod +x slow-start
program=$HOME/slow-start
mv slow-start "$program"

write_server() { # SECONDS ready|never KEYS...
  {
    printf '[servers.web]\nservice_type = "notify"\ncommand = ["%s", "%s", "%s"]\n' "$program" "$1" "$2"
    printf '%s\n' "${@:3}"
  } | write_config
}

scenario "internals/wait-ready-event: it is up when it says so, and starting until then"
write_server 2 ready
mcpctl apply >out 2>err &
eventually 2 state_is web starting
sleep 0.5
expect state_is web starting
wait $!
expect_equal "apply's status" $? 0
expect state_is web running

scenario "internals/wait-ready-event: one that never says so is starting, and no success"
write_server 0 never
printf '[servers.other]\ncommand = ["sleep", "infinity"]\n' >>"$config_folder/mcp.toml"
begun=$SECONDS
run mcpctl apply --wait=2
expect_exit 1
expect [ $((SECONDS - begun)) -lt 8 ]
expect_err_has 'web: not up within the time to wait'
expect [ "$(grep -c 'other: ' <<<"$err")" = 0 ]
expect state_is web starting
run mcpctl status web
expect_exit 3
begun=$SECONDS
run mcpctl restart web --wait=1
expect_exit 1
expect [ $((SECONDS - begun)) -lt 8 ]
expect state_is web starting

scenario "internals/listen-timeout: after timeout_start_sec it has failed, and is told so"
write_server 0 never 'timeout_start_sec = "1s"' 'restart = "no"'
run mcpctl apply
expect_exit 1
expect_err_has 'web: .*was not ready in time'
expect state_is web failed
run mcpctl status web
expect_out_has 'failed \(start timed out\)'
rm "$program"
