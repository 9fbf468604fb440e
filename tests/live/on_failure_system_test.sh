# The key `on_failure` where the system's manager runs the server of a user.
# scope: system

scenario "the command runs as the server's user, who cannot read the journal, and knows its last lines"
folder=/var/lib/mcpctl-told
install -d -o mcp1 "$folder"
write_config <<TOML
[servers.web]
command = ["sh", "-c", "echo secret of the log; exit 3"]
user = "mcp1"
cwd = "/"
retry_sec = 0
start_limit_burst = 2
on_failure = ["sh", "-c", "id -un >$folder/who; env >$folder/env; stat -c '%U %a' /run/mcpctl-alert@web >$folder/file; echo >>$folder/told"]
TOML
run mcpctl apply
expect_exit 1
eventually 5 test -s "$folder/told"
expect_equal "the user" "$(cat "$folder/who")" mcp1
expect grep -qx 'secret of the log' "$folder/env"
expect grep -qx 'MCPCTL_RESULT=exit-code' "$folder/env"
expect_equal "the file with what was found" "$(cat "$folder/file")" 'mcp1 600'
done_is_logged() { journalctl --quiet --output=cat --unit=mcp@web.service | grep -x 'on_failure: done'; }
eventually 5 done_is_logged
expect [ ! -e /run/mcpctl-alert@web ]
expect_equal "times told" "$(wc -l <"$folder/told")" 1

scenario_goes_on "a stop that is answered with an exit status is no failure"
sed -i "s|^command.*|command = [\"sh\", \"-c\", \"trap 'exit 1' TERM; while :; do sleep 0.05; done\"]|" "$config_folder/mcp.toml"
run mcpctl apply
expect_exit 0
sleep 0.3
manager stop mcp@web.service
sleep 0.6
expect_equal "times told" "$(wc -l <"$folder/told")" 1

scenario_goes_on "a user of its own"
sed -i 's|^command.*|command = ["sh", "-c", "exit 3"]|; s|^user.*|user = "dynamic"|; s|^cwd.*||' "$config_folder/mcp.toml"
# shellcheck disable=SC2016  # the shell of on_failure expands it
sed -i 's|^on_failure.*|on_failure = ["sh", "-c", "echo user $(id -u) is told"]|' "$config_folder/mcp.toml"
run mcpctl apply
logged() { journalctl --quiet --output=cat --identifier=mcpctl-alert@web | grep -xE 'user 6[0-9]{4} is told'; }
eventually 5 logged
rm -rf "$folder"
