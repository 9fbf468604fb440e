# PM2's file for the servers of the machine: uid and gid are theirs, and log files stay where they were asked for.
# scope: system
# skip-ok: there is no node

type node >/dev/null 2>&1 || skip 'there is no node'
useradd --create-home --shell /bin/bash robot
useradd --create-home --shell /bin/bash other

scenario 'each server runs as whom PM2 ran it, the others as whoever called sudo'
mkdir -p /srv/tools /var/log/tools
cat >/srv/tools/ecosystem.config.js <<'END'
const log = (name) => `/var/log/tools/${name}.log`;
module.exports = [
  { name: 'own', script: 'who.sh', uid: 'robot', gid: 'robot', out_file: log('own'), error_file: log('own') },
  { name: 'callers', script: 'who.sh', env: { A_TOKEN: 'ghp_0123456789abcdefghijABCDEFGHIJ012345' } },
];
END
# shellcheck disable=SC2016  # the server expands it
echo 'echo "$(id -un):$(id -gn) ${A_TOKEN:+has its token}"; exec sleep 600' >/srv/tools/who.sh
SUDO_USER=other run mcpctl import /srv/tools/ecosystem.config.js --keep-log-files --apply
expect_exit 0
expect_out_has 'wrote /etc/mcp/mcp.d/tools.toml, 1 secret set'
expect state_is own running
eventually 5 grep -q '^robot:robot $' /var/log/tools/own.log
expect_equal 'user of the other' "$(property mcp@callers.service User)" other
logged() { mcpctl logs callers | grep -q 'other:other has its token'; }
eventually 5 logged
