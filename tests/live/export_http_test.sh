# export of servers that are reached by http: what is printed, without a configuration to read.
# scope: user

servers() {
  write_config <<END
[servers.web]
type = "http"
command = ["$sample_server"]
port = $port
instances = 2
headers = { X-Team = "tools", Authorization = "Bearer s3cret" }

[servers.worker]
command = ["sleep", "infinity"]
END
}

scenario "http servers by url; what is left out is said on standard error"
servers
run mcpctl apply --no-wait
expect_exit 0
run mcpctl export --for vscode
expect_exit 0
expect_out "{
  \"servers\": {
    \"web\": {
      \"type\": \"http\",
      \"url\": \"http://127.0.0.1:$port/mcp\",
      \"headers\": {
        \"X-Team\": \"tools\"
      }
    }
  }
}"
expect_err 'mcpctl: web: the header Authorization looks like a secret and is left out; written there by hand, it stays
mcpctl: web has several instances, and a client is told of the first; web:2 exports another
mcpctl: left out, for no client can reach a server without a type: worker'
run mcpctl export --for codex web:2 web:1
expect_exit 0
expect_out "[mcp_servers.web-1]
url = \"http://127.0.0.1:$port/mcp\"
http_headers = { X-Team = \"tools\" }

[mcp_servers.web-2]
url = \"http://127.0.0.1:$((port + 1))/mcp\"
http_headers = { X-Team = \"tools\" }"
for client in claude-code cline cursor gemini opencode windsurf zed; do
  run mcpctl export --for "$client" web
  expect_exit 0
  json v <<<"$out" >/dev/null || fail "expected JSON for $client"
  expect_out_has "http://127.0.0.1:$port/mcp"
  expect_out_lacks s3cret
done

scenario_goes_on "what a client cannot do, and who it is, are errors that leave standard output empty"
run mcpctl export --for claude-desktop
expect_exit 4
expect_out ""
expect_err_has "left out, for Claude Desktop takes only programs in its file: web \(http://127.0.0.1:$port/mcp\)"
expect_err_has 'nothing is installed that Claude Desktop can reach'
run mcpctl export --for emacs
expect_exit 2
expect_out ""
expect_err_has 'no such client "emacs"; there are claude-code, claude-desktop, cline'
run mcpctl export
expect_exit 2
expect_out ""
run mcpctl export --for zed wbe
expect_exit 4
expect_out ""
expect_err_has 'did you mean "web"'

scenario_goes_on "without its configuration it is exported as well"
rm -r "$config_folder"
run mcpctl export --for cursor web
expect_exit 0
expect_out_has "\"url\": \"http://127.0.0.1:$port/mcp\""
expect_err_has "web: .*mcp.toml cannot be read, so headers that it may set are left out"
