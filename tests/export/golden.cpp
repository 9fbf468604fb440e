// Golden tests of export --write: tests/export/CLIENT[+WHAT].before, a client's file as people have
// it, must become CLIENT[+WHAT].after, byte for byte, and stay that when it is exported again.
//
//   export-tests FOLDER [NAME...]     UPDATE_EXPECTED=1 rewrites what is expected: review it as
//   code
//
// The servers are always the same: a program "files", a program "github" and, by http, "web".
#include "exchange/merge.hpp"
#include "model/diagnostic.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <sstream>
#include <unistd.h>

namespace fs = std::filesystem;
using namespace mcpctl;

namespace {

std::string read_file(const fs::path& path)
{
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

void write_file(const fs::path& path, const std::string& text)
{
  std::ofstream(path, std::ios::binary) << text;
}

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

void show_difference(const fs::path& expected, const std::string& text)
{
  const fs::path actual =
      fs::temp_directory_path() / fmt::format("export.{}", static_cast<long>(::getpid()));
  write_file(actual, text);
  const std::string diff = fmt::format("diff -uN --label expected --label merged '{}' '{}'",
                                       expected.string(), actual.string());
  if (std::system(diff.c_str()) == 0)
    std::cout << "diff sees no difference\n";
  fs::remove(actual);
}

bool passes(const fs::path& before_file, bool update)
{
  const std::string stem = before_file.stem();
  const ClientProgram* client = find_client(stem.substr(0, stem.find('+')));
  const auto failed = [&stem](const std::string& why) {
    std::cout << "FAIL  export: " << stem << ": " << why << '\n' << std::flush;
    return false;
  };
  if (client == nullptr)
    return failed("no such client");
  const MergeRequest request = request_for(*client);
  const Merge merged = merge(read_file(before_file), before_file.filename(), request);
  const std::string text =
      merged.problem ? format_diagnostic(*merged.problem) + merged.to_paste : merged.text;
  const fs::path after_file = fs::path(before_file).replace_extension(".after");
  if (update)
    write_file(after_file, text);
  if (read_file(after_file) != text) {
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
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.empty())
    return 2;
  const char* update = std::getenv("UPDATE_EXPECTED");
  std::vector<fs::path> cases;
  for (const fs::directory_entry& entry : fs::directory_iterator(arguments[0])) {
    const std::string name = entry.path().stem();
    const bool wanted =
        std::any_of(arguments.begin() + 1, arguments.end(),
                    [&](const std::string& part) { return name.find(part) != std::string::npos; });
    if (entry.path().extension() == ".before" && (arguments.size() == 1 || wanted))
      cases.push_back(entry.path());
  }
  std::sort(cases.begin(), cases.end());
  const auto passed = std::count_if(cases.begin(), cases.end(), [&](const fs::path& file) {
    return passes(file, update != nullptr && *update != '\0');
  });
  const auto failed = static_cast<std::ptrdiff_t>(cases.size()) - passed;
  std::cout << passed << " passed, " << failed << " failed\n";
  return failed == 0 && passed > 0 ? 0 : 1;
}
