// path: /srv/tools/pm2.config.cjs
// env: NVM_DIR=/home/u/.nvm
// Each way in which PM2 finds what runs a script.
const app = (name, more) => ({ name, ...more });
module.exports = [
  app('js', { script: 'a.js', exec_mode: 'fork_mode' }),
  app('esm', { script: 'a.mjs', source_map_support: true }),
  app('ts', { script: 'src/a.ts' }),
  app('tsx', { script: 'src/a.ts', interpreter: 'npx', interpreter_args: ['tsx', '--no-cache'] }),
  app('python', { script: 'a.py', args: ['--port', 8000] }),
  app('venv', { script: 'a.py', interpreter: './.venv/bin/python', env: { PYTHONUNBUFFERED: '0' } }),
  app('shell', { exec: 'run.sh', treekill: false }),
  app('copied', { script: 'python3', args: ['-m', 'http.server'], interpreter: 'none',
    env: { PATH: '/usr/bin', HOME: '/home/u', PWD: '/', LS_COLORS: 'x', npm_config_y: 'z', MODE: 'a' },
    watch: true, ignore_watch: ['[\\/\\\\]\\.', '\\.git'], output: '/dev/stdout' }),
  app('ruby', { script: 'a.rb' }),
  app('livescript', { script: 'missing.ls' }),
  app('nvm', { script: 'a.js', exec_interpreter: 'node@18.17.0' }),
  app('binary', { script: 'server-bin', interpreter: 'none' }),
  app('seen to be binary', { script: './bin/server-bin', node_args: '--nothing' }),
  app('without extension', { script: 'bin/www' }),
  app('npm', { script: 'npm', args: 'run start', interpreter: 'node' }),
  app('files', { script: 'serve', env: { PM2_SERVE_PATH: '.', PM2_SERVE_PORT: 8080 } }),
  app('line', { script: 'npx serve -s build', args: '--left-out', instances: -1 }),
  app('shell line', { cmd: 'node a.js | tee a.log' }),
  { script: '/opt/app/main.js', cwd: '/opt/app', name_prefix: 'x', force: true },
];
