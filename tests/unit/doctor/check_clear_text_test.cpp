#include "doctor/sound.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

ClearTextVariable variable(const std::string& name, const std::string& server, unsigned line)
{
  return {.name = name,
          .server = server,
          .source = {"/home/ann/.config/mcp/mcp.toml", 7},
          .owner = "/home/ann/.config/mcp",
          .line = line};
}

} // namespace

TEST_CASE("clear-text: a configuration that others can read and that holds secrets")
{
  Facts facts = sound_facts();
  CHECK(told(check_clear_text(facts)) == "ok others can read no secret in it\n");
  facts.configuration.clear_text = {
      {.file = "/home/ann/.config/mcp/mcp.toml",
       .variables = {variable("API_KEY", "web", 0), variable("TOKEN", "web", 0),
                     variable("TOKEN", "db", 0)}}};
  facts.configuration.clear_text[0].variables[2].has_secrets = true;
  CHECK(told(check_clear_text(facts))
        == "warning /home/ann/.config/mcp/mcp.toml can be read by others, and holds API_KEY of "
           "web, TOKEN of web, TOKEN of db\n"
           "  why: which looks like a secret\n"
           "  mend: chmod go= /home/ann/.config/mcp/mcp.toml\n"
           "  mend: mcpctl secret set db TOKEN\n"
           "  edit: /home/ann/.config/mcp/mcp.toml:7: take TOKEN out of env; add \"TOKEN\" to "
           "secrets\n"
           "  mend: mcpctl apply\n"
           "  mend: mcpctl secret set web API_KEY\n"
           "  mend: mcpctl secret set web TOKEN\n"
           "  edit: /home/ann/.config/mcp/mcp.toml:7: take API_KEY, TOKEN out of env; secrets = "
           "[\"API_KEY\", \"TOKEN\"]\n"
           "  mend: mcpctl apply\n");
}

TEST_CASE("clear-text: a file of variables, by its own lines")
{
  Facts facts = sound_facts();
  facts.configuration.clear_text = {
      {.file = "/srv/.env", .env_file = true, .variables = {variable("API_KEY", "web", 3)}}};
  const std::string apart = "  mend: mcpctl secret set web API_KEY\n"
                            "  edit: /srv/.env:3: take out API_KEY\n"
                            "  edit: /home/ann/.config/mcp/mcp.toml:7: secrets = [\"API_KEY\"]\n"
                            "  mend: mcpctl apply\n";
  const std::string verdict = "warning /srv/.env can be read by others, and holds API_KEY of web\n"
                              "  why: which looks like a secret\n";
  CHECK(told(check_clear_text(facts)) == verdict + "  mend: chmod go= /srv/.env\n" + apart);
  facts.configuration.clear_text[0].may_close = false;
  CHECK(told(check_clear_text(facts)) == verdict + apart);
  facts.scope = Scope::system;
  facts.configuration.clear_text[0].may_close = true;
  CHECK(check_clear_text(facts)[0].mend[0].text == "sudo chmod go= /srv/.env");
}
