#include "cli/pm2_selectors.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("in_place_of_pm2_selector: files of applications, scripts and numbers")
{
  CHECK(in_place_of_pm2_selector("ecosystem.config.js")
        == "mcpctl import --apply ecosystem.config.js");
  CHECK(in_place_of_pm2_selector("../my apps/x.config.cjs") == std::nullopt);
  CHECK(in_place_of_pm2_selector("$x/process.json") == "mcpctl import --apply '$x/process.json'");
  CHECK(in_place_of_pm2_selector("apps.yml") == "mcpctl import --apply apps.yml");
  CHECK(in_place_of_pm2_selector("./app.js") == "mcpctl add NAME -- node ./app.js");
  CHECK(in_place_of_pm2_selector("serve.py") == "mcpctl add NAME -- python3 serve.py");
  CHECK(in_place_of_pm2_selector("0") == "mcpctl status: servers have names and no numbers");
}

TEST_CASE("in_place_of_pm2_selector: nothing for names, tags, globs, command lines and options")
{
  for (const char* word : {"", "web", "web:2", "@work.js", "*.js", "node app.js", "--x.js",
                           "/path/to/server --config x.json", "1.5", "-1", "app.rs"}) {
    CAPTURE(word);
    CHECK_FALSE(in_place_of_pm2_selector(word));
    CHECK_FALSE(is_file_of_pm2(word));
  }
}
