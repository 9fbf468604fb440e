# Real servers of the machine, used by the client of a user who may connect to them, and refused to another.
# scope: system
# skip-ok: no servers from npm

source "$LIVE/real.sh"

token=ghp_OfTheMachineAndNobodysElse0123456 # users beside this have theirs in their homes
groupadd --system mcp
for user in reader outsider; do useradd --create-home --shell /bin/bash "$user"; done
usermod -aG mcp reader

client_of() { # USER SERVER [STEP...]
  setpriv --reuid "$1" --regid "$1" --init-groups --inh-caps=-all env -i HOME="/home/$1" PATH=/usr/local/bin:/usr/bin:/bin \
    node "$LIVE/client.mjs" "/home/$1/client.json" "${@:2}"
}

scenario 'a member of the group mcp uses them; they have their own user, state and secret'
write_config <<TOML
[servers.memory]
type = "stdio"
command = "$LIVE/node_modules/.bin/mcp-server-memory"
user = "dynamic"
env = { MEMORY_FILE_PATH = "/var/lib/mcp/memory/memory.jsonl" }

[servers.everything]
type = "stdio"
command = "$LIVE/node_modules/.bin/mcp-server-everything"
user = "dynamic"
secrets = ["API_TOKEN"]
TOML
mcpctl --quiet secret set everything API_TOKEN <<<"$token"
run mcpctl apply
expect_exit 0
for user in reader outsider; do mcpctl export --for claude-desktop >"/home/$user/client.json"; done
run client_of reader memory \
  'call create_entities {"entities": [{"name": "mcpctl", "entityType": "program", "observations": ["has no daemon"]}]}'
expect_exit 0
run client_of reader memory 'call read_graph'
expect_exit 0
expect_out_has '"name":"mcpctl"'
run client_of reader everything 'call get-env'
expect_exit 0
expect_out_has "\"USER\":\"mcp-everything\".*\"API_TOKEN\":\"$token\""

scenario_goes_on 'status and show know who is connected'
open_client one /home/reader/client.json memory
step one 'call read_graph'
run mcpctl show memory
expect_out_has "node \\(PID ${client_pid[one]}\\), user root"
expect_equal 'sessions' "$(status_of memory sessions)" 1
close_client one

scenario_goes_on 'whoever may not connect is told so by the client, and what permits it'
run client_of outsider memory tools
expect_exit 1
expect_out_has '^error .*user outsider may not connect.*usermod -aG mcp outsider'

scenario_goes_on 'nothing is left of any session, and the token is where it belongs'
eventually 15 nothing_is_left
expect_equal 'files with the token' "$(grep -rlF "$token" /etc /run /var/lib /home 2>/dev/null | grep -v '^/etc/mcp/secrets/')" ''
expect_equal 'secrets others may read' "$(find /etc/mcp/secrets -perm /077)" ''
groupdel mcp
