#include "cli/evaluate.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace mcpctl;

namespace {

// Whether the tests can run node; said once where they cannot.
bool has_node()
{
  static const bool has = std::system("node --version >/dev/null 2>&1") == 0;
  if (!has)
    MESSAGE("skip: there is no node");
  return has;
}

class Folder
{
public:
  Folder()
  {
    std::string path = std::filesystem::temp_directory_path() / "evaluate-XXXXXX";
    path_ = ::mkdtemp(path.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }

  [[nodiscard]] Result<std::string> evaluate(const std::string& name, const std::string& text,
                                             bool is_expression = false)
  {
    std::ofstream(path_ / name) << text;
    return evaluate_file({.file = path_ / name,
                          .is_expression = is_expression,
                          .shown = name,
                          .longest = std::chrono::milliseconds(3000)});
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
  std::filesystem::path path_;
};

} // namespace

TEST_CASE("evaluate_file: what the file exports, and nothing that it prints")
{
  if (!has_node())
    return;
  Folder folder;
  CHECK(*folder.evaluate("a.js", R"js(console.log('noise'); console.error('more');
                                      module.exports = { n: 1, f() {}, r: /a/g, i: 1 / 0 };)js")
        == R"js({"n":1,"f":"(a function)","r":"/a/g","i":"Infinity"})js");
  CHECK(*folder.evaluate("b.cjs", "exports.apps = [__filename.endsWith('b.cjs')]")
        == R"({"apps":[true]})");
  CHECK(*folder.evaluate("c.mjs", "export const apps = [import.meta.url.startsWith('file:')]")
        == R"({"apps":[true]})");
  CHECK(*folder.evaluate("cwd.js", "module.exports = process.cwd() === __dirname") == "true");
  CHECK(*folder.evaluate("d.mjs", "export default { apps: [] }") == R"({"apps":[]})");
  CHECK(*folder.evaluate("e.json", "{apps: [{name: 'x'}], /* … */}", true)
        == R"({"apps":[{"name":"x"}]})");
}

TEST_CASE("evaluate_file: what is wrong is told in node's words, without the line of the file")
{
  if (!has_node())
    return;
  Folder folder;
  const auto error = [&folder](const std::string& name, const std::string& text) {
    const Result<std::string> result = folder.evaluate(name, text);
    return result.ok() ? "ok: " + *result : result.error().what;
  };
  const std::string place = folder.path() / "a.js";
  CHECK(error("a.js", "throw null") == "a.js: node ended with status 1, and without a word");
  CHECK(error("a.js", "process.exit(3)") == "a.js: node ended with status 3, and without a word");
  CHECK(error("a.mjs", "await new Promise(() => {}); export default {}")
        == "a.mjs: node ended before the file was evaluated: it calls process.exit, or waits for "
           "what never comes");
  CHECK(error("a.js", "module.exports = 'x\\ud800'") == "ok: \"x\xef\xbf\xbd\"");
  CHECK(error("b.mjs", "").find("it is an ES module that exports nothing") != std::string::npos);
  CHECK(folder.evaluate("b.mjs", "").error().mend
        == "where it says module.exports, rename it so that it ends in .cjs");
  CHECK(folder.evaluate("a.js", "require('no-such-module')").error().mend
        == "npm install, in " + std::string(folder.path()));
  CHECK(error("a.js", "module.exports = {\n  token: 'hunter2'),\n}")
        == "a.js: node cannot evaluate it: SyntaxError: Unexpected token ')' (" + place + ":2)");
  CHECK(error("a.js", "\nthrow new Error('no such luck')")
        == "a.js: node cannot evaluate it: Error: no such luck (" + place + ":2)");
  CHECK(error("a.js", "require('./nowhere')").find("Cannot find module './nowhere'")
        != std::string::npos);
  CHECK(error("a.js", "module.exports = () => ({})").find("it exports a function, which PM2")
        != std::string::npos);
  CHECK(error("a.js", "module.exports = Promise.resolve({})").find("it exports a promise")
        != std::string::npos);
  CHECK(error("a.js", "const a = {}; a.a = a; module.exports = a").find("circular")
        != std::string::npos);
  CHECK(error("a.js", "process.exit(0)").find("it calls process.exit") != std::string::npos);
  CHECK(error("a.js", "module.exports = 'x'.repeat(9e6)")
        == "a.js: it says more than a configuration can: more than 8 MiB");
}

TEST_CASE("evaluate_file: what takes too long, or leaves something behind, is killed")
{
  if (!has_node())
    return;
  Folder folder;
  const auto begin = std::chrono::steady_clock::now();
  const Result<std::string> endless = folder.evaluate(
      "a.js", "require('child_process').spawn('sleep', ['600'], { stdio: 'inherit' });\n"
              "for (;;);");
  REQUIRE(!endless.ok());
  CHECK(endless.error().what == "a.js: node has not evaluated it within 3 s; it was killed");
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(15));
  CHECK(*folder.evaluate("b.js",
                         "require('child_process').spawn('sleep', ['600'], { stdio: 'inherit' });\n"
                         "setInterval(() => 1, 10); module.exports = { apps: 1 };")
        == R"({"apps":1})");
}

TEST_CASE("evaluate_file: without node, and without the file")
{
  Folder folder;
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", folder.path().c_str(), 1);
  const Result<std::string> result = folder.evaluate("a.js", "");
  ::setenv("PATH", path.c_str(), 1);
  REQUIRE(!result.ok());
  CHECK(result.error().what == "a.js: it is evaluated by node, which is not in PATH");
  CHECK(result.error().mend == "install node, or save PM2's list: pm2 jlist >apps.json");
}

TEST_CASE("node_error: the place and the error")
{
  CHECK(node_error("/srv/a.js:3\n  token: 'hunter2')\n   ^\n\nSyntaxError: Unexpected token ')'\n"
                   "    at x (node:internal:1)\n\nNode.js v20\n")
        == "SyntaxError: Unexpected token ')' (/srv/a.js:3)");
  CHECK(node_error("node:internal/x:1\n  throw\n\nError [ERR_X]: no\x1b[31m\n")
        == "Error [ERR_X]: no\\x1b[31m");
  CHECK(node_error("") == "");
  CHECK(node_error("Killed\n") == "");
}
