# What people have, the whole way: a Claude Desktop file with four real servers and a token is imported, applied and
# exported into that file; an independent client reads it and uses each of them.
# scope: user
# skip-ok: no servers from npm

source "$LIVE/real.sh"

secret_folder=$config_folder/secrets
backups() { find "${desktop_file%/*}" -type f ! -name "${desktop_file##*/}"; }

# Files that hold the token, outside of the store.
token_is_in() {
  grep -rlF -e "$token" "$HOME" "$XDG_RUNTIME_DIR" --exclude-dir=secrets 2>/dev/null
}

scenario 'import --apply keeps the token in the store, and all four listen'
write_desktop_file
run mcpctl import --apply --with-secrets "$desktop_file"
expect_exit 0
expect_out_has '1 secret set.*4 of 4 up'
expect_err_has 'globalShortcut, preferences'
for server in everything filesystem memory sequential-thinking; do
  expect state_is "$server" listening
done
expect nothing_is_left
expect_equal 'the token is in' "$(token_is_in)" "$desktop_file"
expect_equal 'files others can read in the store' "$(find "$secret_folder" -perm /077)" ''
rm "$desktop_file"
for server in everything filesystem memory sequential-thinking; do
  run mcpctl show "$server"
  expect_out_lacks "$token"
  run mcpctl cat "$server"
  expect_out_lacks "$token"
  run manager show "mcp-$server.socket" "mcp-$server@x.service"
  expect_out_lacks "$token"
done

scenario 'export --write puts what connects into the file, and leaves the rest of it'
served
expect_err_has "claude_desktop_config.json.bak-[-0-9]+ still has GITHUB_PERSONAL_ACCESS_TOKEN; once the client works: rm /"
expect_equal 'the rest' "$(json '(v["globalShortcut"], v["preferences"])' <"$desktop_file")" \
  "('Ctrl+Space', {'menuBarEnabled': False})"
expect_equal 'servers' "$(json '" ".join(v["mcpServers"])' <"$desktop_file")" \
  'everything filesystem memory sequential-thinking'
expect_equal 'token in the file' "$(grep -c "$token" "$desktop_file")" 0
expect_equal 'memory' "$(json 'v["mcpServers"]["memory"]' <"$desktop_file")" \
  "{'command': '$(type -P mcpctl)', 'args': ['connect', 'memory']}"

scenario_goes_on 'everything: tools, a call, an error, the token, and a request of the server to the client'
run client "$desktop_file" everything tools 'call echo {"message": "grüße"}' 'call get-sum {"a": 2, "b": 40}' \
  'call get-sum {"a": 2}' 'call get-env' 'call trigger-sampling-request {"prompt": "what else?", "maxTokens": 5}'
expect_exit 0
expect_out_has '^echo .*get-sum .*trigger-long-running-operation'
expect_out_has $'\nEcho: grüße\nThe sum of 2 and 40 is 42.\nrefused: .*Invalid arguments for tool get-sum'
expect_out_has "\"GITHUB_PERSONAL_ACCESS_TOKEN\":\"$token\""
expect_out_has "the client's answer to: .*what else[?]"
eventually 15 nothing_is_left

scenario_goes_on 'filesystem: what is in its folder, and nothing else'
echo 'a line' >allowed/some.txt
run client "$desktop_file" filesystem tools "call list_directory {\"path\": \"$PWD/allowed\"}" \
  "call read_text_file {\"path\": \"$PWD/allowed/some.txt\"}" 'call read_text_file {"path": "/etc/passwd"}' \
  "call write_file {\"path\": \"$PWD/allowed/new.txt\", \"content\": \"by the client\"}"
expect_exit 0
expect_out_has $'\n\\[FILE\\] some.txt\na line\n*\nrefused: Access denied'
expect_equal 'the new file' "$(<allowed/new.txt)" 'by the client'

scenario_goes_on 'memory: what one client keeps, the next one reads'
run client "$desktop_file" memory \
  'call create_entities {"entities": [{"name": "mcpctl", "entityType": "program", "observations": ["has no daemon"]}]}'
expect_exit 0
run client "$desktop_file" memory 'call read_graph'
expect_exit 0
expect_out_has '"name":"mcpctl"'
expect_out_has 'has no daemon'

scenario_goes_on 'sequential-thinking: its thoughts'
thought='"thought": "first", "thoughtNumber": 1, "totalThoughts": 2, "nextThoughtNeeded": true'
run client "$desktop_file" sequential-thinking "call sequentialthinking {$thought}" "call sequentialthinking {$thought}"
expect_exit 0
expect_out_has '"thoughtHistoryLength":1.*"thoughtHistoryLength":2'

scenario_goes_on 'after all of that, nothing runs, and the token is where it belongs'
eventually 15 nothing_is_left
expect_equal 'the token in the journal' "$(journalctl --no-pager -o verbose _UID="$UID" 2>/dev/null | grep -cF "$token")" 0
mapfile -t kept < <(token_is_in)
expect_equal 'files with the token, outside of the store' "${kept[*]}" "$(backups)"
run mcpctl down
expect_exit 0
