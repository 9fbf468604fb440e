# Log files and their rotation: nothing is lost, torn or left frozen, whatever happens.
# scope: user
# slow: many rotations at full speed
# timeout: 400s
source "$LIVE/rotation.sh"

write_loud_server() { # KEYS...
  write_loud_program "$PWD/loud.py"
  {
    printf '[servers.loud]\ncommand = ["python3", "%s/loud.py"]\n' "$PWD"
    printf 'stdout = "%s/logs/{name}.log"\nstderr = "%s/logs/{name}.err"\n' "$PWD" "$PWD"
    printf '%s\n' "$@"
  } | write_config
}
has_grown() { # FILE
  (($(stat -c %s "$1") > 200000))
}
older_files() { # LOG
  find "$(dirname "$1")" -name "$(basename "$1").[0-9]*" | wc -l
}

scenario "40 rotations of a server that writes at full speed: no line is lost or torn"
write_loud_server 'log_rotate_size = "1"' 'log_rotate_keep = 100'
run mcpctl apply
expect_exit 0
expect_equal "mode of the file" "$(stat -c %a logs/loud.log)" 600
expect_equal "mode of the folder" "$(stat -c %a logs)" 700
expect_equal "the timer" "$(property mcpctl-rotate@loud.timer ActiveState)" active
for ((i = 0; i < 40; i++)); do
  manager start mcpctl-rotate@loud.service || fail "rotation $i failed"
done
run mcpctl stop loud
expect_exit 0
expect_equal "older files" "$(older_files logs/loud.log) $(older_files logs/loud.err)" "40 40"
expect_equal "mode of an older file" "$(stat -c %a logs/loud.log.7)" 600
expect_equal "standard output" "$(check_lines "$PWD/logs/loud.log")" whole
expect_equal "standard error" "$(check_lines "$PWD/logs/loud.err")" whole
expect_equal "the timer" "$(property mcpctl-rotate@loud.timer ActiveState)" inactive
rm -r logs

scenario "killed at any moment: made good for, and the server is never left standing"
write_loud_server 'log_rotate_size = "1"' 'log_rotate_keep = 1000'
run mcpctl apply
expect_exit 0
# What makes good for it may be killed as well, by the next round; then that falls to the next look, 30 s later.
for ((i = 0; i < 60; i++)); do
  manager start --no-block mcpctl-rotate@loud.service
  sleep "0.0$((RANDOM % 4))$((RANDOM % 10))"
  manager kill --signal=KILL mcpctl-rotate@loud.service 2>/dev/null
  ((i % 10)) || eventually 45 moves mcp@loud.service
done
eventually 45 moves mcp@loud.service
# One that could not be done is the next check's.
eventually 20 manager start mcpctl-rotate@loud.service
run mcpctl stop loud
expect_equal "standard output" "$(check_lines "$PWD/logs/loud.log")" whole
expect_equal "standard error" "$(check_lines "$PWD/logs/loud.err")" whole
expect_equal "copies left" "$(find logs -name '*.rotat*')" ''
rm -r logs
