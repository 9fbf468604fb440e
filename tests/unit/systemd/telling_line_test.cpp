#include "systemd/telling_line.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace mcpctl;

TEST_CASE("telling_line: what a person would look for")
{
  struct Row
  {
    const char* what;
    std::vector<std::string_view> lines;
    std::string_view expected;
  };
  const Row rows[] = {
      {"nothing", {}, ""},
      {"nothing but blanks", {"", "  "}, ""},
      {"the last line",
       {"reading /srv", "EACCES: permission denied", ""},
       "EACCES: permission denied"},
      {"indented, too", {"cannot start:", "  no such database"}, "  no such database"},
      {"an error of Node's",
       {"node:internal/modules/cjs/loader:1210", "  throw err;", "  ^", "",
        "Error: Cannot find module './db'", "Require stack:", "- /srv/notes/index.js",
        "    at Module._resolveFilename (node:internal/modules/cjs/loader:1207:15)",
        "    at node:internal/main/run_main_module:28:49 {", "  code: 'MODULE_NOT_FOUND',",
        "  requireStack: [ '/srv/notes/index.js' ]", "}", "", "Node.js v20.20.2"},
       "Error: Cannot find module './db'"},
      {"an error that Node's events carry",
       {"Error: listen EADDRINUSE: address already in use 127.0.0.1:3001",
        "    at Server.setupListenHandle [as _listen2] (node:net:1463:16)",
        "Emitted 'error' event on Server instance at:",
        "    at emitErrorNT (node:internal/process/task_queues:82:21) {", "  code: 'EADDRINUSE',",
        "}", "", "Node.js v20.20.2"},
       "Error: listen EADDRINUSE: address already in use 127.0.0.1:3001"},
      {"npm, a package that is not there",
       {"npm error code E404", "npm error 404 Not Found - GET /server-nots - Not found",
        "npm error 404", "npm error 404  'server-nots@*' is not in this registry.",
        "npm error A complete log of this run can be found in: /root/.npm/_logs/0-debug-0.log"},
       "npm error 404 Not Found - GET /server-nots - Not found"},
      {"an older npm",
       {"starting", "npm ERR! code EACCES", "npm ERR! syscall mkdir"},
       "npm ERR! syscall mkdir"},
      {"npm, a code alone", {"npm error code 1"}, "npm error code 1"},
      {"Python",
       {"Traceback (most recent call last):", "  File \"server.py\", line 3, in <module>",
        "    raise KeyError('TOKEN')", "KeyError: 'TOKEN'"},
       "KeyError: 'TOKEN'"},
      {"Java",
       {"Exception in thread \"main\" java.io.IOException: gone", "\tat Main.main(Main:3)"},
       "Exception in thread \"main\" java.io.IOException: gone"},
      {"Go",
       {"panic: no token", "", "goroutine 1 [running]:", "main.main()", "\t/srv/main.go:4 +0x18"},
       "panic: no token"},
      {"Rust",
       {"thread 'main' panicked at src/main.rs:2:5:", "no token",
        "note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace"},
       "no token"},
      {"a stack and nothing else",
       {"    at f (a.js:1:1)", "    at g (a.js:2:1)"},
       "    at g (a.js:2:1)"},
  };
  for (const Row& row : rows) {
    SUBCASE(row.what)
    {
      CHECK(telling_line(row.lines) == row.expected);
    }
  }
}
