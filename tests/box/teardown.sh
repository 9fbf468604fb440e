# Takes a box away, wherever it stands. Sourced by its keeper, and by its owner for a keeper that was killed.

teardown() { # STATE
  trap '' HUP INT TERM
  local pid='' try
  # Everything inside ends with PID 1 of its PID namespace.
  if [[ -s $1/pid ]]; then pid=$(<"$1/pid"); fi
  for ((try = 0; try < 100; try++)); do
    if [[ -z $pid ]] || ! kill -KILL "$pid" 2>/dev/null; then break; fi
    sleep 0.02
  done
  if [[ -s $1/cgroups ]]; then cgroups_remove "$1/cgroups"; fi
  umount --lazy "$1/layer" 2>/dev/null
  rm -rf "$1"
}
