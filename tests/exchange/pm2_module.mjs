// path: /srv/mcp/ecosystem.config.mjs
// scope: system
// keep-log-files: yes
// A module, with what the system scope and log files have.
import { join } from 'node:path';

const logs = (name) => join('/var/log/mcp', name);

export default {
  apps: {
    name: 'notes',
    script: 'dist/index.js',
    cwd: './notes',
    user: 'notes',
    gid: 33,
    output: logs('notes.log'),
    error: 'errors.log',
    combineLogs: true,
    logDateFormat: 'YYYY-MM-DD',
    logType: 'json',
    instances: 2,
    increment_var: 'PORT',
    instance_var: 'INSTANCE_ID',
    port: 4000,
    env: { PORT: 9999, LOG_LEVEL: 'info' },
    maxMemoryRestart: 209715200,
    expBackoffRestartDelay: 100,
    killTimeout: 0,
    shutdown_with_message: true,
    autostart: false,
    pmx: false,
  },
};
