# The second act of ./try: what a client of MCP servers has. Sourced.

# Writes to FOLDER, which will be at HOME: a file as Claude Desktop has it, a client that reads such a file, and what
# they need. Names begin with PREFIX.
desktop_write() { # FOLDER HOME PREFIX
  mkdir -p "$1/notes"
  echo "servers of $3files see this" >"$1/notes/some.txt"
  if npm_installed; then desktop_json "$2" "$3"; else desktop_json_without_npm "$2" "$3"; fi >"$1/claude_desktop_config.json"
  cp tests/real/client.mjs "$1"
}

desktop_json() { # HOME PREFIX
  cat <<-END
	{
	  "mcpServers": {
	    "$2files": {"command": "mcp-server-filesystem", "args": ["$1/notes"]},
	    "$2memory": {"command": "mcp-server-memory", "env": {"MEMORY_FILE_PATH": "$1/memory.jsonl"}},
	    "$2thinking": {"command": "mcp-server-sequential-thinking"},
	    "$2toolbox": {"command": "mcp-server-everything", "env": {"API_TOKEN": "tok-5bd1e996c7a64ef0"}}
	  }
	}
	END
}

desktop_json_without_npm() { # HOME PREFIX
  cat <<-END
	{
	  "mcpServers": {
	    "$2toolbox": {"command": "$1/sample-server", "args": ["--stdio"], "env": {"API_TOKEN": "tok-5bd1e996c7a64ef0"}}
	  }
	}
	END
}
