# export of stdio servers: what the client's file says works, with nothing else in the environment.
# scope: user

desktop_file=$HOME/.config/Claude/claude_desktop_config.json

echo_servers() {
  write_config <<'END'
[servers.echo]
type = "stdio"
command = ["sh", "-c", 'while read -r line; do echo "echo $line"; done']

[servers.other]
type = "stdio"
command = ["sh", "-c", 'while read -r line; do echo "other $line"; done']
END
  run mcpctl apply
  expect_exit 0
}
# Starts what an entry of a client's JSON file says, as a desktop would: with a home folder and nothing more.
start_entry() { # FILE EXPRESSION
  python3 - "$1" "$2" <<'END'
import json, os, sys
v = json.load(open(sys.argv[1]))
entry = eval(sys.argv[2])
command = entry["command"] if isinstance(entry["command"], list) else [entry["command"], *entry["args"]]
os.chdir("/")
os.dup2(os.open(os.environ["SCENARIO_FOLDER"] + "/.in", os.O_RDONLY), 0)
os.execve(command[0], command, {"HOME": os.environ["HOME"]})
END
}
answers() { # WHO FILE EXPRESSION
  echo hello >.in
  run start_entry "${@:2}"
  expect_exit 0
  expect_out "$1 hello"
}
export SCENARIO_FOLDER

scenario "what is printed for a client starts a session of the server"
rm -rf ~/.config/Claude
echo_servers
program=$(command -v mcpctl)
run mcpctl export --for claude-desktop
expect_exit 0
expect_err ""
expect_out "{
  \"mcpServers\": {
    \"echo\": {
      \"command\": \"$program\",
      \"args\": [\"connect\", \"echo\"]
    },
    \"other\": {
      \"command\": \"$program\",
      \"args\": [\"connect\", \"other\"]
    }
  }
}"
for client in claude-code claude-desktop cline cursor gemini windsurf; do
  mcpctl export --for "$client" echo >"$client.json"
  answers echo "$client.json" 'v["mcpServers"]["echo"]'
done
mcpctl export --for vscode echo >file
answers echo file 'v["servers"]["echo"]'
mcpctl export --for zed other >file
answers other file 'v["context_servers"]["other"]'
mcpctl export --for opencode other >file
answers other file 'v["mcp"]["other"]'
mcpctl export --for codex | python3 -c 'import json, sys, tomllib; json.dump(tomllib.load(sys.stdin.buffer), sys.stdout)' >file
answers other file 'v["mcp_servers"]["other"]'

scenario_goes_on "a program in the client's file is replaced by the server that was made of it"
mkdir -p "${desktop_file%/*}"
cat >"$desktop_file" <<'END'
{
  "mcpServers": {
    "echo": { "command": "sh", "args": ["-c", "cat"], "env": { "TOKEN": "s3cret" }, "disabled": false },
    "mine": { "command": "true" }
  }
}
END
run mcpctl export --for claude-desktop --write --yes
expect_exit 0
expect_out_lacks s3cret
expect_equal "entries" "$(json 'list(v["mcpServers"])' <"$desktop_file")" "['echo', 'mine', 'other']"
expect_equal "echo" "$(json 'v["mcpServers"]["echo"]' <"$desktop_file")" \
  "{'command': '$program', 'args': ['connect', 'echo'], 'disabled': False}"
answers echo "$desktop_file" 'v["mcpServers"]["echo"]'
answers other "$desktop_file" 'v["mcpServers"]["other"]'
run mcpctl export --for claude-desktop --write
expect_out "$desktop_file: nothing to do"

scenario_goes_on "a path that a link leads to is kept, so that an update does not break it"
mkdir -p bin
ln -s "$program" bin/mcpctl
run env PATH="$PWD/bin:$PATH" mcpctl export --for cursor echo
expect_out_has "\"command\": \"$PWD/bin/mcpctl\""

scenario_goes_on "a server that is gone is named, and pruned"
run mcpctl remove other
run mcpctl export --for claude-desktop --write
expect_exit 0
expect_err_has "still connects to other, which is not installed; --prune removes its entry \"other\""
run mcpctl remove echo
run mcpctl export --for claude-desktop --write --prune --yes
expect_exit 0
expect_equal "entries" "$(json 'list(v["mcpServers"])' <"$desktop_file")" "['mine']"
rm -rf ~/.config/Claude
