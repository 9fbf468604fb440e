# What becomes of a program that ends.
# scope: user

server() { # NAME SCRIPT KEYS...
  # shellcheck disable=SC2016  # expands inside
  printf '[servers.%s]\ncommand = ["/bin/bash", "-c", "echo $EPOCHREALTIME >>%s/%s.starts; %s"]\n' "$1" "$PWD" "$1" "$2"
  (($# == 2)) || printf '%s\n' "${@:3}"
}
starts() { # SERVER
  wc -l <"$1.starts"
}
started() { # SERVER AT_LEAST
  [[ -e $1.starts ]] && (($(starts "$1") >= $2))
}
# Milliseconds between the first two starts.
pause() { # SERVER
  awk 'NR == 1 { a = $1 } NR == 2 { printf "%d", ($1 - a) * 1000 }' "$1.starts"
}

scenario "internals/infinite-loop: one that dies at once is given up, with the reason; one more start is a new beginning"
{
  server too-fast 'exit 1' 'start_limit_burst = 3' 'retry_sec = 0'
  server tried-on 'exit 1' 'start_limit_burst = 3' 'retry_sec = 3'
} | write_config
run mcpctl apply
expect_exit 1
expect_err_has 'too-fast: started but did not stay up: exited with status 1'
eventually 5 state_is too-fast failed
expect_equal "starts" "$(starts too-fast)" 3
run mcpctl status too-fast
expect_exit 3
expect_out_has 'failed \(exit 1\)'
run mcpctl restart too-fast
expect_exit 1
eventually 5 started too-fast 6

scenario_goes_on "internals/infinite-loop: by default it is not given up, but tried again slowly"
eventually 8 started tried-on 6
expect_equal "starts of the one that was given up" "$(starts too-fast)" 6

scenario "docs restart-strategies: restart_delay is the pause before an automatic restart"
{
  server slow 'exit 1' 'restart_sec = "1500ms"'
  server quick 'exit 1' 'restart_sec = 0'
} | write_config
run mcpctl apply --no-wait
eventually 6 started slow 2
eventually 6 started quick 2
expect [ "$(pause slow)" -ge 1500 ]
expect [ "$(pause slow)" -lt 6000 ]
expect [ "$(pause quick)" -lt 1400 ]

scenario "docs restart-strategies: after one of the stop_exit_codes it stays down, after others not"
once() { echo "[[ \$(wc -l <$PWD/$1.starts) -gt 1 ]] && exec sleep 1000"; }
{
  server stays 'exit 64' 'restart_prevent_exit_status = [64, 65]' 'retry_sec = 1'
  server ends 'exit 0' 'restart_prevent_exit_status = [0]'
  server comes-back "$(once comes-back); exit 66" 'restart_prevent_exit_status = [64, 65]'
} | write_config
run mcpctl apply --no-wait
eventually 5 started comes-back 2
eventually 5 state_is stays failed
eventually 5 state_is ends exited
sleep 1.5
expect_equal "starts" "$(starts stays) $(starts ends) $(starts comes-back)" "1 1 2"
run mcpctl status stays
expect_out_has 'failed \(exit 64\)'

scenario "docs restart-strategies: autorestart false leaves it as it ended"
{
  server job 'exit 0' 'restart = "no"'
  server broken-job 'exit 9' 'restart = "no"'
  server killed 'kill -SEGV $$' 'restart = "no"'
} | write_config
run mcpctl apply --no-wait
eventually 5 state_is job exited
eventually 5 state_is broken-job failed
eventually 5 state_is killed failed
run mcpctl status broken-job killed
expect_exit 3
expect_out_has 'failed \(exit 9\)'
expect_out_has 'failed \(SIGSEGV\)'
expect_equal "starts" "$(starts job) $(starts broken-job) $(starts killed)" "1 1 1"
