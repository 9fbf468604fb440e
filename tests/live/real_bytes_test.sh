# Real servers and a socket for their standard input and output: nothing that they say is lost, and they end with it.
# scope: user
# skip-ok: no servers from npm
# timeout: 240s
# long: starts many processes of Node

source "$LIVE/real.sh"

hello='{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}
{"jsonrpc":"2.0","method":"notifications/initialized"}'

# Says LINEs to a server, then no more; prints all that it answers until it ends.
say_to() { # SERVER LINE...
  printf '%s\n' "$hello" "${@:2}" | timeout 20 mcpctl connect "$1"
}

call() { # ID TOOL ARGUMENTS
  printf '{"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"%s","arguments":%s}}' "$@"
}

# Ids of the answers, sorted.
answered() {
  python3 -c '
import json, sys
print(*sorted(m["id"] for m in map(json.loads, sys.stdin) if "id" in m and "result" in m))'
}

scenario 'what was asked before the end of the input is answered after it'
served
for server in everything filesystem memory sequential-thinking; do
  list='{"jsonrpc":"2.0","id":1,"method":"tools/list"}'
  expect_equal "$server: answers" "$(say_to "$server" "$list" '{"jsonrpc":"2.0","id":2,"method":"ping"}' | answered)" '0 1 2'
  eventually 15 nothing_is_left
done
slow=$(call 1 trigger-long-running-operation '{"duration":2,"steps":2}')
expect_equal 'answers to a slow call' "$(say_to everything "$slow" | answered)" '0 1'

scenario_goes_on 'a reply of megabytes is whole, at the end of the session too'
head -c 24000000 /dev/zero | tr '\0' x >allowed/big.txt
expect_equal 'answers' "$(say_to filesystem "$(call 1 read_text_file "{\"path\":\"$PWD/allowed/big.txt\"}")" | answered)" '0 1'
head -c 4000000 /dev/urandom | base64 -w 0 | head -c 4000000 >allowed/big.txt
run client "$desktop_file" filesystem "call read_text_file {\"path\": \"$PWD/allowed/big.txt\"}"
expect_exit 0
expect_out "4000000 characters, sha256 $(sha256sum <allowed/big.txt | cut -d' ' -f1)"

scenario_goes_on 'a request of megabytes, too'
request=$(call 1 echo "{\"message\":\"$(<allowed/big.txt)\"}")
expect_equal 'size' "$(printf '%s\n' "$hello" "$request" | mcpctl connect everything | python3 -c '
import json, sys
print(*(len(m["result"]["content"][0]["text"]) for m in map(json.loads, sys.stdin) if m.get("id") == 1))')" 4000006
eventually 15 nothing_is_left
