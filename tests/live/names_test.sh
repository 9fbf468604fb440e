# Names to the edge of what is allowed, and beyond.
# scope: user

# 65 characters are allowed, and 64 of them fit.
all_but_z=abcdefghijklmnopqrstuvwxyABCDEFGHIJKLMNOPQRSTUVWXYZ._-0123456789
longest=A$(printf '%062d' 0 | tr 0 x)9
names=("$all_but_z" "$longest" z 0 a--b a..b a__b x-_-.x a.b-c_d.E 0x41 mcp retry target)

write_names() {
  local name
  write_config < <(for name in "${names[@]}"; do printf '[servers."%s"]\ncommand = ["sh", "-c", "echo I am %s; exec sleep infinity"]\n' "$name" "$name"; done)
}

scenario "names of the longest form and with every allowed character run, are seen, and go"
expect_equal "length of the one" "${#all_but_z}" 64
expect_equal "length of the longest" "${#longest}" 64
write_names
run mcpctl apply
expect_exit 0
expect_out_has "${#names[@]} to create"
for name in "${names[@]}"; do
  unit=mcp@$name.service
  expect_equal "state of $name" "$(property "$unit" ActiveState)" active
  expect_equal "identifier of $name" "$(property "$unit" SyslogIdentifier)" "mcp@$name"
  run mcpctl status "$name"
  expect_exit 0
  expect_equal "lines of status $name" "$(wc -l <<<"$out")" 2
  expect_out_has $'\n'"$name +running"
  run mcpctl logs -n 100 "$name"
  expect_out_has "I am $name"
  expect_equal "programs in the log of $name" "$(grep -c 'I am ' <<<"$out")" 1
done
before=$(main_pid "${names[0]}")
run mcpctl restart "${names[@]}"
expect_exit 0
expect_equal "servers restarted" "$(grep -c '^restarted ' <<<"$out")" "${#names[@]}"
expect [ "$(main_pid "${names[0]}")" != "$before" ]
run mcpctl apply
expect_out "${#names[@]} unchanged"
run mcpctl remove "$longest"
expect_exit 0
run find "${unit_folders[@]}" -name "*$longest*"
expect_out ""
expect_equal "state of its neighbour" "$(property "mcp@${names[0]}.service" ActiveState)" active
run mcpctl down
expect_exit 0
run find "${unit_folders[@]}" -name 'mcp*'
expect_out ""

scenario "instances of the longest name"
write_config <<END
[servers.$longest]
command = ["sleep", "infinity"]
instances = 12
END
run mcpctl apply
expect_exit 0
expect_equal "instances" "$(mcpctl --json status "$longest" | json '[s["instance"] for s in v["servers"] if s["state"] == "running"] == list(range(1, 13))')" True
before=$(main_pid "$longest:11")
run mcpctl restart "$longest:12"
expect_exit 0
expect_out_has "^restarted $longest:12 \(pid [0-9]+\)$"
expect_equal "the pid of the next" "$(main_pid "$longest:11")" "$before"

scenario "a name that is not allowed is an error, and nothing is written"
for name in "${longest}x" -a a- .a a. _a 'a b' 'a/b' 'a@b' 'a:1' 'ä' 'a.service' 'x.socket' all 'a\nb' 'a%i' "" '..'; do
  printf '[servers."%s"]\ncommand = ["sleep", "infinity"]\n' "$name" | write_config
  run mcpctl apply
  expect_exit 2
  expect_err_has '/mcp.toml:1:[0-9]+: error: '
  expect_err_has 'nothing was changed'
  run find "${unit_folders[@]}" ! -type d -name '*mcp*'
  expect_out ""
done
