# The server from npm that ./try shows, in a cache outside of the checkout. Sourced.

everything_version=2026.8.31
everything_folder=${XDG_CACHE_HOME:-$HOME/.cache}/mcpctl-try/server-everything-$everything_version
# shellcheck disable=SC2034  # for place.sh
everything_program=$everything_folder/node_modules/.bin/mcp-server-everything
everything_job='' everything_part=''

everything_installed() { [[ -e $everything_folder ]]; }

# Installs it beside whatever else goes on, if it is not there yet.
everything_start() {
  if everything_installed; then return; fi
  # Whoever has a node of their own has their own npm, which Debian's would get in the way of.
  type node npm >/dev/null 2>&1 || type node >/dev/null 2>&1 ||
    install_packages build/try-packages.log nodejs npm 2>/dev/null
  type npm >/dev/null 2>&1 || return
  mkdir -p "${everything_folder%/*}"
  everything_part=$(mktemp -d "${everything_folder%/*}/part.XXXXXX") || return
  npm install --prefix "$everything_part" --no-audit --no-fund --fetch-retries=1 --fetch-retry-mintimeout=1000 \
    "@modelcontextprotocol/server-everything@$everything_version" >build/try-npm.log 2>&1 </dev/null &
  everything_job=$!
}

# Says how it went; without it the others have to do.
everything_wait() {
  if everything_installed; then return; fi
  if [[ -z $everything_job ]]; then
    echo "npm        not there: going on without the server from npm"
  elif wait "$everything_job"; then
    # Others than its owner run it.
    chmod -R a+rX "$everything_part"
    mv -T "$everything_part" "$everything_folder" 2>/dev/null
    echo "npm        done, beside the build"
  else
    echo "npm        failed, see build/try-npm.log: going on without the server from npm"
  fi
  everything_job=''
}

everything_stop() {
  [[ -z $everything_job ]] || { kill "$everything_job" && wait "$everything_job"; } 2>/dev/null
  [[ -z $everything_part ]] || rm -rf "$everything_part"
}
