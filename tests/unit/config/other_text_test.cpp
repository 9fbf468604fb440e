#include "config/other_text.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace mcpctl;

TEST_CASE("other_text: what is no command")
{
  struct Row
  {
    std::string line;
    const char* expected;
  };
  const Row rows[] = {
      {"<!DOCTYPE html><html><head><title>x</title></head></html>", "HTML or XML"},
      {"<?xml version=\"1.0\"?>", "HTML or XML"},
      {"[servers.web]", "TOML, whose files end in .toml"},
      {"{\"apps\": 1}", "JSON"},
      {"[{\"a\": 1}]", "JSON"},
      {"[1, 2", "JSON"},
      {"\"apps\": [", "JSON"},
      {"\"a\":1,\"b\":2", "JSON"},
      {"apps:", "YAML"},
      {"name: web", "YAML"},
      {"- node server.js", "YAML"},
      {"---", "YAML"},
      {"!function(e,t){\"use strict\";var n=1}(this);", "the text of a program"},
      {"(()=>{var e={};require(\"x\")})();", "the text of a program"},
      {"var a=require(\"a\"),b=2;", "the text of a program"},
      {"body{margin:0}p{padding:0}", "the text of a program"},
      {"x " + std::string(2000, 'y') + " f(1)", "the text of a program"},
      {"name,command,port", "a list of values"},
      {"KEY='a b'", "variables, as an env_file has them"},
      {"export KEY=value", "variables, as an env_file has them"},
      {std::string(5000, 'A') + "==", "encoded data"},
      {std::string(256, 'A'), "encoded data"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.line);
    CHECK(other_text(row.line).value_or("a command") == row.expected);
  }
}

TEST_CASE("other_text: what may be a command")
{
  const std::string lines[] = {
      "node server.js",
      "/usr/bin/python3 -m http.server 8000 --bind 127.0.0.1",
      "\"/opt/my servers/run\" --filter 'f(x)' --json '{\"a\": [1]}'",
      "./server --set {a,b} --port {port}",
      "grep foo(bar)",
      "A=1 B='x y' node server.js",
      "TOKEN=$(cat token) ./server",
      "HOST=${HOSTNAME} ./server",
      "(cd /srv && exec node server.js)",
      "[ -f x ] && ./server",
      "{ sleep 1; exec ./server; }",
      "sh -c 'f() { node server.js; }; f'",
      "import screen.png",
      "./server --key=value",
      "KEY= ./server",
      "KEY=$(cat key)",
      "~/bin/server",
      "uvx mcp-server-git@2025.1.1 --repository /srv/x",
      "npx -y @scope/server-files@1.2.3 /srv",
      "C:/x/server.exe",
      "/" + std::string(255, 'a') + "/" + std::string(255, 'b'),
      "./server " + std::string(100000, 'x'),
      "./server --pattern \"" + std::string(3000, 'x') + " f(1)\"",
      "X=" + std::string(300, 'x') + " ./server",
  };
  for (const std::string& line : lines) {
    CAPTURE(line);
    CHECK_FALSE(other_text(line).has_value());
  }
}
