# Where ./try lets its servers run: the caller's own service manager, or a box. Sourced.

# shellcheck disable=SC2034,SC2154  # shared with ./try and tests/npm.sh
place='' box_pid='' box_hold='' box_state='' box_user=mcp1
place_packages=()

# The caller's own, if it answers; root has none that would be used for this.
place_choose() {
  place=box
  if ((UID != 0)); then
    export XDG_RUNTIME_DIR=${XDG_RUNTIME_DIR:-/run/user/$UID}
    if [[ -S $XDG_RUNTIME_DIR/bus ]] && systemctl --user show-environment >/dev/null 2>&1; then place=own; fi
  fi
  if [[ $place == box ]]; then place_packages=("${packages_live[@]}"); fi
}

# One line if there is no way to bring up a box.
place_check() {
  [[ $place == box ]] || return 0
  ((UID == 0)) || echo "no service manager of yours answers; to bring up another systemd needs root"
  as_root tests/box/box check
}

place_enter() { "${place}_enter"; }

place_story() { "${place}_story"; }

place_leave() {
  if [[ -n $box_pid ]]; then
    exec {box_hold}>&-
    wait "$box_pid"
    box_pid=''
  fi
}

# --- the caller's own service manager

# The names of the servers begin with "try.", so that they are nobody else's.
own_enter() {
  mkdir "$work/bin"
  ln -s "$PWD/build/src/mcpctl" "$work/bin"
  if [[ -n $file ]]; then
    own_file_is_free
    return
  fi
  servers_write "$work" $'project = "try"\n\n'
  desktop_write "$work" "$work" try-
  if npm_installed; then
    ln -s "$npm_modules"/.bin/mcp-server-* "$(type -P node)" "$work/bin"
    ln -s "$npm_modules" "$work"
  fi
}

# What is in use already would be taken away at the end.
own_file_is_free() {
  "$work/bin/mcpctl" --no-color -c "$file" status 2>/dev/null |
    awk '$1 == "NAME" {table = 1; next} table && !/not applied/ {exit 1}' && return
  echo "try: servers of $file are installed already: mcpctl -c $file status" >&2
  return 1
}

# What the second act keeps as the user's own must not be the user's own.
own_story() {
  if [[ -n $file ]]; then
    PATH=$work/bin:$PATH tests/try/story "$shell" '' '' mcpctl -c "$file"
  else
    PATH=$work/bin:$PATH XDG_CONFIG_HOME=$work/config tests/try/story "$shell" "$work" try- mcpctl -c "$work/mcp.toml"
  fi
}

# --- a box

box_enter() {
  local begin=$SECONDS
  box_up || return
  box_furnish || return
  step box "$begin"
}

# Its standard input is ours: it goes away with us.
box_up() {
  local folders=() word
  if npm_installed; then mapfile -t folders < <(npm_folders); fi
  [[ -z $file ]] || folders+=("${file%/*}")
  coproc BOX { as_root tests/box/box up --users 1 "${folders[@]}"; }
  # shellcheck disable=SC2153  # coproc sets it
  box_pid=$BOX_PID box_hold=${BOX[1]}
  read -r word box_state <&"${BOX[0]}" && [[ $word == ready ]]
}

inside() { # [USER] -- COMMAND...
  as_root tests/box/box enter "$box_state" "$@"
}

# What `meson install` installs, and the servers; or the owner of the user's file.
box_furnish() {
  DESTDIR=$work/root meson install -C build --no-rebuild --strip >build/try-install.log 2>&1 ||
    { tail -n 5 build/try-install.log >&2 && return 1; }
  install -D -t "$work/root/opt/mcpctl-try" tests/try/story tests/try/second-act.sh
  chmod -R a+rX "$work/root"
  tar -C "$work/root" -c . | inside -- tar -C / -x --no-same-owner --no-overwrite-dir || return
  if [[ -n $file ]]; then
    box_own_file
    return
  fi
  if npm_installed; then
    npm_show_in_box /opt/mcpctl-try "$box_user" inside -- &&
      inside -- sh -c 'ln -s /opt/mcpctl-try/node_modules/.bin/mcp-server-* /usr/local/bin' || return
    mkdir -p "$work/home"
    ln -s /opt/mcpctl-try/node_modules "$work/home"
  fi
  servers_write "$work/home" ''
  desktop_write "$work/home" "/home/$box_user" ''
  install -D -m 644 "$work/home/mcp.toml" "$work/home/.config/mcp/mcp.toml" && rm "$work/home/mcp.toml"
  tar -C "$work/home" -c . | inside "$box_user" -- tar -x --no-same-owner --no-overwrite-dir
}

# A file of one's own is tried as whoever owns it.
box_own_file() {
  local uid
  uid=$(stat -c %u "$file") box_user=$(stat -c %U "$file")
  inside -- loginctl enable-linger "$box_user" && inside -- systemctl start "user@$uid.service" || return
  echo "as $box_user, who owns the file; without a network but loopback"
}

box_story() {
  local words=("/home/$box_user" '' mcpctl)
  if [[ -n $file ]]; then words=('' '' mcpctl --user -c "$file"); fi
  inside "$box_user" -- /opt/mcpctl-try/story "$shell" "${words[@]}"
}
