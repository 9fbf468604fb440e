#include "units/unit_file.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace mcpctl;

namespace {

Marker example()
{
  return {.id = *parse_instance_id("web:2"),
          .origin = {.file = "/home/u/.config/mcp/mcp.toml", .line = 12},
          .owner = "/home/u/.config/mcp",
          .profile = "production",
          .type = ServerType::http,
          .url = "http://127.0.0.1:3002/mcp",
          .tags = {"work", "é"},
          .written = "npx server --port {port}",
          .program = "npx",
          .search_path = "/opt/node/bin:/usr/bin",
          .argv = {"/opt/node/bin/npx", "server", "--port", "3002"},
          .settle = std::chrono::seconds(3),
          .log_date_format = "%T",
          .enabled = false,
          .runtime = true};
}

void check_same(const Marker& one, const Marker& other)
{
  CHECK(one.id == other.id);
  CHECK(one.origin.file == other.origin.file);
  CHECK(one.origin.line == other.origin.line);
  CHECK(one.owner == other.owner);
  CHECK(one.profile == other.profile);
  CHECK(one.type == other.type);
  CHECK(one.url == other.url);
  CHECK(one.tags == other.tags);
  CHECK(one.written == other.written);
  CHECK(one.program == other.program);
  CHECK(one.search_path == other.search_path);
  CHECK(one.argv == other.argv);
  CHECK(one.settle == other.settle);
  CHECK(one.log_date_format == other.log_date_format);
  CHECK(one.enabled == other.enabled);
  CHECK(one.runtime == other.runtime);
}

} // namespace

TEST_CASE("marker: written and read back")
{
  const std::string line = render_marker(example());
  CHECK(line.substr(0, 10) == "# mcpctl: ");
  CHECK(line.find('\n') == line.size() - 1);
  const auto read = parse_marker(line + "[Service]\nExecStart=/bin/true\n");
  REQUIRE(read);
  check_same(*read, example());
}

TEST_CASE("marker: no value can end the comment or hold control characters")
{
  Marker marker = example();
  marker.written = "a\nExecStart=/bin/sh\r\x01\x7f\\";
  marker.argv = {"\xff\xfe", "b\n"};
  marker.origin.file = "/tmp/\n[Service]";
  const std::string line = render_marker(marker);
  CHECK(line.find('\n') == line.size() - 1);
  CHECK(std::all_of(line.begin(), line.end() - 1,
                    [](unsigned char c) { return c >= 0x20 && c < 0x80; }));
  const auto read = parse_marker(line);
  REQUIRE(read);
  CHECK(read->written == marker.written);
  CHECK(read->argv[1] == "b\n");
}

TEST_CASE("marker: too long for one line of systemd's, it takes several")
{
  Marker marker = example();
  marker.argv.assign(8, std::string(130'000, 'x'));
  const std::string lines = render_marker(marker);
  CHECK(std::count(lines.begin(), lines.end(), '\n') == 3);
  const auto read = parse_marker(lines + "\n[Unit]\n");
  REQUIRE(read);
  CHECK(read->argv == marker.argv);
}

TEST_CASE("parse_marker: what is not ours is passed over")
{
  for (const char* text :
       {"", "[Service]\n", "# mcpctl: ", "# mcpctl: {", "# mcpctl: []", "# mcpctl: {\"name\": 3}",
        "# mcpctl: {\"name\": \"web\"}", "[Unit]\n# mcpctl: {}\n", "\n# mcpctl: {}\n"}) {
    CHECK_FALSE(parse_marker(text));
  }
  std::string line = render_marker(example());
  line.replace(line.find("\"http\""), 6, "\"ftp\"");
  CHECK_FALSE(parse_marker(line));
}

TEST_CASE("differing_fields: names, no values")
{
  Marker other = example();
  other.tags = {"home"};
  other.origin.line = 13;
  CHECK(differing_fields(render_marker(example()), render_marker(other))
        == std::vector<std::string>{"line", "tags"});
  Marker older = example();
  older.log_date_format.clear();
  CHECK(differing_fields(render_marker(example()), render_marker(older))
        == std::vector<std::string>{"log_date_format"});
  CHECK(differing_fields(render_marker(older), render_marker(example()))
        == std::vector<std::string>{"log_date_format"});
  CHECK(differing_fields(render_marker(example()), "not ours").empty());
}

TEST_CASE("unit_paths")
{
  const UnitPaths paths = unit_paths(*parse_instance_id("web:2"), ServerType::http);
  CHECK(paths.marked == "mcp@web:2.service.d/10-mcpctl.conf");
  CHECK(paths.environment == "mcp@web:2.service.d/10-mcpctl.env");
  CHECK(paths.wants == "mcp.target.wants/mcp@web:2.service");
  CHECK(paths.companions.front() == "mcpctl-retry@web:2.timer.d/10-mcpctl.conf");
}

TEST_CASE("unit_paths: of a stdio server")
{
  const UnitPaths paths = unit_paths(*parse_instance_id("notes"), ServerType::stdio);
  CHECK(paths.marked == "mcp-notes.socket");
  CHECK(paths.session == "mcp-notes@.service");
  CHECK(paths.environment == "mcp-notes@.service.d/10-mcpctl.env");
  CHECK(paths.wants == "mcp.target.wants/mcp-notes.socket");
  CHECK(paths.companions.back() == "mcpctl-rotate@notes.service.d/10-mcpctl.conf");
}

TEST_CASE("holds_marker")
{
  CHECK(holds_marker("mcp@web.service.d/10-mcpctl.conf"));
  CHECK(holds_marker("mcp-notes.socket"));
  for (const char* path : {"mcp-notes@.service", "mcp@web.service.d/10-mcpctl.env",
                           "mcp.target.wants/mcp-notes.socket", "other.socket"}) {
    CAPTURE(path);
    CHECK_FALSE(holds_marker(path));
  }
}

TEST_CASE("port_in_environment")
{
  const auto port = [](const std::string& text) {
    return port_in_environment({{.path = "mcp@a.service.d/10-mcpctl.conf", .text = "PORT=1\n"},
                                {.path = "mcp@a.service.d/10-mcpctl.env", .text = text}})
        .value_or(0);
  };
  CHECK(port("PORT=3001\n") == 3001);
  CHECK(port("A=\"1\"\nPORT=\"3002\"\nB=\"2\"\n") == 3002);
  CHECK(port("MY_PORT=3001\n") == 0);
  CHECK(port("PORT=x\n") == 0);
  CHECK(port("") == 0);
}
