# A server that was healthy for a while and then crashes at each start must not burn the machine.
# scope: user
# long: twenty seconds of health, and a minute until the next try

# Each start leaves its time behind; from the end of its health on the server dies at once.
write_server() { # SECONDS_OF_HEALTH
  cat >server <<END
#!/bin/bash
echo "\$EPOCHREALTIME" >>"$PWD/starts"
[[ -e "$PWD/sick" ]] && { echo "sick" >&2; exit 1; }
sleep $1
: >"$PWD/sick"
exit 1
END
  chmod +x server
}

# The most starts in any 60 seconds.
busiest_minute() {
  awk '{ t[NR] = $1 } END {
    for (i = 1; i <= NR; i++) {
      n = 0
      for (k = i; k <= NR && t[k] < t[i] + 60; k++) n++
      if (n > most) most = n
    }
    print most }' starts
}
starts() { # AT_LEAST
  (($(wc -l <starts) >= $1))
}

scenario "a crash loop after twenty seconds of health stays within 10 starts a minute, and is tried again after one"
write_server 20
write_config <<END
[servers.sick]
command = ["$PWD/server"]
END
run mcpctl apply
expect_exit 0
sleep 18
expect state_is sick running
expect_equal "starts while it was healthy" "$(wc -l <starts)" 1
waits() {
  [[ $(mcpctl status sick) == *'next try in '* ]]
}
eventually 15 waits
quick=$(wc -l <starts)
expect [ "$quick" -ge 8 ]
expect [ "$quick" -le 10 ]
run mcpctl status sick
expect_exit 3
expect_out_has 'restarting \(exit 1\), next try in (1min|[0-9]+s)'
# The try after retry_sec, 60 s, and what follows upon it.
eventually 65 starts $((quick + 1))
sleep 2
run busiest_minute
expect [ "$out" -le 10 ]
run mcpctl stop sick
expect_exit 0
expect state_is sick stopped
