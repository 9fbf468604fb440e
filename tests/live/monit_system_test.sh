# monit in the system scope, as root.
# scope: system

scenario "monit shows the system's servers, with controllers' figures and their logs"
write_config <<'EOF'
[servers.front]
user = "nobody"
command = ["sh", "-c", "echo hello from the system; exec sleep 1000"]
memory_max = "100M"
EOF
expect mcpctl apply
open_terminal 100 30 mcpctl monit
expect_screen '^ mcpctl system  1 running'
expect_screen '^● front +running'
expect_screen '^ memory +[0-9.]+[KM] of at most 100M, 1 task'
expect_screen 'hello from the system'
type_keys r y
expect_screen '^ restarted front \(pid [0-9]+\)'
type_keys q
expect_screen '^ended with 0, isig icanon echo'
