# export --write: a client's own file, changed, and nothing in it lost.
# scope: user

client_file=$HOME/.config/Code/User/mcp.json
codex_file=$HOME/.codex/config.toml
forget_clients() {
  rm -rf ~/.config/Code ~/.codex ~/.cursor ~/.claude.json* ~/dotfiles
}
web() {
  write_config <<END
[servers.web]
type = "http"
command = ["$sample_server"]
port = $port
headers = { X-Team = "tools" }
END
  run mcpctl apply --no-wait
  expect_exit 0
}
backups() { # FILE
  find "$(dirname "$1")" -name "$(basename "$1").bak-*" | wc -l
}
digest() { # FILE
  stat -c '%a %U %Y' "$1" && cat "$1"
}
# Answers a question on a terminal of its own; what it shows is $out.
answer() { # ANSWER COMMAND...
  run script --quiet --return --command "$(printf '%q ' "${@:2}")" /dev/null <<<"$1"
}

scenario "without a terminal it needs --yes, and then changes what it said"
forget_clients
web
mkdir -p "${client_file%/*}"
cat >"$client_file" <<'END'
{
	// asks for a token
	"inputs": [{ "id": "t", "type": "promptString", },],
	"servers": {
		"web": { // mine
			"type": "stdio", "command": "npx",
			"args": ["web-server", "--api-key", "sk-1234567890abcdefghij"],
			"env": { "WEB_TOKEN": "s3cret" },
		},
	},
}
END
chmod 640 "$client_file"
before=$(digest "$client_file")
run mcpctl export --for vscode --write
expect_exit 2
expect_err_has "$client_file would change \(replace web, which until now did not go through mcpctl\), and there is no terminal to ask; nothing was changed"
expect_err_has 'try: --yes'
expect_out_has '\+.*"url": "http://127.0.0.1:'
expect_out_lacks 's3cret|sk-1234'
expect_equal "the file" "$(digest "$client_file")" "$before"
expect_equal "backups" "$(backups "$client_file")" 0
run mcpctl export --for vscode --write --yes
expect_exit 0
expect_out_has "wrote $client_file; as it was: $client_file.bak-[0-9]{8}-[0-9]{6}"
expect_equal "mode" "$(stat -c %a "$client_file" "$client_file".bak-*)" $'640\n640'
expect_equal "the backup" "$(cat "$client_file".bak-*)" "${before#*$'\n'}"
expect_equal "the file" "$(<"$client_file")" "{
	// asks for a token
	\"inputs\": [{ \"id\": \"t\", \"type\": \"promptString\", },],
	\"servers\": {
		\"web\": { // mine
			\"type\": \"http\",
			\"url\": \"http://127.0.0.1:$port/mcp\",
			\"headers\": {
				\"X-Team\": \"tools\"
			},
		},
	},
}"

scenario_goes_on "what is right already is left alone"
before=$(digest "$client_file")
run mcpctl export --for vscode --write
expect_exit 0
expect_out "$client_file: nothing to do"
expect_equal "the file" "$(digest "$client_file")" "$before"
expect_equal "backups" "$(backups "$client_file")" 1

scenario_goes_on "on a terminal it asks, and no is the default"
sed -i "s/:$port/:9/" "$client_file"
before=$(digest "$client_file")
answer '' mcpctl export --for vscode --write
expect_exit 1
expect_out_has 'update web\? \[y/N\]'
expect_out_has 'nothing was changed'
expect_equal "the file" "$(digest "$client_file")" "$before"
answer y mcpctl export --for vscode --write
expect_exit 0
expect grep -q "127.0.0.1:$port/mcp" "$client_file"
expect_equal "backups" "$(backups "$client_file")" 2

scenario_goes_on "a link is followed, and stays one"
mkdir ~/dotfiles
mv "$client_file" ~/dotfiles/code-mcp.json
ln -s ../../../dotfiles/code-mcp.json "$client_file"
sed -i "s/:$port/:9/" ~/dotfiles/code-mcp.json
run mcpctl export --for vscode --write --yes
expect_exit 0
expect [ -L "$client_file" ]
expect grep -q "127.0.0.1:$port/mcp" ~/dotfiles/code-mcp.json
rm ~/dotfiles/code-mcp.json
run mcpctl export --for vscode --write --yes
expect_exit 2
expect_err_has 'is a link to a file that does not exist'

scenario_goes_on "what cannot be read as JSON or TOML is left alone, with its place"
rm "$client_file"
# shellcheck disable=SC2016
printf '{\n  "servers": {\n    "a": {}\n    "b": { "env": { "T": "s3cret" } }\n' >"$client_file"
before=$(digest "$client_file")
run mcpctl export --for vscode --write --yes
expect_exit 2
expect_out ""
expect_err "$client_file:4:5: error: a comma is missing
mcpctl: nothing was changed"
expect_equal "the file" "$(digest "$client_file")" "$before"
mkdir ~/.codex
printf 'model = "x"\n[mcp_servers.web]\nurl = \n' >"$codex_file"
run mcpctl export --for codex --write --yes
expect_exit 2
expect_err_has "^$codex_file:3:[0-9]+: error: .*"
expect_equal "the file" "$(<"$codex_file")" $'model = "x"\n[mcp_servers.web]\nurl = '
printf 'mcp_servers.web.command = "x"\n' >"$codex_file"
run mcpctl export --for codex --write --yes
expect_exit 2
expect_err_has "cannot be changed safely"
expect_err_has "\[mcp_servers.web\]"
chmod 400 "$codex_file"
run mcpctl export --for codex --write --yes
expect_exit 77
chmod 600 "$codex_file"

scenario_goes_on "TOML keeps its comments"
printf '# mine\nmodel = "x" # the default\n' >"$codex_file"
run mcpctl export --for codex --write --yes
expect_exit 0
expect_equal "the file" "$(<"$codex_file")" "# mine
model = \"x\" # the default

[mcp_servers.web]
url = \"http://127.0.0.1:$port/mcp\"
http_headers = { X-Team = \"tools\" }"

scenario_goes_on "a file or folder that is not there is made, the folder only with --yes"
run mcpctl export --for cursor --write
expect_exit 2
expect_err_has 'the folder of .*/.cursor/mcp.json does not exist; is Cursor installed\? nothing was changed'
expect [ ! -e ~/.cursor ]
run mcpctl export --for cursor --write --yes
expect_exit 0
expect_out_has "made $HOME/.cursor/mcp.json"
expect_equal "modes" "$(stat -c %a ~/.cursor ~/.cursor/mcp.json)" $'700\n600'
run mcpctl export --for claude-code --write --yes
expect_exit 0
expect_out_has "made $HOME/.claude.json"
run mcpctl export --for zed --write --yes --file here.json
expect_exit 0
expect [ -s here.json ]

scenario_goes_on "entries of servers that are gone are named, and pruned when asked to"
cat >"$client_file" <<'END'
{
  "servers": {
    "old": { "type": "stdio", "command": "/usr/local/bin/mcpctl", "args": ["connect", "old"] },
    "system": { "type": "stdio", "command": "/usr/local/bin/mcpctl", "args": ["--system", "connect", "old"] }
  }
}
END
run mcpctl export --for vscode --write --yes
expect_exit 0
expect_err_has 'still connects to old, which is not installed; --prune removes its entry "old"'
expect grep -q '"connect", "old"' "$client_file"
run mcpctl remove all
run mcpctl export --for vscode --write --yes --prune
expect_exit 0
expect_equal "servers" "$(json 'sorted(v["servers"])' <"$client_file")" "['system', 'web']"
run mcpctl export --for vscode --prune
expect_exit 2

forget_clients
