# Side by side with a real PM2: start, list, restart, memory, and what a killed server is replaced after. Sourced by
# tests/bench/inside, whose helpers and variables it uses.
# shellcheck disable=SC2016,SC2154  # backquotes are Markdown's; of tests/bench/inside

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf b + 0 ? "%.2f" : "-", a / (b + 0 ? b : 1) }'; }

# beside LABEL MEASURE-ARGUMENTS...: two rows, of the time and of the memory that the two commands take.
beside() {
  local label=$1 out ours theirs
  shift
  out=$("$measure" "$runs" "$@")
  row "$label" "$(field A wall_ms <<<"$out") ms" "$(field B wall_ms <<<"$out") ms" "$(sed -n 's/^ratio //p' <<<"$out")" ''
  ours=$(field A peak_mb <<<"$out") theirs=$(field B peak_mb <<<"$out")
  row "its peak memory" "$ours MB" "$theirs MB" "$(ratio "$ours" "$theirs")" ''
}

rss_mb() { awk '/^VmRSS/ { printf "%.1f", $2 / 1024 }' "/proc/$1/status"; }

write_ecosystem() { # COUNT FILE
  local i
  {
    echo 'module.exports = { apps: ['
    for ((i = 1; i <= $1; i++)); do
      echo "{ name: 'bench-$i', script: '/usr/bin/sleep', args: 'infinity', interpreter: 'none', env: { N: '$i' } },"
    done
    echo '] };'
  } >"$2"
}

# What stays in memory for the servers' sake: of ours, by how much the user's systemd grows; of theirs, the daemon.
measure_resident() {
  local manager before ours theirs
  manager=$(pgrep -o -u "$UID" -x systemd)
  before=$(rss_mb "$manager")
  "$mcpctl" -q -c hundred.toml apply --no-wait
  "$pm2" --silent start ecosystem.config.js >/dev/null
  ours=$(awk -v a="$(rss_mb "$manager")" -v b="$before" 'BEGIN { printf "%.1f", (a > b) ? a - b : 0 }')
  theirs=$(rss_mb "$(<"$PM2_HOME/pm2.pid")")
  row 'resident: what systemd grows by : PM2'"'"'s daemon' "$ours MB" "$theirs MB" "$(ratio "$ours" "$theirs")" ''
  row 'resident processes besides the servers' "$(pgrep -u "$UID" -c '^mcpctl' || true)" \
    "$(pgrep -u "$UID" -fc '^PM2 ' || true)" '' ''
}

their_pid() { "$pm2" pid bench-stamp | tail -n 1; }

their_replacement_ms() {
  printf 'module.exports = { apps: [{ name: "bench-stamp", script: "/bin/sh", interpreter: "none", args: ["-c", "%s"] }] };\n' \
    "$(stamp_script "$work/their-stamps")" >stamp.config.js
  "$pm2" --silent start stamp.config.js >/dev/null
  replacement_ms their_pid "$work/their-stamps"
  "$pm2" --silent delete bench-stamp >/dev/null
}

# Both restart the same program; what PM2 does at once, systemd does after restart_sec.
measure_replacements() {
  local pause ours theirs
  theirs=$(their_replacement_ms)
  for pause in 100ms 0; do
    ours=$(our_replacement_ms "$pause")
    row "kill -9 to the replacement, restart_sec = \"$pause\" : \`restart_delay\` 0" "$ours ms" "$theirs ms" "$(ratio "$ours" "$theirs")" ''
  done
}

measure_pm2() {
  export PM2_HOME=$work/pm2
  write_ecosystem "$how_many" ecosystem.config.js
  "$pm2" --silent ping >/dev/null
  measure_resident
  beside '`status` : `pm2 list`' "$mcpctl -c hundred.toml status" "$pm2 list"
  beside '`restart-all --no-wait` : `pm2 restart all`' --before 'systemctl --user reset-failed' \
    "$mcpctl -q -c hundred.toml restart-all --no-wait" "$pm2 --silent restart all"
  beside 'start: `apply --no-wait` : `pm2 start`' \
    --before-a "$mcpctl -q -c hundred.toml down" --before-b "$pm2 --silent delete all" \
    "$mcpctl -q -c hundred.toml apply --no-wait" "$pm2 --silent start ecosystem.config.js"
  "$mcpctl" -q -c hundred.toml down
  "$pm2" --silent delete all >/dev/null
  measure_replacements
  "$pm2" --silent kill >/dev/null
}
