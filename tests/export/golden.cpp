// Golden tests of export --write: tests/export/CLIENT[+WHAT].before, a client's file as people have
// it, must become CLIENT[+WHAT].after, byte for byte, and stay that when it is exported again.
//
//   export-tests FOLDER [NAME...]     UPDATE_EXPECTED=1 rewrites what is expected: review it as
//   code
//
// The servers are always the same: a program "files", a program "github" and, by http, "web".
#include "exchange/merge.hpp"
#include "golden/cases.hpp"
#include "model/diagnostic.hpp"

using namespace golden;
using namespace mcpctl;

namespace {

MergeRequest request_for(const ClientProgram& client)
{
  const std::string program = "/usr/local/bin/mcpctl";
  MergeRequest request{.client = client, .scope = "--user", .default_scope = "--user"};
  request.connectable = {"files", "github"};
  for (const std::string& name : request.connectable)
    request.servers.push_back({.name = name, .command = {program, "connect", name}});
  if (!client.url_key.empty())
    request.servers.push_back(
        {.name = "web", .url = "http://127.0.0.1:3001/mcp", .headers = {{"X-Team", "tools"}}});
  request.prune = true;
  return request;
}

bool passes(const fs::path& before_file)
{
  const std::string stem = before_file.stem();
  const ClientProgram* client = find_client(stem.substr(0, stem.find('+')));
  const auto failed = [&stem](const std::string& why) {
    print_failure("export", stem, why + "\n");
    return false;
  };
  if (client == nullptr)
    return failed("no such client");
  const MergeRequest request = request_for(*client);
  const Merge merged = merge(read_file(before_file), before_file.filename(), request);
  const std::string text =
      merged.problem ? format_diagnostic(*merged.problem) + merged.to_paste : merged.text;
  const fs::path after_file = fs::path(before_file).replace_extension(".after");
  if (!is_expected(after_file, text)) {
    failed("differs");
    show_difference(after_file, text);
    return false;
  }
  if (!merged.problem && merge(text, "again", request).text != text)
    return failed("exporting again changes it");
  return true;
}

} // namespace

int main(int argc, char** argv)
{
  if (argc < 2)
    return 2;
  return run_cases(argv[1], {".before"}, {argv + 2, argv + argc}, passes);
}
