# What a person at a terminal sees: width, colour, odd characters; logs -f, edit and init.
# scope: user

# Runs a command on a terminal of its own, so many columns wide.
on_terminal() { # COLUMNS COMMAND...
  TERM=xterm script --quiet --return --command "stty cols $1 rows 24 -onlcr; exec $(printf '%q ' "${@:2}")" /dev/null
}
# Columns that the widest line takes up.
widest() {
  python3 -c '
import re, sys, unicodedata
def width(line):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
print(max(width(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in sys.stdin.read().splitlines()))' <<<"$out"
}
escape=$'\e'

script='exec sleep 1001 # 翻訳サーバー, wide characters: 日本語 日本語 日本語 日本語 日本語 日本語 日本語 end'
scenario "the table fits the terminal, and is whole in a pipe"
write_config <<END
[servers.translator]
command = ["/bin/sh", "-c", "$script"]

[servers.web]
command = ["sleep", "1002"]
END
run mcpctl apply
expect_exit 0
for columns in 60 80 100 120; do
  run on_terminal $columns mcpctl status
  expect_exit 0
  expect_out_has 'translator'
  expect [ "$(widest)" -le $columns ]
  # It is cut because it must be, not for good measure.
  ((columns < 80)) || expect [ "$(widest)" -ge $((columns - 2)) ]
  expect_out_lacks ' end'
done
run on_terminal 300 mcpctl status
expect_out_has ' end'
run mcpctl status
expect_out_has '日本語 end'
expect_equal "the command as it can be pasted" "$(grep -o "/usr/bin/sleep 1002" <<<"$out")" "/usr/bin/sleep 1002"
pasted=$(sed -n 's/^translator .* \(\/bin\/sh .*\)$/\1/p' <<<"$out")
eval "set -- $pasted"
expect_equal "words of the pasted command" "$#" 3
expect_equal "its last word" "$3" "$script"

scenario_goes_on "colour only on a terminal, and not with NO_COLOR"
run on_terminal 100 mcpctl status
expect_out_has "$escape\[[0-9;]*m"
run on_terminal 100 env NO_COLOR=1 mcpctl status
expect_out_has running
expect_out_lacks "$escape"
run on_terminal 100 mcpctl --no-color status
expect_out_has running
expect_out_lacks "$escape"
run on_terminal 100 env TERM=dumb mcpctl status
expect_out_lacks "$escape"
run on_terminal 100 mcpctl --json status
expect_out_lacks "$escape"
run mcpctl status
expect_out_has running
expect_out_lacks "$escape"

scenario "control characters of commands and logs are harmless"
write_config <<'END'
[servers.rude]
command = ["/bin/sh", "-c", "printf 'clear \\033[2J title \\033]0;owned\\007 back\\b\\b up\\033[A \\033[31mred\\033[0m tab\\there \\302\\233 nul \\001\\n'; printf 'invalid \\377 bytes\\n'; exec sleep infinity", "\u001b[2J"]
END
run mcpctl apply
expect_exit 0
logged() {
  mcpctl logs rude | grep -q invalid
}
eventually 3 logged
for width in 80 200; do
  for words in 'logs rude' 'status' 'show rude' 'apply --dry-run'; do
    # shellcheck disable=SC2086
    run on_terminal $width mcpctl --no-color $words
    expect [ -n "$out" ]
    LC_ALL=C grep -qP '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2\x9b' <<<"$out" && fail "control characters in mcpctl $words"
  done
done
run mcpctl logs rude
expect_out_has 'title'
expect_out_has ' red '
expect_out_has 'invalid .* bytes'
LC_ALL=C grep -qP '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2\x9b' <<<"$out" && fail "control characters in mcpctl logs"

scenario "logs -f follows a server over its restart, and ends on Ctrl-C"
write_config <<'END'
[servers.talker]
command = ["/bin/sh", "-c", "echo hello of $$; exec sleep infinity"]
[servers.other]
command = ["/bin/sh", "-c", "echo never; exec sleep infinity"]
END
run mcpctl apply
expect_exit 0
first=$(main_pid talker)
# A shell's background job ignores SIGINT; this one must not.
env --default-signal=INT mcpctl logs -f -n 5 talker >follow 2>follow.err &
follower=$!
eventually 3 grep -q "hello of $first" follow
run mcpctl restart talker
expect_exit 0
second=$(main_pid talker)
expect [ "$first" != "$second" ]
eventually 3 grep -q "hello of $second" follow
kill -9 "$second"
third() {
  [[ $(main_pid talker) != 0 && $(main_pid talker) != "$second" ]]
}
eventually 3 third
eventually 3 grep -q "hello of $(main_pid talker)" follow
expect kill -0 $follower
kill -INT $follower
wait $follower
expect_equal "exit status after Ctrl-C" $? 0
expect_equal "lines of the other" "$(grep -c never follow)" 0
expect_equal "lines told once" "$(grep -c "hello of $second" follow)" 1
expect_equal "its stderr" "$(<follow.err)" ""
run mcpctl logs -n 1 talker
expect_equal "lines with -n 1" "$(wc -l <<<"$out")" 1

scenario "init writes a configuration that checks, and never over a file"
run mcpctl init
expect_exit 0
expect_out_has 'mcp/mcp.toml'
run mcpctl check
expect_exit 0
before=$(<"$config_folder/mcp.toml")
run mcpctl init
expect [ "$status" != 0 ]
expect_err_has 'exists already'
expect_equal "the file" "$(<"$config_folder/mcp.toml")" "$before"
# Every line that it comments out is one that works.
sed -n 's/^#\(\[.*\|[a-z_]* = .*\)$/\1/p' "$config_folder/mcp.toml" | grep -v '^user = ' >all.toml
mkdir -p "$HOME/notes-mcp" "$HOME/web-mcp"
printf '#!/bin/sh\n' >"$HOME/web-mcp/mcp-web"
chmod +x "$HOME/web-mcp/mcp-web"
: >"$HOME/notes-mcp/server.py"
sed -i 's/^command = "npx /command = "true /' all.toml
expect grep -q '^\[servers\.' all.toml
run mcpctl -c all.toml check
rm -r "$HOME/notes-mcp" "$HOME/web-mcp"
expect_exit 0
run mcpctl init -c mine.toml
expect_exit 0
run mcpctl check -c mine.toml
expect_exit 0

scenario "edit: the editor, then check, then apply"
run mcpctl edit
expect_exit 2
expect_err_has 'try: mcpctl init'
run mcpctl init
cat >editor <<'END'
#!/bin/sh
echo "$#" "$1" >>edits
printf '[servers.edited]\ncommand = ["sleep", "%s"]\n' "${SECONDS_TO_SLEEP-1001}" >"$1"
END
chmod +x editor
EDITOR=$PWD/editor run mcpctl edit
expect_exit 0
expect_equal "what the editor was given" "$(<edits)" "1 $config_folder/mcp.toml"
expect state_is edited running
pid=$(main_pid edited)
SECONDS_TO_SLEEP='" oops' VISUAL="$PWD/editor" EDITOR=false run mcpctl edit
expect_exit 2
expect_err_has 'mcp.toml:2:'
expect_equal "the pid after an edit with errors" "$(main_pid edited)" "$pid"
EDITOR=false run mcpctl edit
expect_exit 1
expect_err_has 'the editor \(false\) failed; nothing was changed'
expect_equal "the pid after a failed editor" "$(main_pid edited)" "$pid"
EDITOR="sh $PWD/editor" run mcpctl edit
expect_exit 0
expect_equal "edits" "$(wc -l <edits)" 3
