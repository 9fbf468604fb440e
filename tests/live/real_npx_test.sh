# A server as most files have it: npx, which starts a shell, which starts the server.
# scope: user
# skip-ok: no servers from npm
# skip-ok: no npx

source "$LIVE/real.sh"
type npx >/dev/null 2>&1 || skip 'no npx'

# There is no network; npx takes what is installed where it starts.
npx_server() {
  rm -rf "${desktop_file%/*}"
  mkdir -p "${desktop_file%/*}" project
  ln -sfn "$LIVE/node_modules" project
  cat >"$desktop_file" <<-JSON
	{
	  "mcpServers": {
	    "memory": {
	      "command": "npx",
	      "args": ["-y", "@modelcontextprotocol/server-memory"],
	      "cwd": "$PWD/project",
	      "env": {"MEMORY_FILE_PATH": "$PWD/memory.jsonl", "npm_config_offline": "true"}
	    }
	  }
	}
	JSON
  run mcpctl import --apply "$desktop_file"
  expect_exit 0
  run mcpctl export --for claude-desktop --write --yes
  expect_exit 0
}

scenario 'it serves, all of it is in the session, and all of it ends with the client'
npx_server
open_client one "$desktop_file" memory
step one 'call read_graph'
expect_out '{"entities":[],"relations":[]}'
memory=$(mcpctl --json show memory | json 'v["servers"][0]["session_list"][0]["memory_bytes"]')
((memory > 80000000)) || fail "the session has $memory bytes: that is not all of it"
close_client one
eventually 15 nothing_is_left

scenario_goes_on 'a client that is killed takes it along'
open_client two "$desktop_file" memory
step two tools
expect_out_has 'create_entities'
kill -KILL "${client_pid[two]}"
wait "${client_pid[two]}" 2>/dev/null
eventually 15 nothing_is_left

scenario_goes_on 'what npx says of a package that is not there, the client is told'
sed -i 's/server-memory/server-not-there/' "$config_folder"/mcp.d/*.toml
run mcpctl apply
expect_exit 0
run client "$desktop_file" memory tools
expect_exit 1
expect_out_has '^error .*: npm error request to .*server-not-there failed: cache mode'
expect_out_has 'mcpctl logs memory'
eventually 15 nothing_is_left
