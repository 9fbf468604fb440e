#include "store/secrets.hpp"

#include "temporary_folder.hpp"

#include <doctest/doctest.h>

#include <cerrno>
#include <filesystem>
#include <unistd.h>

using namespace mcpctl;

namespace {

const ServerName web = *ServerName::parse("web");
const ServerName other = *ServerName::parse("blog.other");
const SecretName token = *SecretName::parse("TOKEN");
const SecretName key = *SecretName::parse("KEY");

struct Fixture
{
  TemporaryFolder folder;
  [[nodiscard]] SecretStore store(DiskHook hook = {}, unsigned owner = ::geteuid()) const
  {
    return SecretStore({folder / "mcp", owner, " --user"}, std::move(hook));
  }
};

std::string what(const Result<std::string>& result)
{
  return result.ok() ? "ok" : result.error().what + " | " + result.error().mend;
}

} // namespace

TEST_CASE_FIXTURE(Fixture, "a secret is two private files in private folders")
{
  const mode_t before = ::umask(0077);
  CHECK(*store().set(web, token, "s3cret"));
  CHECK(*store().set(other, key, "x"));
  ::umask(before);
  CHECK(folder.tree()
        == std::map<std::string, std::string>{{"mcp", "/"},
                                              {"mcp/secrets", "/"},
                                              {"mcp/secrets/blog.other", "/"},
                                              {"mcp/secrets/blog.other/KEY", "x"},
                                              {"mcp/secrets/blog.other/KEY.env", "KEY=x\n"},
                                              {"mcp/secrets/web", "/"},
                                              {"mcp/secrets/web/TOKEN", "s3cret"},
                                              {"mcp/secrets/web/TOKEN.env", "TOKEN=s3cret\n"}});
  CHECK(folder.mode("mcp/secrets") == 0700);
  CHECK(folder.mode("mcp/secrets/web") == 0700);
  CHECK(folder.mode("mcp/secrets/web/TOKEN") == 0600);
  CHECK(folder.mode("mcp/secrets/web/TOKEN.env") == 0600);
}

TEST_CASE_FIXTURE(Fixture, "the value is kept byte for byte; the assignment as systemd reads it")
{
  struct Row
  {
    std::string value;
    std::string assignment; // empty: none
  };
  const Row rows[] = {
      {"plain", "TOKEN=plain\n"},
      {" blanks ", "TOKEN=\" blanks \"\n"},
      {"$HOME `x` \"q\" \\", "TOKEN=\"\\$HOME \\`x\\` \\\"q\\\" \\\\\"\n"},
      {"two\nlines\n", "TOKEN=\"two\nlines\n\"\n"},
      {"#;%n", "TOKEN=\"#;%n\"\n"},
      {"ünïcode", "TOKEN=\"ünïcode\"\n"},
      {std::string("a\0b", 3), ""},
      {"\xff\xfe", ""},
      {std::string(200'000, 'x'), ""},
  };
  for (const Row& row : rows) {
    CHECK(*store().set(web, token, row.value));
    auto tree = folder.tree();
    CHECK(tree.contains("mcp/secrets/web/TOKEN.env") == !row.assignment.empty());
    CHECK(tree["mcp/secrets/web/TOKEN"] == row.value);
    CHECK(tree["mcp/secrets/web/TOKEN.env"] == row.assignment);
    CHECK(store().check(web, token, Delivery::file).ok());
    CHECK(store().check(web, token, Delivery::environment).ok() == !row.assignment.empty());
  }
}

TEST_CASE_FIXTURE(Fixture, "what cannot be kept is refused, and nothing is written")
{
  CHECK(store().set(web, token, "").error().what == "a secret's value cannot be empty");
  CHECK(store().set(web, token, std::string(largest_secret + 1, 'x')).error().what
        == "the value is 1048577 bytes long; systemd carries 1048576");
  CHECK(folder.tree().empty());
}

TEST_CASE_FIXTURE(Fixture, "the same value again writes nothing; another one changes the stamp")
{
  CHECK(*store().set(web, token, "one"));
  const std::string first = *store().check(web, token, Delivery::environment);
  CHECK(!*store().set(web, token, "one"));
  CHECK(*store().check(web, token, Delivery::environment) == first);
  CHECK(*store().check(web, token, Delivery::file) == first);
  ::usleep(20'000); // the kernel's clock of files has ticks
  CHECK(*store().set(web, token, "two"));
  CHECK(*store().check(web, token, Delivery::environment) != first);
}

TEST_CASE_FIXTURE(Fixture, "a set that is interrupted leaves the old secret")
{
  CHECK(*store().set(web, token, "old"));
  const auto before = folder.tree();
  for (const char* call : {"open", "write", "fsync"}) {
    const auto broken =
        store([call](std::string_view at, const std::string&) { return at == call ? ENOSPC : 0; });
    const Result<bool> done = broken.set(web, token, "new");
    REQUIRE(!done.ok());
    CHECK(folder.tree() == before);
  }
  int renames = 0;
  const auto half = store([&renames](std::string_view call, const std::string&) {
    return call == "rename" && ++renames == 2 ? EIO : 0;
  });
  CHECK(!half.set(web, token, "new").ok());
  // The program would get one value as a file and another as environment: neither is handed out.
  CHECK(what(store().check(web, token, Delivery::environment))
        == folder / "mcp/secrets/web/TOKEN.env does not say what TOKEN holds"
               + " | mcpctl --user secret set web TOKEN");
  CHECK(*store().set(web, token, "new"));
  CHECK(store().check(web, token, Delivery::environment).ok());
}

TEST_CASE_FIXTURE(Fixture, "check: what is not set, with the command that sets it")
{
  const std::string missing = "secret TOKEN of web is not set | mcpctl --user secret set web TOKEN";
  CHECK(what(store().check(web, token, Delivery::environment)) == missing);
  CHECK(*store().set(web, key, "x"));
  CHECK(what(store().check(web, token, Delivery::file)) == missing);
  CHECK(folder.tree().size() == 5);
}

TEST_CASE_FIXTURE(Fixture, "check: what others could read, write or replace is refused")
{
  CHECK(*store().set(web, token, "s3cret"));
  const std::string secrets = folder / "mcp/secrets";
  const std::string file = secrets + "/web/TOKEN";
  const auto check = [this] { return what(store().check(web, token, Delivery::environment)); };
  const auto with_mode = [&](const std::string& path, unsigned mode) {
    const unsigned before = folder.mode(path.substr(folder.path().size() + 1));
    ::chmod(path.c_str(), mode);
    std::string said = check();
    ::chmod(path.c_str(), before);
    return said;
  };
  CHECK(with_mode(secrets, 0750)
        == secrets + " is open to others (mode 0750) | chmod 700 '" + secrets + "'");
  CHECK(with_mode(secrets + "/web", 0701)
        == secrets + "/web is open to others (mode 0701) | chmod 700 '" + secrets + "/web'");
  CHECK(with_mode(file, 0640)
        == file + " is open to others (mode 0640) | chmod 600 '" + file + "'");
  CHECK(with_mode(file + ".env", 0604)
        == file + ".env is open to others (mode 0604) | chmod 600 '" + file + ".env'");
  CHECK(with_mode(file, 0400) == check());
  CHECK(check().find(' ') == std::string::npos);

  const std::string uid = std::to_string(::geteuid());
  const std::string stranger = std::to_string(::geteuid() + 1);
  CHECK(what(store({}, ::geteuid() + 1).check(web, token, Delivery::file))
        == secrets + " belongs to uid " + uid + ", not to " + stranger + " | sudo chown -R "
               + stranger + " '" + secrets + "'");
}

TEST_CASE_FIXTURE(Fixture, "check: links are not followed, and set puts a file in their place")
{
  CHECK(*store().set(web, token, "s3cret"));
  const std::string file = folder / "mcp/secrets/web/TOKEN";
  std::filesystem::rename(file, folder / "elsewhere");
  std::filesystem::create_symlink(folder / "elsewhere", file);
  CHECK(what(store().check(web, token, Delivery::file))
        == file + " is a symbolic link | mcpctl --user secret set web TOKEN");
  CHECK(*store().set(web, token, "new"));
  CHECK(folder.read("elsewhere") == "s3cret");
  CHECK(store().check(web, token, Delivery::file).ok());

  std::filesystem::rename(folder / "mcp/secrets/web", folder / "web");
  std::filesystem::create_symlink(folder / "web", folder / "mcp/secrets/web");
  CHECK(!store().check(web, token, Delivery::file).ok());
  CHECK(!store().set(web, token, "x").ok());
  CHECK(folder.read("web/TOKEN") == "new");
}

TEST_CASE_FIXTURE(Fixture, "set: a folder that others can enter gets no secret")
{
  std::filesystem::create_directories(folder / "mcp/secrets");
  ::chmod((folder / "mcp/secrets").c_str(), 0755);
  const Result<bool> done = store().set(web, token, "s3cret");
  REQUIRE(!done.ok());
  CHECK(done.error().what == folder / "mcp/secrets is open to others (mode 0755)");
  CHECK(folder.tree().size() == 2);
}

TEST_CASE_FIXTURE(Fixture, "remove: the files, and the folder with the last of them")
{
  CHECK(!*store().remove(web, token));
  CHECK(*store().set(web, token, "a"));
  CHECK(*store().set(web, key, "b"));
  CHECK(*store().remove(web, token));
  CHECK(!*store().remove(web, token));
  CHECK(folder.tree().size() == 5);
  CHECK(*store().remove(web, key));
  CHECK(folder.tree().size() == 2);
}

TEST_CASE_FIXTURE(Fixture, "list: names and sizes, for all servers or one")
{
  CHECK(store().list()->empty());
  CHECK(*store().set(web, token, "1234"));
  CHECK(*store().set(web, key, std::string("\0", 1)));
  CHECK(*store().set(other, key, "12"));
  folder.write("mcp/secrets/web/.TOKEN.mcpctl-new", "half");
  folder.write("mcp/secrets/note.txt", "no server");
  std::string text;
  const auto all = store().list();
  for (const StoredSecret& secret : *all)
    text +=
        secret.server.str() + " " + secret.name.str() + " " + std::to_string(secret.bytes) + "\n";
  CHECK(text == "blog.other KEY 2\nweb KEY 1\nweb TOKEN 4\n");
  CHECK(store().list(web)->size() == 2);
}
