# What the scenarios real_*_test.sh share: servers that people use, from npm, and an independent client. Sourced by
# them, inside the box.

packages=$LIVE/node_modules/@modelcontextprotocol
token=ghp_Tok3nThatNobodyElseMaySee0123456789
desktop_file=$HOME/.config/Claude/claude_desktop_config.json
declare -A steps_to=() client_pid=()

if [[ ! -d $packages ]] || ! type node >/dev/null 2>&1; then skip 'no servers from npm'; fi

# Writes, as Claude Desktop has it, its own file: four servers, a token, and what else may stand there.
write_desktop_file() {
  rm -rf "${desktop_file%/*}"
  mkdir -p "${desktop_file%/*}" "$PWD/allowed"
  cat >"$desktop_file" <<-JSON
	{
	  "globalShortcut": "Ctrl+Space",
	  "mcpServers": {
	    "everything": {
	      "command": "$LIVE/node_modules/.bin/mcp-server-everything",
	      "env": {"GITHUB_PERSONAL_ACCESS_TOKEN": "$token"}
	    },
	    "filesystem": {
	      "command": "node",
	      "args": ["$packages/server-filesystem/dist/index.js", "$PWD/allowed"]
	    },
	    "memory": {
	      "command": "node",
	      "args": ["$packages/server-memory/dist/index.js"],
	      "env": {"MEMORY_FILE_PATH": "$PWD/memory.jsonl"}
	    },
	    "sequential-thinking": {
	      "command": "$LIVE/node_modules/.bin/mcp-server-sequential-thinking"
	    }
	  },
	  "preferences": {"menuBarEnabled": false}
	}
	JSON
}

# The whole way: from a file that starts the servers itself to one that connects to them.
served() {
  write_desktop_file
  run mcpctl import --apply --with-secrets "$desktop_file"
  expect_exit 0
  run mcpctl export --for claude-desktop --write --yes
  expect_exit 0
}

# The client on the official SDK, with what a desktop gives its programs: hardly anything.
client() { # FILE SERVER [STEP...]
  env -i HOME="$HOME" USER="$USER" PATH=/usr/local/bin:/usr/bin:/bin node "$LIVE/client.mjs" "$@"
}

# Opens a client CALLED so, which does one step after the other, until close_client.
open_client() { # CALLED FILE SERVER
  local fd
  mkfifo "$1.steps"
  {
    for fd in "${steps_to[@]}"; do exec {fd}>&-; done
    exec env -i HOME="$HOME" USER="$USER" PATH=/usr/local/bin:/usr/bin:/bin node "$LIVE/client.mjs" "$2" "$3"
  } <"$1.steps" >>"$1.said" 2>"$1.err" &
  client_pid[$1]=$!
  exec {fd}>"$1.steps"
  steps_to[$1]=$fd
  rm "$1.steps"
}

# Lets it begin a STEP.
begin_step() { # CALLED STEP
  echo "$2" >&"${steps_to[$1]}"
}

# shellcheck disable=SC2034  # for expect_out_has
# Lets it do a STEP, and puts what it says to $out.
step() { # CALLED STEP
  : >"$1.said"
  begin_step "$@"
  eventually 20 test -s "$1.said"
  out=$(<"$1.said")
}

close_client() { # CALLED
  local fd=${steps_to[$1]}
  exec {fd}>&-
  wait "${client_pid[$1]}"
  unset "steps_to[$1]" "client_pid[$1]"
}

sessions() { # SERVER
  manager list-units --plain --no-legend "mcp-$1@*.service" | awk '{ print $1 }'
}

sessions_are() { # SERVER COUNT
  [[ $(sessions "$1" | wc -l) == "$2" ]]
}

# No session, no process of one or of a client, no failed unit.
nothing_is_left() {
  [[ -z $(sessions '*') && -z $(pgrep -u "$UID" 'node|npm|mcpctl') ]] &&
    [[ -z $(manager list-units --failed --no-legend 'mcp*') ]]
}
