#include "connect/json_lines.hpp"
#include "connect/pending.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace mcpctl;

namespace {

// "id|method|cancelled" of each message.
std::vector<std::string> messages_in(const std::vector<std::string_view>& pieces)
{
  std::vector<std::string> found;
  JsonLines lines;
  for (const std::string_view piece : pieces)
    lines.feed(piece, [&found](const RpcMessage& message) {
      found.push_back(message.id + "|" + message.method + "|" + message.cancelled);
    });
  return found;
}

using Found = std::vector<std::string>;

struct Row
{
  std::string text;
  Found messages;
};

const Row rows[] = {
    {R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"id":7,"method":"x"}})"
     "\n",
     {"1|initialize|"}},
    {R"({"result":{"id":5,"a":[{"id":6}]},"jsonrpc":"2.0","id":"a-1"})"
     "\n",
     {R"("a-1"||)"}},
    {" { \"id\" : -3.5e2 , \"method\" : \"tools/list\" } \r\n", {"-3.5e2|tools/list|"}},
    {R"({"id":null,"method":"m"})"
     "\n",
     {"|m|"}},
    {R"({"id":{"id":1},"method":["id",2]})"
     "\n",
     {"||"}},
    {R"({"x":"\"id\":9,\\","id":"q\"\\"})"
     "\n",
     {R"("q\"\\"||)"}},
    {R"({"x":"\\\\","id":2})"
     "\n"
     R"({"x":"}{][\\\"","id":3})"
     "\n",
     {"2||", "3||"}},
    {R"([{"id":1,"method":"a"},{"id":"2","result":[]},[],5])"
     "\n",
     {"1|a|", R"("2"||)"}},
    {R"([])"
     "\n"
     R"({"id":4})"
     "\n",
     {"4||"}},
    {"Starting \"server\" {\"id\":1}\n{\"id\":8}\n\n\n5\n{\"id\":9}\n", {"8||", "9||"}},
    {R"({"id":1,"unfinished":"...)"
     "\n"
     R"({"id":2})"
     "\n",
     {"2||"}},
    {R"(]}{"id":1})"
     "\n"
     R"({"id":2})"
     "\n",
     {"2||"}},
    {R"({"method":"notifications/cancelled","params":{"reason":"requestId","requestId":12}})"
     "\n",
     {"|notifications/cancelled|12"}},
    {R"({"method":"m","params":[{"requestId":1}],"p":{"requestId":2},"params":{"a":{"requestId":3}}})"
     "\n",
     {"|m|"}},
    {R"({"params":{"a":{"b":[1,{"c":2}]},"requestId":"x"},"method":"m","id":1,"id":2})"
     "\n",
     {R"(2|m|"x")"}},
    {"{\"" + std::string(1000, 'k') + "\":1,\"id\":\"" + std::string(1000, 'v')
         + "\",\"method\":\"m\"}\n",
     {"|m|"}},
    {R"({"é":"\u00e9\n","id":1})"
     "\n",
     {"1||"}},
    {R"({})"
     "\n"
     R"({"id":3})",
     {"||", "3||"}},
};

} // namespace

TEST_CASE("JsonLines: ids and methods, wherever the text is cut")
{
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const std::string_view text = row.text;
    CHECK(messages_in({text}) == row.messages);
    for (std::size_t cut = 0; cut <= text.size(); ++cut)
      REQUIRE(messages_in({text.substr(0, cut), text.substr(cut)}) == row.messages);
    std::vector<std::string_view> bytes;
    for (std::size_t at = 0; at < text.size(); ++at)
      bytes.push_back(text.substr(at, 1));
    CHECK(messages_in(bytes) == row.messages);
  }
}

TEST_CASE("JsonLines: of a large line only its beginning and its end count")
{
  const std::string large(200'000, 'x');
  const std::string more = R"([{"id":5},"}{",)" + std::string(100'000, ' ') + "7]";
  const Row large_rows[] = {
      {R"({"id":1,"result":")" + large + "\"}\n", {"1||"}},
      {R"({"result":")" + large + R"(","jsonrpc":"2.0","id":"a"} )" + "\r\n", {R"("a"||)"}},
      {R"({"method":"m","params":{"a":)" + more + R"(},"jsonrpc":"2.0","id" : 7 })" + "\n",
       {"7|m|"}},
      {R"({"params":")" + large + R"(","id":3,"method":"m"})" + "\n", {"3|m|"}},
      {R"({"id":1,"result":")" + large + R"(","id":2})" + "\n", {"2||"}},
      {R"({"result":")" + large + R"(\"","id":2,"z":"\"a"})" + "\n", {"||"}},
      {R"({"result":")" + large + R"(,\"id\":2"})" + "\n", {"||"}},
      {R"({"result":)" + more + R"(,"x\"id":2})" + "\n", {"||"}},
      {R"({"result":{"r":")" + large + R"(","id":2}})" + "\n", {"||"}},
      {"noise " + large + R"(,"id":2})" + "\n" + R"({"id":9})" + "\n", {"9||"}},
      {"[{\"r\":\"" + large + R"(","id":2}])" + "\n" + R"({"id":9})" + "\n", {"9||"}},
      {large + "\n{\"id\":4}\n", {"4||"}},
  };
  for (const Row& row : large_rows) {
    const std::string_view text = row.text;
    CAPTURE(row.text.substr(0, 40));
    CHECK(messages_in({text}) == row.messages);
    for (std::size_t from_end = 0; from_end < 60; ++from_end)
      CHECK(
          messages_in({text.substr(0, text.size() - from_end), text.substr(text.size() - from_end)})
          == row.messages);
    std::vector<std::string_view> pieces;
    for (std::size_t at = 0; at < text.size(); at += 777)
      pieces.push_back(text.substr(at, 777));
    CHECK(messages_in(pieces) == row.messages);
  }
}

TEST_CASE("JsonLines: whether a line has begun")
{
  JsonLines lines;
  const JsonLines::Sink nobody = [](const RpcMessage&) {};
  CHECK_FALSE(lines.inside_line());
  lines.feed("{\"id\":", nobody);
  CHECK(lines.inside_line());
  lines.feed("1}\n", nobody);
  CHECK_FALSE(lines.inside_line());
  lines.feed("noise\nmore", nobody);
  CHECK(lines.inside_line());
  lines.feed("", nobody);
  CHECK(lines.inside_line());
}

TEST_CASE("PendingRequests: asked, answered, cancelled")
{
  PendingRequests pending;
  CHECK_FALSE(pending.any_yet());
  pending.sent({.method = "notifications/initialized"});
  CHECK_FALSE(pending.any_yet());
  pending.sent({.id = "1", .method = "a"});
  pending.sent({.id = "\"1\"", .method = "b"});
  pending.sent({.id = "2", .method = "c"});
  pending.sent({.id = "9"}); // the client's answer to a request of the server
  CHECK(pending.any_yet());
  CHECK(pending.ids().size() == 3);
  pending.received({.id = "2", .method = "sampling/createMessage"}); // the server's own request
  pending.received({.id = "3"});
  CHECK(pending.ids().size() == 3);
  pending.received({.id = "1"});
  pending.sent({.method = "notifications/cancelled", .cancelled = "2"});
  REQUIRE(pending.ids().size() == 1);
  CHECK(pending.ids()[0] == "\"1\"");
  pending.received({.id = "\"1\""});
  CHECK(pending.empty());
}
