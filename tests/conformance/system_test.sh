# Servers of the machine: as whom they run, and how much memory they may have.
# scope: system

useradd --create-home --shell /bin/bash robot

scenario "programmatic/user_management: a user or group that does not exist is an error, and starts nothing"
for line in 'user = "asjdasda"' $'user = "robot"\ngroup = "asjdasda"'; do
  printf '[servers.echo]\ncommand = ["sleep", "infinity"]\nuser = "robot"\n[servers.foreign]\ncommand = ["sleep", "infinity"]\n%s\n' "$line" | write_config
  run mcpctl apply
  expect_exit 2
  expect_err_has 'mcp.toml:[67]:[0-9]+: error: .*asjdasda'
  run find /etc/systemd/system /run/systemd/system -name 'mcp*'
  expect_out ""
done

scenario "programmatic/user_management: it runs as its user and group, at home with that user's rights"
write_config <<'END'
[servers.echo]
command = ["sh", "-c", "id >$HOME/id; exec sleep infinity"]
user = "robot"
END
run mcpctl apply
expect_exit 0
expect_equal "user and group" "$(ps -o user=,group= -p "$(main_pid echo)" | xargs)" "robot robot"
expect_equal "owner of what it wrote" "$(stat -c %U /home/robot/id)" robot
