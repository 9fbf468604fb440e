# shellcheck disable=SC2016  # values with a dollar sign
# Secrets at boot: systemd reads them, with mcpctl deleted.
# scope: reboot

scenario "after a reboot, with mcpctl deleted, a server has its secrets"
if before_reboot; then
  mcpctl secret set web TOKEN <<<'the value $HOME "quoted"' >/dev/null 2>&1
  mcpctl secret set web CERT <<<'of the file' >/dev/null 2>&1
  write_config <<'END'
[servers.web]
command = ["/bin/sh", "-c", "cp \"$CERT\" scenario/got; exec sleep infinity"]
cwd = "~/"
secrets = ["TOKEN", { CERT = { file = true } }]

[servers.session]
type = "stdio"
command = ["/bin/sh", "-c", "echo \"$TOKEN\""]
secrets = ["TOKEN"]
END
  mcpctl secret set session TOKEN <<<'of the session' >/dev/null 2>&1
  run mcpctl startup
  expect_exit 0
  run mcpctl apply
  expect_exit 0
  expect [ -s got ]
  rm -f got
  reboot
fi
eventually 10 test -s got
expect_equal "the file" "$(<got)" 'of the file'
expect grep -zqxF 'TOKEN=the value $HOME "quoted"' "/proc/$(main_pid web)/environ"
run mcpctl connect session </dev/null
expect_out 'of the session'
run mcpctl apply --dry-run --exit-code
expect_exit 0
