# Secrets of a user: how they reach a program, where they do not show, what is refused.
# scope: user

store=$config_folder/secrets
set_secret() { # SERVER KEY VALUE [OPTION...]
  run mcpctl secret set "$1" "$2" "${@:4}" <<<"$3"
}
# The environment of a server's process.
variable() { # SERVER NAME
  tr '\0' '\n' <"/proc/$(main_pid "$1")/environ" | sed -n "s/^$2=//p"
}
is_stale() { # SERVER
  status_of "$1" stale
}

canary=canary-$RANDOM$RANDOM$RANDOM
as_file=canary-$RANDOM$RANDOM$RANDOM-file
configure() {
  write_config <<END
[servers.notion]
command = ["/bin/sleep", "infinity"]
secrets = ["NOTION_TOKEN", { CERT = { file = true } }]
END
}

scenario "secrets that are not set: each an error of apply with its command, and nothing is changed"
configure
cat >>"$config_folder/mcp.toml" <<'END'

[servers.other]
command = ["/bin/sleep", "infinity"]
secrets = ["KEY"]
END
run mcpctl check
expect_exit 0
expect_err_has 'mcp.toml:3:12: warning: secret NOTION_TOKEN of notion is not set'
expect_out "2 servers, no errors"
run mcpctl apply
expect_exit 2
# shellcheck disable=SC2088  # as it is shown
expect_err "~/.config/mcp/mcp.toml:3:12: error: secret NOTION_TOKEN of notion is not set
    3 | secrets = [\"NOTION_TOKEN\", { CERT = { file = true } }]
      |            ^~~~~~~~~~~~~~ mcpctl secret set notion NOTION_TOKEN
~/.config/mcp/mcp.toml:3:30: error: secret CERT of notion is not set
    3 | secrets = [\"NOTION_TOKEN\", { CERT = { file = true } }]
      |                              ^~~~ mcpctl secret set notion CERT
~/.config/mcp/mcp.toml:7:12: error: secret KEY of other is not set
    7 | secrets = [\"KEY\"]
      |            ^~~~~ mcpctl secret set other KEY
mcpctl: nothing was changed"
run find "${unit_folders[@]}" -name 'mcp*'
expect_out ""

scenario "a value reaches the program as a variable, and as a file of which a variable tells the path"
rm -rf "$config_folder"
set_secret notion NOTION_TOKEN "$canary"
expect_exit 0
expect_out "set NOTION_TOKEN of notion (${#canary} bytes)"
expect_err "no server notion is configured yet; to use it, write in its table: secrets = [\"NOTION_TOKEN\"]"
set_secret notion CERT "$as_file"$'\nsecond line'
expect_exit 0
configure
run mcpctl -v apply --diff
expect_exit 0
said=$out$err
expect_equal "the variable" "$(variable notion NOTION_TOKEN)" "$canary"
path=$(variable notion CERT)
expect_equal "the file" "$(<"$path")" "$as_file"$'\nsecond line'
expect_equal "its mode" "$(stat -c %a "$path")" 400
expect_equal "modes at rest" "$(stat -c '%a %n' "$store" "$store"/notion{,/*} | sed "s,$store,," | paste -sd,)" \
  "700 ,700 /notion,600 /notion/CERT,600 /notion/CERT.env,600 /notion/NOTION_TOKEN,600 /notion/NOTION_TOKEN.env"
run mcpctl apply
expect_exit 0
expect_out_has '1 unchanged'

scenario_goes_on "nothing tells it: units, systemctl, arguments, journal, what mcpctl says, files of others"
for words in status '--json status' 'show notion' '--json show notion' 'cat notion' 'logs notion' config check 'secret list' \
  '--json secret list' 'apply --dry-run --diff' '--json apply --dry-run'; do
  # shellcheck disable=SC2086
  run mcpctl $words
  expect [ -n "$out$err" ]
  said+=$out$err
done
expect [ "${#said}" -gt 2000 ]
grep -q canary <<<"$said" && fail "mcpctl says a value: $(grep canary <<<"$said")"
run grep -rlF canary "${unit_folders[@]}"
expect_out ""
run manager show --all mcp@notion.service
expect_out_has MainPID
expect_out_lacks canary
run manager cat mcp@notion.service
expect_out_has LoadCredential=CERT
expect_out_lacks canary
run grep -alF -e "$canary" -e "$as_file" /proc/[0-9]*/cmdline
expect_out ""
run journalctl --user --output=export --since=-5min --all
expect_out_has 'mcp@notion'
expect_out_lacks "$canary|$as_file"
run find "$HOME" "$XDG_RUNTIME_DIR" /tmp -type f -perm /o+r,g+r -exec grep -lF -e "$canary" -e "$as_file" {} + 2>/dev/null
expect_out ""

scenario_goes_on "set anew while the server runs: what must restart is told, and --restart does it"
set_secret notion NOTION_TOKEN "$canary"
expect_out "unchanged: NOTION_TOKEN of notion (${#canary} bytes)"
expect_err ""
pid=$(main_pid notion)
set_secret notion NOTION_TOKEN "$canary-2"
expect_exit 0
expect_err "must restart to get it: notion; mcpctl apply --only notion"
expect_equal "the process" "$(main_pid notion)" "$pid"
expect_equal "stale" "$(is_stale notion)" True
set_secret notion NOTION_TOKEN "$canary-3" --restart
expect_exit 0
expect_out_has 'secrets changed: NOTION_TOKEN'
expect_out_lacks "$canary"
expect_equal "the variable" "$(variable notion NOTION_TOKEN)" "$canary-3"
expect_equal "stale" "$(is_stale notion)" False
# Of a file: the path stays, what is in it changes with the restart.
set_secret notion CERT "$as_file-2" --restart
expect_exit 0
expect_equal "the file" "$(<"$(variable notion CERT)")" "$as_file-2"
set_secret notion UNLISTED x
expect_err "$config_folder/mcp.toml:1: notion does not list it; add to its secrets: \"UNLISTED\""
# A server that the user stopped gets it when it starts.
run mcpctl stop notion
set_secret notion NOTION_TOKEN "$canary-4"
expect_err ""
run mcpctl start notion
expect_equal "the variable" "$(variable notion NOTION_TOKEN)" "$canary-4"

scenario_goes_on "list and rm: what is kept, used, missing; never a value"
run mcpctl secret list notion
expect_exit 0
expect_out_has 'notion +CERT +file +[0-9:]+ +set'
expect_out_has 'notion +NOTION_TOKEN +environment +[0-9:]+ +set'
expect_out_has 'notion +UNLISTED +- +[0-9:]+ +not used'
run mcpctl secret rm notion UNLISTED
expect_exit 0
expect_out "removed UNLISTED of notion"
expect_err ""
run mcpctl secret rm notion CERT
expect_exit 0
expect_err "mcpctl: warning: $config_folder/mcp.toml:1: notion needs it, and cannot start again without; to set it: mcpctl secret set notion CERT"
run mcpctl --json secret list
expect_equal "states" "$(json '[(s["key"], s["state"], s["as"], s["used"]) for s in v["secrets"]]' <<<"$out")" \
  "[('CERT', 'missing', 'file', True), ('NOTION_TOKEN', 'set', 'environment', True)]"
run mcpctl secret rm notion CERT
expect_exit 1
run mcpctl apply
expect_exit 2
expect_err_has 'mcpctl secret set notion CERT'
run mcpctl remove notion
expect_err_has 'its secret NOTION_TOKEN is kept; to remove it: mcpctl secret rm notion NOTION_TOKEN'
expect [ -f "$store/notion/NOTION_TOKEN" ]

scenario "what others could get at, or replace, is refused with what mends it"
configure
set_secret notion NOTION_TOKEN "$canary"
set_secret notion CERT "$as_file"
run mcpctl apply
expect_exit 0
pid=$(main_pid notion)
refused() { # WORDS
  run mcpctl apply
  expect_exit 2
  expect_err_has "$1"
  expect_equal "the process" "$(main_pid notion)" "$pid"
}
chmod 644 "$store/notion/NOTION_TOKEN.env"
refused "NOTION_TOKEN.env is open to others \(mode 0644\)"
expect_err_has "chmod 600 '$store/notion/NOTION_TOKEN.env'"
run mcpctl secret list
expect_out_has 'NOTION_TOKEN.* refused'
chmod 600 "$store/notion/NOTION_TOKEN.env"
chmod 750 "$store"
refused "$store is open to others \(mode 0750\)"
set_secret notion NOTION_TOKEN other
expect_exit 1
expect_err_has "chmod 700 '$store'"
chmod 700 "$store"
mv "$store/notion/CERT" elsewhere
ln -s "$PWD/elsewhere" "$store/notion/CERT"
refused "CERT is a symbolic link"
expect_err_has 'mcpctl secret set notion CERT'
set_secret notion CERT "$as_file"
expect_exit 0
expect_equal "what the link led to" "$(<elsewhere)" "$as_file"
run mcpctl apply
expect_exit 0

scenario "a value on the command line is refused, and not repeated"
for words in 'set web KEY s3cret' 'set web KEY=s3cret' 'set web KEY -s3cret' 'set web KEY --s3cret' 'set web KEY --restart=s3cret' \
  's3cret' 'set web s3-cret'; do
  # shellcheck disable=SC2086
  run mcpctl secret $words </dev/null
  expect_exit 2
  expect_out ""
  expect_err_has '^mcpctl: '
  grep -q 's3-*cret' <<<"$err" && fail "it repeats the value"
done
expect [ ! -e "$store" ]

scenario "on standard input: one line without its newline, more as it is, nothing at all refused"
kept() { # BYTES WHAT
  printf %b "$1" | mcpctl secret set web KEY >/dev/null 2>&1
  expect_equal "$2" "$(od -An -c <"$store/web/KEY" | tr -d ' ')" "$3"
}
kept 'x\n' "a line" 'x'
kept 'x' "without newline" 'x'
kept 'x\r\n' "as other systems end lines" 'x'
kept 'x\ny\n' "two lines" 'x\ny\n'
kept 'a\0000b' "a zero byte" 'a\0b'
expect [ ! -e "$store/web/KEY.env" ]
for nothing in '' '\n'; do
  run mcpctl secret set web KEY < <(printf %b "$nothing")
  expect_exit 2
  expect_err_has 'no value was given; nothing was changed'
done
head -c 1048577 /dev/zero >large
run mcpctl secret set web KEY <large
expect_exit 2
expect_err_has 'the value is 1048577 bytes long; systemd carries 1048576'
expect_equal "what was kept" "$(stat -c %s "$store/web/KEY")" 3

scenario "every byte that a variable can hold reaches the program"
# shellcheck disable=SC2016  # every byte as it is
python3 -c 'import sys; sys.stdout.write("".join(map(chr, range(1, 128))) + "ä 日本 \\n $HOME ${X} `id` %n %% \" '"'"' \\\\ #;")' >value
mcpctl secret set odd VALUE <value >/dev/null 2>&1
write_config <<'END'
[servers.odd]
command = ["/bin/sleep", "infinity"]
secrets = ["VALUE"]
END
run mcpctl apply
expect_exit 0
python3 -c '
import sys
found = [v[6:] for v in open("/proc/" + sys.argv[1] + "/environ", "rb").read().split(b"\0") if v.startswith(b"VALUE=")]
sys.exit(found != [open("value", "rb").read()])' "$(main_pid odd)" || fail "the program got something else"

scenario "a session of a stdio server gets what is set when it begins"
write_config <<'END'
[servers.session]
type = "stdio"
command = ["/bin/sh", "-c", 'echo "$TOKEN"; cat "$CERT"; cat']
secrets = ["TOKEN", { CERT = { file = true } }]
END
set_secret session TOKEN one
set_secret session CERT two
run mcpctl apply
expect_exit 0
run mcpctl connect session </dev/null
expect_out $'one\ntwo'
set_secret session TOKEN three
expect_err ""
run mcpctl connect session </dev/null
expect_out $'three\ntwo'
expect_equal "stale" "$(is_stale session)" False
# One that runs keeps what it got.
mcpctl connect session < <(sleep 30) >kept 2>/dev/null &
client=$!
eventually 5 grep -q two kept
set_secret session TOKEN four
expect_err "new sessions of session get it; to end the 1 that runs: mcpctl restart --sessions session"
kill "$client"

scenario "a file of its own, a project, a profile on the command line: the commands named are those that work"
cat >blog.toml <<'END'
project = "blog"
[servers.web]
command = ["/bin/sleep", "infinity"]
[servers.web.profiles.live]
secrets = ["KEY"]
END
run mcpctl -c blog.toml apply --profile live
expect_exit 2
expect_err_has 'mcpctl -c blog.toml secret set blog.web KEY'
run mcpctl -c blog.toml secret set web KEY <<<one
expect_err_has 'did you mean blog.web'
run mcpctl -c blog.toml secret rm web KEY
expect_exit 0
run mcpctl -c blog.toml secret set blog.web KEY <<<one
expect_exit 0
expect_err_has 'blog.toml:2: blog.web does not list it'
run mcpctl -c blog.toml apply --profile live
expect_exit 0
set_secret blog.web KEY two
expect_err "must restart to get it: blog.web; mcpctl -c $PWD/blog.toml apply --only blog.web --profile live"
set_secret blog.web KEY three --restart
expect_exit 0
expect_equal "the variable" "$(variable blog.web KEY)" three
# A configuration with errors cannot be applied, and systemd reads the secret all the same.
echo 'nonsense' >>blog.toml
set_secret blog.web KEY four
expect_err_has 'blog.web runs without the new value: mcpctl restart blog.web'
run mcpctl restart blog.web
expect_equal "the variable" "$(variable blog.web KEY)" four
run mcpctl -c - secret set blog.web KEY <<<'project = "x"'
expect_exit 2
expect_err_has 'standard input cannot be both the configuration and the value'
