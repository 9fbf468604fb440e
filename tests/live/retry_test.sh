# The retry helper, without mcpctl: a server that its start limit stopped is started again and again,
# one that somebody stopped is not.
# scope: user

install_units() {
  { printf '[defaults]\ncwd = "/"\n' && cat; } >case.toml
  expect "$BUILD/tests/render/golden-tests" --install "$PWD/case.toml" "${unit_folders[0]}"
  manager daemon-reload
}
state() { # SERVER
  property "mcp@$1.service" ActiveState
}
is() { # SERVER STATE
  [[ $(state "$1") == "$2" ]]
}
retries() { # SERVER AT_LEAST
  (($(journalctl --user --quiet --output=cat --unit="mcpctl-retry@$1.service" --grep=Finished | wc -l) >= $2))
}
start() { # SERVER: its job fails where the program is quick to end
  manager start "mcp@$1.service" 2>/dev/null
}

scenario "a crash loop is tried again after each retry_sec, and a stop ends that"
install_units <<'END'
[servers.crashing]
command = ["/bin/sh", "-c", "exit 3"]
retry_sec = 1
start_limit_burst = 3
END
start crashing
eventually 10 retries crashing 2
eventually 5 is crashing failed
eventually 5 manager is-active mcpctl-retry@crashing.timer
manager stop mcp@crashing.service
expect_equal "the timer" "$(property mcpctl-retry@crashing.timer ActiveState)" inactive
sleep 2
expect_equal "the server" "$(state crashing)" failed

scenario "a restart by hand while a try is waited for does not end the tries"
install_units <<'END'
[servers.hopeless]
command = ["/bin/sh", "-c", "exit 3"]
retry_sec = 3
start_limit_burst = 8
END
start hopeless
eventually 10 manager is-active mcpctl-retry@hopeless.timer
manager reset-failed mcp@hopeless.service
manager restart mcp@hopeless.service 2>/dev/null
eventually 10 is hopeless failed
eventually 10 retries hopeless 1
manager stop mcp@hopeless.service

scenario "stopping the target cancels the try of a failed server"
install_units <<'END'
[servers.crashed]
command = ["/bin/sh", "-c", "exit 3"]
start_limit_burst = 2
END
start crashed
eventually 10 manager is-active mcpctl-retry@crashed.timer
manager stop mcp.target
expect_equal "the timer" "$(property mcpctl-retry@crashed.timer ActiveState)" inactive

scenario "a server that fails while it is stopped stays stopped"
install_units <<'END'
[servers.bad-stop]
command = ["/bin/sh", "-c", "trap 'exit 1' TERM; while :; do sleep 0.1; done"]
retry_sec = 1
END
start bad-stop
expect_equal "the server" "$(state bad-stop)" active
sleep 0.3
manager stop mcp@bad-stop.service
expect_equal "the server" "$(state bad-stop)" failed
sleep 2.5
expect_equal "the server" "$(state bad-stop)" failed

scenario "no try after an exit status that prevents restarts, nor where retry_sec is 0"
install_units <<'END'
[servers.prevented]
command = ["/bin/sh", "-c", "exit 4"]
restart_prevent_exit_status = 4
retry_sec = 1

[servers.gives-up]
command = ["/bin/sh", "-c", "exit 3"]
retry_sec = 0
start_limit_burst = 2
END
start prevented
start gives-up
eventually 10 is gives-up failed
expect_equal "the timer" "$(property mcpctl-retry@gives-up.timer ActiveState)" inactive
sleep 2.5
expect_equal "the server" "$(state prevented)" failed
