# Standard error is told from standard output in the journal, with nothing left between systemd and the program.
# scope: user

lines_at() { # SERVER PRIORITY
  journalctl --user --quiet --output=cat --identifier="mcp@$1" "PRIORITY=$2" _TRANSPORT=stdout
}
has_lines() { # SERVER PRIORITY TEXT
  [[ $(lines_at "$1" "$2") == "$3" ]]
}

scenario "lines bear the level of their stream, whatever they begin with"
write_config <<'END'
[servers.streams]
command = ["/bin/sh", "-c", "echo out; echo err >&2; echo '<3>out too'; echo '<6>err too' >&2; exec sleep infinity"]
END
run mcpctl apply
expect_exit 0
eventually 5 has_lines streams 6 $'out\n<3>out too'
eventually 5 has_lines streams 4 $'err\n<6>err too'
expect_equal "the main process" "$(tr '\0' ' ' <"/proc/$(main_pid streams)/cmdline")" "sleep infinity "
expect_equal "processes of the unit" "$(status_of streams tasks)" 1
expect_equal "the command that is told" "$(status_of streams command)" \
  "['/bin/sh', '-c', \"echo out; echo err >&2; echo '<3>out too'; echo '<6>err too' >&2; exec sleep infinity\"]"

scenario "a program that is gone is named, and so is its interpreter"
printf '#!%s/interpreter\n' "$PWD" >script
cp /bin/sleep interpreter
chmod +x script
printf '[servers.web]\ncommand = ["%s/script", "1000"]\nretry_sec = 0\nstart_limit_burst = 2\n' "$PWD" | write_config
rm interpreter
run mcpctl apply
expect_exit 1
expect_err_has "web: could not start: $PWD/script: its interpreter $PWD/interpreter does not exist"
rm script
run mcpctl restart web
expect_exit 1
expect_err_has "web: could not start: $PWD/script does not exist"
run mcpctl status web
expect_out_has 'failed \(no program\)'
run mcpctl show web
expect_out_has "could not start: $PWD/script does not exist"
