#include "model/name.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("ServerName: what is no name, and why")
{
  struct Row
  {
    std::string text;
    std::string why;
  };
  const Row rows[] = {
      {"", "is empty"},
      {"all", "is reserved: it means every server"},
      {std::string(65, 'a'), "is longer than 64 characters"},
      {"a b", R"(holds more than letters, digits, ".", "_" and "-")"},
      {"a@b", R"(holds more than letters, digits, ".", "_" and "-")"},
      {"web:1", R"(holds more than letters, digits, ".", "_" and "-")"},
      {"é", R"(holds more than letters, digits, ".", "_" and "-")"},
      {"-a", "does not begin and end with a letter or digit"},
      {"a-", "does not begin and end with a letter or digit"},
      {".", "does not begin and end with a letter or digit"},
      {"web.service", R"(ends in the unit suffix ".service")"},
      {"web.socket", R"(ends in the unit suffix ".socket")"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const Result<ServerName> name = ServerName::parse(row.text);
    REQUIRE_FALSE(name.ok());
    CHECK(name.error().what == row.why);
  }
}

TEST_CASE("ServerName: every allowed character, up to the longest")
{
  for (const std::string& text :
       {std::string("a"), std::string("0"), std::string("A.b_c-9"), std::string("all.x"),
        std::string("service"), std::string(64, 'z')}) {
    CAPTURE(text);
    REQUIRE(ServerName::parse(text).ok());
    CHECK(ServerName::parse(text)->str() == text);
  }
}

TEST_CASE("instance ids and unit names are each other's reverse")
{
  for (const std::string text : {"web", "web:1", "blog.files:12"}) {
    CAPTURE(text);
    const std::optional<InstanceId> id = parse_instance_id(text);
    REQUIRE(id);
    CHECK(to_string(*id) == text);
    CHECK(unit_name(*id) == "mcp@" + text + ".service");
    CHECK(instance_of_unit(unit_name(*id)) == id);
  }
}

TEST_CASE("a stdio server's socket, template and sessions")
{
  const ServerName notes = *ServerName::parse("blog.notes-2");
  CHECK(socket_name(notes) == "mcp-blog.notes-2.socket");
  CHECK(session_template(notes) == "mcp-blog.notes-2@.service");
  for (const std::string unit : {"mcp-blog.notes-2.socket", "mcp-blog.notes-2@3-4242-1000.service",
                                 "mcp-blog.notes-2@3-17_4242-99@1000.service"}) {
    CAPTURE(unit);
    CHECK(instance_of_unit(unit) == InstanceId{notes, std::nullopt});
  }
  CHECK(server_of_session(sample_session(notes)) == notes);
  CHECK_FALSE(server_of_session("mcp-blog.notes-2.socket"));
  CHECK_FALSE(server_of_session("mcp-blog.notes-2@.service"));
  CHECK_FALSE(server_of_session("mcp@web.service"));
  CHECK_FALSE(instance_of_unit("mcp-blog.notes-2@.service"));
  CHECK_FALSE(instance_of_unit("mcp-.socket"));
}

TEST_CASE("units and instances that are not ours")
{
  for (const std::string text :
       {"web:", "web:0", "web:01", "web:+1", "web:1x", "web:1:2", ":1", "all", "web:99999999999"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_instance_id(text));
  }
  for (const std::string unit : {"mcp@.service", "mcp@web.socket", "mcp-web.service", "web.service",
                                 "mcp@a b.service", "mcp@", ""}) {
    CAPTURE(unit);
    CHECK_FALSE(instance_of_unit(unit));
  }
}
