# A real server that stays up and is reached by url, used by an independent client.
# scope: user
# skip-ok: no servers from npm

source "$LIVE/real.sh"

scenario 'streamable http: a client calls what the export names'
write_config <<TOML
[servers.everything]
type = "http"
command = "$LIVE/node_modules/.bin/mcp-server-everything streamableHttp"
port = $port
TOML
run mcpctl apply
expect_exit 0
mcpctl export --for cursor >cursor.json
run client cursor.json everything tools 'call echo {"message": "hi"}' \
  'call trigger-long-running-operation {"duration": 1, "steps": 2}'
expect_exit 0
expect_out_has $'\nEcho: hi\nprogress 1 of 2\n'
expect_out_has 'Long running operation completed'

scenario_goes_on 'after a restart it answers new clients'
run mcpctl restart everything
expect_exit 0
run client cursor.json everything 'call get-sum {"a": 1, "b": 2}'
expect_exit 0
expect_out 'The sum of 1 and 2 is 3.'
