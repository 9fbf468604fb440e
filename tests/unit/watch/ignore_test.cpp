#include "watch/ignore.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("IgnoreList: patterns of names, of paths, of folders")
{
  struct Row
  {
    const char* pattern;
    const char* path;
    bool ignored;
  };
  const Row rows[] = {
      {"node_modules", "node_modules", true},
      {"node_modules", "packages/a/node_modules", true},
      {"node_modules", "node_modules2", false},
      {"*.log", "app.log", true},
      {"*.log", "deep/app.log", true},
      {"*.log", "app.log.js", false},
      {".#*", "src/.#main.js", true},
      {"dist/", "dist", true},
      {"dist/", "packages/dist", true},
      {"dist/**", "dist", true},
      {"**/dist", "a/b/dist", true},
      {"/dist", "dist", true},
      {"a/*/gen", "a/b/gen", true},
      {"a/*/gen", "a/b/c/gen", false},
      {"a/*/gen", "x/a/b/gen", false},
      {"**/a/*/gen", "x/y/a/b/gen", true},
      {"**/a/*/gen", "a/b/gen", true},
      {"**/a/*/gen", "xa/b/gen", false},
      {"[ab].js", "b.js", true},
      {"[ab].js", "c.js", false},
      {"/", "anything", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pattern);
    CAPTURE(row.path);
    IgnoreList list;
    list.add(row.pattern);
    CHECK(list.ignores("/srv/app", row.path) == row.ignored);
  }
}

TEST_CASE("IgnoreList: a file, and what is rotated from it")
{
  IgnoreList list;
  list.add_file("/srv/app/out");
  CHECK(list.ignores("/srv/app", "out"));
  CHECK(list.ignores("/srv/app", "out.1"));
  CHECK(list.ignores("/srv/app", "out-20260203.gz"));
  CHECK(list.ignores("/srv", "app/out"));
  CHECK_FALSE(list.ignores("/srv/app", "output.js"));
  CHECK_FALSE(list.ignores("/srv/app", "sub/out"));
}
