# What the tests and ./try have from npm: four servers that people use, and the SDK that tests/real/client.mjs is
# written with. Pinned, in a cache outside of the checkout. Sourced.

npm_servers_version=2026.8.31
npm_sdk_version=1.32.2
# What these need in turn is taken as it was on this day.
npm_day=2026-11-01
# shellcheck disable=SC2034  # for those who source this
npm_modules=${XDG_CACHE_HOME:-$HOME/.cache}/mcpctl-npm/$npm_servers_version-$npm_sdk_version-$npm_day/node_modules
npm_job='' npm_part=''

npm_installed() { [[ -e $npm_modules ]] && type node >/dev/null 2>&1; }

# Installs it beside whatever else goes on, if it is not there yet. No script of a package is run.
npm_start() { # LOG
  local package packages=("@modelcontextprotocol/sdk@$npm_sdk_version")
  if npm_installed; then return; fi
  # Whoever has a node of their own has their own npm, which Debian's would get in the way of.
  type node npm >/dev/null 2>&1 || type node >/dev/null 2>&1 || install_packages "$1" nodejs npm 2>/dev/null
  type node npm >/dev/null 2>&1 || return 0
  for package in everything filesystem memory sequential-thinking; do
    packages+=("@modelcontextprotocol/server-$package@$npm_servers_version")
  done
  mkdir -p "${npm_modules%/*/*}"
  npm_part=$(mktemp -d "${npm_modules%/*/*}/part.XXXXXX") || return 0
  npm install --prefix "$npm_part" --before "$npm_day" --ignore-scripts --no-audit --no-fund --fetch-retries=1 --fetch-timeout=60000 \
    --fetch-retry-mintimeout=1000 "${packages[@]}" >"$1" 2>&1 </dev/null &
  npm_job=$! npm_log=$1
}

# Says how it went; without it the others have to do.
npm_wait() {
  if npm_installed; then return; fi
  if [[ -z $npm_job ]]; then
    echo "npm        not there: going on without the servers from npm"
  elif wait "$npm_job"; then
    # Others than its owner run it.
    chmod -R a+rX "$npm_part"
    mv -T "$npm_part" "${npm_modules%/*}" 2>/dev/null
    echo "npm        done, beside the build"
  else
    echo "npm        failed, see $npm_log: going on without the servers from npm"
  fi
  npm_job=''
}

npm_stop() {
  [[ -z $npm_job ]] || { kill "$npm_job" && wait "$npm_job"; } 2>/dev/null
  [[ -z $npm_part ]] || rm -rf "$npm_part"
}

# The folders that a box must be able to see for npm_show_in_box.
npm_folders() {
  printf '%s\n' "$npm_modules" "$(dirname "$(realpath "$(type -P node)")")"
}

# Puts the packages at FOLDER/node_modules of a box, and node into the PATH of USER there: the cache may be in a home
# folder that is closed to others, and so may node. ENTER... runs a command as root inside.
npm_show_in_box() { # FOLDER USER ENTER...
  # shellcheck disable=SC2016  # expands inside
  "${@:3}" sh -ec '
    mkdir -p "$1/node_modules"
    mount --bind "$2" "$1/node_modules"
    mount -o remount,bind,ro "$1/node_modules"
    if setpriv --reuid "$4" --clear-groups test -x "$3"; then
      [ -x /usr/bin/node ] || ln -sf "$3" /usr/local/bin/node
    else
      rm -f /usr/local/bin/node
      : >/usr/local/bin/node
      mount --bind "$3" /usr/local/bin/node
    fi' sh "$1" "$npm_modules" "$(realpath "$(type -P node)")" "$2"
}
