# The second act of the story: servers that a client starts, from the client's own file. Sourced by the story, in the
# folder that desktop_write has filled.

second_act() { # PREFIX
  echo "# servers that a client starts, from the client's own file"
  show "cat claude_desktop_config.json" &&
    show "mcpctl import --apply claude_desktop_config.json" &&
    show "grep -rl tok-5bd1e996c7a64ef0 ${XDG_CONFIG_HOME:-$HOME/.config}" || return
  if [[ -e node_modules ]]; then clients_of_four "$1"; else client_of_one "$1"; fi
}

clients_of_four() { # PREFIX
  show "mcpctl export --for claude-desktop $1files $1memory $1thinking $1toolbox >client.json" &&
    show "grep -A 3 '\"$1toolbox\": {' client.json" || return
  echo "# client.mjs is written with the official SDK, and starts what client.json says"
  show "node client.mjs client.json $1files 'call list_directory {\"path\": \"$PWD/notes\"}'" &&
    show "node client.mjs client.json $1memory 'call read_graph'" &&
    show "node client.mjs client.json $1thinking tools" &&
    show "node client.mjs client.json $1toolbox 'call trigger-long-running-operation {\"duration\": 2, \"steps\": 4}' >said &" &&
    until_true grep -q progress said &&
    session_of "$1toolbox" &&
    show "mcpctl status $1files $1memory $1thinking $1toolbox"
}

client_of_one() { # PREFIX
  local request='{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"process"}}'
  show "mcpctl export --for claude-desktop $1toolbox" &&
    show "(echo '$request'; sleep 1) | mcpctl connect $1toolbox >said &" &&
    until_true test -s said &&
    session_of "$1toolbox" &&
    show "mcpctl status $1toolbox"
}

# Of the client in the background, until it is over.
session_of() { # SERVER
  show "mcpctl show $1 | grep -A 2 '^  sessions'" && show "wait; cat said" && until_true has_no_session "$1"
}

has_no_session() { # SERVER
  [[ -z $(systemctl --user list-units --legend=no "mcp-$1@*") ]]
}
