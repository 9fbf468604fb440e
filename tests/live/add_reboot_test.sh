# What is added until the next reboot is gone after it, and what was saved, or added to stay, is there.
# scope: reboot

if before_reboot; then
  scenario 'until the next reboot'
  mcpctl startup
  expect mcpctl -q add --settle-sec=100ms stays -- sleep infinity
  expect mcpctl -q add --runtime --settle-sec=100ms goes -- sleep infinity
  expect mcpctl -q add --runtime --settle-sec=100ms saved -- sleep infinity
  expect mcpctl -q add --runtime -t stdio notes -- cat
  expect mcpctl -q save saved
  for server in stays goes saved; do expect state_is "$server" running; done
  reboot
fi

scenario 'after the next reboot'
eventually 10 state_is stays running
eventually 10 state_is saved running
run mcpctl status
expect_out_lacks 'goes|notes'
run mcpctl status goes
expect_exit 4
expect test ! -e "$runtime_config_folder/goes.toml"
run mcpctl apply
expect_exit 0
expect_out_has '2 unchanged'
