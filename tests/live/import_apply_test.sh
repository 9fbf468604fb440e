# A client's file becomes servers: import, import --apply, and what is left when it is refused.
# scope: user

# What the server NAME answers to a line.
ask() { # NAME
  python3 -c '
import socket, sys
s = socket.socket(socket.AF_UNIX)
s.connect(sys.argv[1])
s.sendall(b"hello\n")
print(s.makefile().readline(), end="")' "$XDG_RUNTIME_DIR/mcp/$1.sock"
}
# A client's file with servers that tell what reached them.
client_file() { # FILE
  cat >"$1" <<'END'
{
  "mcpServers": {
    "tells": {
      "command": "sh",
      "args": ["-c", "read x; echo $0 $EXAMPLE_TOKEN $LEVEL $x", "it is"],
      "env": { "EXAMPLE_TOKEN": "ghp_0123456789abcdefghijABCDEFGHIJ012345", "LEVEL": "debug" }
    },
    "As An Argument": {
      "command": "sh",
      "args": ["-c", "read x; echo $*", "sh", "--api-key=0123456789abcdef0123456789abcdef", "a  b"]
    },
    "gone": { "command": "cat", "disabled": true },
    "far": { "url": "https://mcp.example/sse", "headers": { "Authorization": "Bearer 0123456789" } }
  },
  "globalShortcut": "Ctrl+Space"
}
END
}
nothing_is_left() {
  [[ -z $(find "$config_folder" -type f 2>/dev/null) ]] && [[ -z $(manager list-unit-files --plain --no-legend 'mcp*') ]]
}

scenario 'import prints TOML that check accepts, and no secret'
client_file claude_desktop_config.json
run mcpctl import claude_desktop_config.json
expect_exit 0
expect_out_has '\[servers.tells\]'
expect_out_has '# mcpctl secret set tells EXAMPLE_TOKEN'
expect_out_lacks 'ghp_|0123456789abcdef'
expect_err_has 'far: remote'
expect_err_has '2 secrets are not in it'
printf '%s\n' "$out" >mine.toml
run mcpctl -c mine.toml check
expect_exit 0
expect nothing_is_left
run sh -c 'mcpctl import - <claude_desktop_config.json | grep -v "^# From" >piped.toml'
expect cmp <(tail -n +2 mine.toml) piped.toml
run mcpctl import claude_desktop_config.json -o mine.toml
expect_exit 0
run mcpctl import claude_desktop_config.json -o piped.toml
expect_exit 1
expect_err_has 'piped.toml exists already, and is of another source'

scenario 'import --apply does it all'
client_file claude_desktop_config.json
run mcpctl import claude_desktop_config.json --apply
expect_exit 0
expect_out_has "wrote $config_folder/mcp.d/claude_desktop_config.toml, 2 secrets set"
expect_out_has '3 to create'
expect_out_has $'\nnext: mcpctl export --for claude-desktop --write'
expect_equal 'mode' "$(stat -c %a "$config_folder/mcp.d/claude_desktop_config.toml")" 600
expect state_is tells listening
expect state_is As-An-Argument listening
expect_equal 'its answer' "$(ask tells)" 'it is ghp_0123456789abcdefghijABCDEFGHIJ012345 debug hello'
expect_equal 'the answer of the other' "$(ask As-An-Argument)" '--api-key=0123456789abcdef0123456789abcdef a b'
secret='ghp_0123456789abcdefghij|0123456789abcdef0123'
expect_equal 'files of units with a secret' "$(grep -rlE "$secret" "${unit_folders[@]}" "$config_folder/mcp.d" 2>/dev/null)" ''
expect_equal 'what the manager shows of it' "$(manager show 'mcp*' | grep -cE "$secret")" 0

scenario_goes_on 'once more it changes nothing'
run mcpctl import claude_desktop_config.json --apply
expect_exit 0
expect_out_has '0 secrets set'
expect_out_has '3 unchanged'
sed -i 's/debug/info/' claude_desktop_config.json
run mcpctl import claude_desktop_config.json --apply
expect_exit 1
expect_err_has 'claude_desktop_config.toml was imported from the same file, which says something else now'
expect_err_has 'add --replace, which keeps what is there as claude_desktop_config.toml.old'
run mcpctl import claude_desktop_config.json --apply --replace
expect_exit 0
expect_err_has 'said before is in .*claude_desktop_config.toml.old'
expect test -e "$config_folder/mcp.d/claude_desktop_config.toml.old"
run mcpctl import claude_desktop_config.json --replace
expect_exit 2
expect_err_has 'add -o FILE.toml or --apply'
mkdir elsewhere
echo '{"mcpServers": {"stranger": {"command": "cat"}}}' >elsewhere/claude_desktop_config.json
run mcpctl import elsewhere/claude_desktop_config.json --apply
expect_exit 0
expect_out_has "wrote $config_folder/mcp.d/claude_desktop_config-2.toml"

scenario_goes_on 'a name that stands in another file: the place is told, nothing is changed'
before=$(cat "$config_folder"/mcp.d/* | cksum)
echo '{"mcpServers": {"tells": {"command": "cat"}, "new": {"command": "cat", "env": {"TOKEN": "abcdefgh"}}}}' >other.json
run mcpctl import other.json --apply
expect_exit 2
expect_err_has 'server "tells" is defined twice'
expect_err_has 'claude_desktop_config.toml:[0-9]+'
expect_err_has 'nothing was changed'
expect_equal 'files' "$(cat "$config_folder"/mcp.d/* | cksum)" "$before"
expect test ! -e "$config_folder/secrets/new"
run mcpctl status new
expect_exit 4

scenario "what export has written into a client's file is known again"
client=$HOME/.config/Claude/claude_desktop_config.json
mkdir -p "${client%/*}"
client_file "$client"
run mcpctl import "$client" --apply
expect_exit 0
run mcpctl export --for claude-desktop --write --yes
expect_exit 0
run mcpctl import "$client"
expect_exit 0
expect_err_has 'tells: mcpctl runs it already, as tells'
expect_out_lacks 'servers.tells'
rm -r "${client%/*}"

scenario 'what is refused leaves neither file nor secret nor unit'
echo '{"mcpServers": {"a": {"command": "no-such-program", "env": {"TOKEN": "abcdefgh"}}}}' >a.json
run mcpctl import a.json --apply
expect_exit 2
expect_err_has 'program "no-such-program" is not in PATH'
expect nothing_is_left
# shellcheck disable=SC2016  # the reference is import's to resolve
echo '{"mcpServers": {"a": {"command": "cat", "env": {"TOKEN": "${A_TOKEN}", "KEY": "abcdefgh"}}}}' >a.json
run mcpctl import a.json --apply
expect_exit 2
expect_err_has 'a: its secret TOKEN stands neither in the file nor in the environment'
expect_err_has 'mcpctl secret set a TOKEN'
expect nothing_is_left
printf '[servers.a]\ncommand = ["sleep", "infinity"]\n' >owner.toml
run mcpctl -c owner.toml apply
expect_exit 0
A_TOKEN=fromhere run mcpctl import a.json --apply
expect_exit 2
expect_err_has "a: belongs to $PWD/owner.toml"
expect_err_has 'mcpctl import a.json -o mine.toml, mend it, and mcpctl -c mine.toml apply .--take-over'
expect_out_lacks 'wrote'
expect_equal 'files' "$(find "$config_folder" -type f 2>/dev/null)" ''
expect state_is a running
mcpctl -q -c owner.toml down
A_TOKEN=fromhere run mcpctl import a.json --apply
expect_exit 0
expect state_is a listening

scenario 'into a file elsewhere, which is then applied by itself'
echo '{"mcpServers": {"b": {"command": "cat"}}}' >b.json
run mcpctl import b.json --apply -o b.toml
expect_exit 0
expect state_is b listening
run mcpctl -c b.toml status
expect_out_has 'b +listening'

scenario 'what it cannot read is said with its place, and shows no line'
printf '{"mcpServers": {\n  "a": {"command": "x" "env": {"TOKEN": "abcdefgh"}}}}' >c.json
run mcpctl import c.json
expect_exit 2
expect_err_has 'c.json:2:[0-9]+: error: '
[[ $err != *abcdefgh* ]] || fail 'the line is shown'
run mcpctl import --from nothing c.json
expect_exit 2
expect_err_has 'one of claude-desktop, claude-code, '

scenario 'what is left to fill in is not applied'
cat >open.json <<'END'
{ "mcpServers": {
  "a": { "command": "cat", "args": "-u" } } }
END
run mcpctl import open.json --apply
expect_exit 2
expect_err_has 'open.json:2:[0-9]+: error: a: its args has to be filled in'
expect_err_has 'try: mcpctl import open.json -o mine.toml, fill it in'
expect nothing_is_left

scenario 'a secret that was renewed stays, unless the file is newer'
cat >keys.json <<'END'
{ "mcpServers": {
  "tells": { "command": "sh", "args": ["-c", "read x; echo $EXAMPLE_TOKEN"], "env": { "EXAMPLE_TOKEN": "ghp_0123456789abcdefghijABCDEFGHIJ012345" } } } }
END
touch -d '1 hour ago' keys.json
run mcpctl import keys.json --apply
expect_exit 0
printf ghp_renewed | mcpctl secret set tells EXAMPLE_TOKEN
run mcpctl import keys.json --apply
expect_exit 0
expect_err_has 'tells: EXAMPLE_TOKEN was set after keys.json was written, and stays; to change it: mcpctl secret set tells EXAMPLE_TOKEN'
expect_equal 'the token' "$(ask tells)" ghp_renewed
touch -d '1 hour' keys.json
run mcpctl import keys.json --apply
expect_exit 0
expect [ "${err//*stays*/}" = "$err" ]
expect_equal 'the token' "$(ask tells)" ghp_0123456789abcdefghijABCDEFGHIJ012345
