#include "doctor/sound.hpp"
#include "doctor/vanishing.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE_FIXTURE(WebServer, "program: looked up again, or written anew")
{
  CHECK(told(check_program(facts)) == "ok all programs are there\n");
  server.cannot_run = "/opt/node does not exist";
  CHECK(told(check_program(facts))
        == "problem web: its program cannot be run: /opt/node does not exist\n"
           "  why: it cannot start\n"
           "  mend: mcpctl apply --resolve\n");
  detail.program = "/opt/node";
  CHECK(steps(check_program(facts)[0])
        == "  edit: /home/ann/.config/mcp/mcp.toml:7: command = \"PROGRAM ...\"\n"
           "  mend: mcpctl apply\n");
  server.cannot_run = "/usr/bin/node is not executable";
  CHECK(steps(check_program(facts)[0])
        == "  mend: chmod +x /usr/bin/node\n"
           "  mend: mcpctl restart web\n");
}

TEST_CASE_FIXTURE(WebServer, "one fault is told once: a server that does not run, by its cause")
{
  state.state = RunState::failed;
  detail.secrets = {{.name = "TOKEN", .path = "/x"}};
  server.bad_secrets = {
      {ExitCode::usage, "secret TOKEN of web is not set", "mcpctl secret set web TOKEN"}};
  Findings findings = diagnose(facts);
  std::erase_if(findings, [](const Finding& one) { return one.gravity != Gravity::problem; });
  CHECK(told(findings)
        == "problem web: secret TOKEN of web is not set\n"
           "  why: it cannot start the next time\n"
           "  mend: mcpctl secret set web TOKEN\n"
           "  mend: mcpctl restart web\n");
}

TEST_CASE_FIXTURE(WebServer, "one fault is told once: a crash loop, by its cause")
{
  state.restarts = 9;
  state.started_at = facts.now - std::chrono::seconds(1);
  server.last_lines = {"Error: DATA_DIR is not set"};
  Findings findings = diagnose(facts);
  std::erase_if(findings, [](const Finding& one) { return one.gravity != Gravity::problem; });
  CHECK(told(findings)
        == "problem web: its environment lacks DATA_DIR\n"
           "  why: its log says: Error: DATA_DIR is not set\n"
           "  edit: /home/ann/.config/mcp/mcp.toml:7: add DATA_DIR = \"VALUE\" to env\n"
           "  mend: mcpctl apply\n");
}

TEST_CASE("root needs no sudo")
{
  Facts facts = sound_facts();
  facts.scope = Scope::system;
  facts.journal.system = {.in_memory = true};
  facts.journal.storage = "volatile";
  facts.processes = {process_of(50, {"PM2 v7.0.4: God Daemon (/home/ann/.pm2)"})};
  facts.uid = 0;
  Findings findings = diagnose(facts);
  std::erase_if(findings, [](const Finding& one) { return one.gravity == Gravity::ok; });
  CHECK(told(findings)
        == "warning it is kept in memory\n"
           "  why: what servers wrote is gone at the next boot; journald.conf(5) has "
           "Storage=volatile\n"
           "  mend: mkdir -p /var/log/journal\n"
           "  mend: mkdir -p /etc/systemd/journald.conf.d\n"
           "  mend: printf '[Journal]\\nStorage=persistent\\n' | tee "
           "/etc/systemd/journald.conf.d/99-mcpctl.conf\n"
           "  mend: systemctl restart systemd-journald\n"
           "  mend: journalctl --flush\n"
           "warning PM2 runs: pid 50, of user ann\n"
           "  why: what it starts may take ports of servers here\n"
           "  mend: sudo -u ann PM2_HOME=/home/ann/.pm2 pm2 kill\n"
           "  mend: kill 50   # where the command pm2 is gone\n");
}

TEST_CASE_FIXTURE(WebServer, "script, folder: what a command needs besides its program")
{
  CHECK(told(check_script(facts)) == "ok all scripts are there\n");
  CHECK(told(check_folder(facts)) == "ok all folders are there\n");
  server.missing_script = "/srv/web.js";
  server.folder_missing = true;
  detail.working_directory = "/srv/my web";
  CHECK(told(check_script(facts))
        == "problem web: its script /srv/web.js does not exist\n"
           "  why: what it is run by ends at once\n"
           "  edit: /home/ann/.config/mcp/mcp.toml:7: command = \"... PATH-OF-SCRIPT\"\n"
           "  mend: mcpctl apply\n");
  CHECK(told(check_folder(facts))
        == "problem web: its folder /srv/my web does not exist\n"
           "  why: it cannot start\n"
           "  mend: mkdir -p '/srv/my web'\n"
           "  mend: mcpctl restart web\n");
}

TEST_CASE_FIXTURE(WebServer, "env-file: missing, or not to be read")
{
  CHECK(check_env_file(facts).empty());
  server.env_files = {{"/srv/.env", Presence::there}};
  CHECK(told(check_env_file(facts)) == "ok all of them are there\n");
  server.env_files = {{"/srv/.env", Presence::missing}, {"/srv/b.env", Presence::unreadable}};
  CHECK(told(check_env_file(facts))
        == "problem web: its env_file /srv/.env does not exist\n"
           "  why: it cannot start without\n"
           "  edit: /home/ann/.config/mcp/mcp.toml:7: restore /srv/.env, or take it out of "
           "env_file\n"
           "  mend: mcpctl apply\n"
           "  mend: mcpctl restart web\n"
           "warning web: its env_file /srv/b.env cannot be read\n"
           "  mend: sudo chown ann /srv/b.env\n"
           "  mend: mcpctl restart web\n");
}

TEST_CASE_FIXTURE(WebServer, "secrets: the store has the words")
{
  CHECK(check_secrets(facts).empty());
  detail.secrets = {{.name = "TOKEN", .path = "/x"}};
  CHECK(told(check_secrets(facts)) == "ok all are set, and safe from others\n");
  server.bad_secrets = {
      {ExitCode::usage, "secret TOKEN of web is not set", "mcpctl secret set web TOKEN"}};
  CHECK(told(check_secrets(facts))
        == "problem web: secret TOKEN of web is not set\n"
           "  why: it cannot start the next time\n"
           "  mend: mcpctl secret set web TOKEN\n");
  server.bad_secrets = {{ExitCode::failed, "it cannot be looked at", ""}};
  CHECK(steps(check_secrets(facts)[0]) == "");
}

TEST_CASE_FIXTURE(WebServer, "version-manager: a program that goes with its version, or by itself")
{
  CHECK(told(check_version_manager(facts)) == "ok no program is in a folder that may vanish\n");
  state.argv = {"/home/ann/.nvm/versions/node/v20.1.0/bin/node", "x.js"};
  CHECK(told(check_version_manager(facts))
        == "note web: /home/ann/.nvm/versions/node/v20.1.0/bin/node belongs to nvm\n"
           "  why: it goes away with that version\n"
           "  mend: mcpctl apply --resolve   # after an update of it\n");
  state.argv = {"/usr/bin/node", "/tmp/x.js"};
  CHECK(told(check_version_manager(facts))
        == "warning web: /tmp/x.js belongs to /tmp\n"
           "  why: it goes away by itself\n"
           "  do: move it to a folder that is kept\n");
}

TEST_CASE("vanishing_at: folders of version managers and caches, and no others")
{
  struct Row
  {
    const char* path;
    const char* owner; // "": stays
    bool soon;
  };
  const Row rows[] = {
      {"/run/user/1000/fnm_multishells/12_34/bin/node", "the session of fnm", true},
      {"/home/a/.local/share/fnm/node-versions/v20/installation/bin/node", "fnm", false},
      {"/home/a/.volta/tools/image/node/20.1.0/bin/node", "volta", false},
      {"/home/a/.asdf/installs/nodejs/20/bin/node", "asdf", false},
      {"/home/a/.local/share/mise/installs/node/20/bin/node", "mise", false},
      {"/home/a/.pyenv/versions/3.12.1/bin/python", "pyenv", false},
      {"/home/a/.rbenv/versions/3.2/bin/ruby", "rbenv", false},
      {"/home/a/.nodenv/versions/20/bin/node", "nodenv", false},
      {"/home/a/.npm/_npx/1b2c/node_modules/.bin/server", "the cache of npx", true},
      {"/home/a/.cache/uv/archive-v0/x/bin/server", "the cache of uv", true},
      {"/var/tmp/server", "/var/tmp", true},
      {"/usr/bin/node", "", false},
      {"/home/a/tmp/server", "", false},
      {"/home/a/.local/bin/uvx", "", false},
      {"/home/a/.volta/bin/node", "", false},
      {"/home/a/.pyenv/shims/python", "", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path);
    const auto vanishing = vanishing_at(row.path);
    CHECK((vanishing ? vanishing->owner : "") == row.owner);
    CHECK((vanishing && vanishing->soon) == row.soon);
  }
}
