// The quoting proof, run by tests/live/quoting_test.sh inside the box:
//   quoting-proof prepare FOLDER UNIT_FOLDER RECORDER SEED COUNT
//       makes the cases, their files below FOLDER and their units, rendered by our code
//   quoting-proof verify FOLDER UNIT_FOLDER RECORDER SEED COUNT
//       compares what the programs recorded, and what the manager reads back, with what was meant
#include "cases.hpp"

#include "systemd/manager.hpp"
#include "units/quote.hpp"
#include "units/render.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

namespace fs = std::filesystem;
using namespace quoting;

namespace {

struct Arguments
{
  std::string folder, unit_folder, recorder;
  unsigned seed = 0, count = 0;

  [[nodiscard]] mcpctl::Target target() const { return {.unit_folder = unit_folder}; }
};

void write(const fs::path& path, const std::string& text)
{
  fs::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  if (!(file << text).flush()) {
    throw fs::filesystem_error("cannot write", path, std::make_error_code(std::errc::io_error));
  }
}

void install(const std::vector<mcpctl::UnitFile>& files, const fs::path& folder)
{
  for (const mcpctl::UnitFile& file : files) {
    if (file.is_link) {
      fs::create_directories((folder / file.path).parent_path());
      fs::create_symlink(file.text, folder / file.path);
    } else {
      write(folder / file.path, file.text);
    }
  }
}

std::vector<Case> all_cases(const Arguments& arguments)
{
  std::vector<Case> all = make_cases(arguments.folder, arguments.seed, arguments.count).cases;
  for (Case& one : make_refused_cases(arguments.folder, arguments.count)) {
    all.push_back(std::move(one));
  }
  return all;
}

void prepare(const Arguments& arguments)
{
  fs::create_directories(arguments.folder + "/got");
  install(mcpctl::render_shared(arguments.target()), arguments.unit_folder);
  for (const Case& one : all_cases(arguments)) {
    const fs::path program = one.server.command.argv.front();
    fs::create_directories(program.parent_path());
    fs::copy_file(arguments.recorder, program);
    fs::create_directories(one.server.working_directory);
    for (const mcpctl::EnvFile& file : one.server.env_files) {
      write(file.path, one.env_file_text);
    }
    install(mcpctl::render(one.server, arguments.target()).units.at(0).files,
            arguments.unit_folder);
  }
  for (const auto& [reason, count] :
       make_cases(arguments.folder, arguments.seed, arguments.count).refused) {
    std::cout << count << " values refused: " << reason << '\n';
  }
  std::cout << all_cases(arguments).size() << " units\n";
}

std::string read(const fs::path& path)
{
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

// Up to 40 bytes around the first difference, printable.
std::string around(const std::string& text, std::size_t at)
{
  std::string shown;
  for (const char c : text.substr(at > 20 ? at - 20 : 0, 40)) {
    shown += mcpctl::quote_exec_argument(std::string(1, c));
  }
  return shown;
}

// Nothing, or how the two differ.
std::string difference(const std::string& got, const std::string& expected)
{
  if (got == expected) {
    return {};
  }
  const auto [at, end] = std::mismatch(got.begin(), got.end(), expected.begin(), expected.end());
  const auto offset = static_cast<std::size_t>(at - got.begin());
  return "differs at byte " + std::to_string(offset) + "\n  got      " + around(got, offset)
         + "\n  expected " + around(expected, offset);
}

std::string wrong_record(const Arguments& arguments, const Case& one)
{
  const std::string got = read(arguments.folder + "/got/" + one.server.name.str().substr(1));
  return difference(got, to_record(one.expected));
}

// apply compares what the manager reads back with what it wrote.
std::string wrong_read_back(const Arguments& arguments, const Case& one, mcpctl::Manager& manager)
{
  const auto rendered = mcpctl::render(one.server, arguments.target()).units.at(0);
  const auto loaded = manager.loaded({rendered.unit});
  if (!loaded) {
    return loaded.error().what;
  }
  const Given got{.argv = loaded->at(0).argv, .working_directory = {}, .environment = {}};
  const Given meant{.argv = rendered.exec_argv, .working_directory = {}, .environment = {}};
  return difference(to_record(got), to_record(meant));
}

// `shown` is "Description=..." as systemctl shows it.
std::string wrong_description(const Case& one, const std::string& shown)
{
  constexpr std::string_view space = " \t\r\n";
  const std::string& text = one.server.description;
  const auto first = text.find_first_not_of(space);
  const std::string meant = first == std::string::npos
                                ? "MCP server " + one.server.name.str()
                                : text.substr(first, text.find_last_not_of(space) + 1 - first);
  return difference(shown, "Description=" + meant);
}

// What was not carried of one case; empty: all was.
std::string wrong(const Arguments& arguments, const Case& one, mcpctl::Manager& manager,
                  const std::string& shown_description)
{
  std::string all;
  for (const auto& [what, how] : {
           std::pair("record", wrong_record(arguments, one)),
           std::pair("ExecStart", wrong_read_back(arguments, one, manager)),
           std::pair("description", wrong_description(one, shown_description)),
       }) {
    all += how.empty() ? "" : one.server.name.str() + ": " + what + ": " + how + '\n';
  }
  return all;
}

int verify(const Arguments& arguments)
{
  auto manager = mcpctl::Manager::connect(mcpctl::Scope::user, std::getenv("XDG_RUNTIME_DIR"));
  if (!manager) {
    throw std::runtime_error(manager.error().what);
  }
  std::ifstream descriptions(arguments.folder + "/descriptions", std::ios::binary);
  unsigned failures = 0;
  for (const Case& one : all_cases(arguments)) {
    std::string description, empty;
    std::getline(descriptions, description);
    std::getline(descriptions, empty);
    const std::string how = wrong(arguments, one, *manager, description);
    if (one.refused.empty()) {
      failures += how.empty() ? 0 : 1;
      std::cout << how;
    } else if (how.empty()) {
      ++failures;
      std::cout << one.server.name.str() << ": refused without need: " << one.refused << '\n';
    }
  }
  std::cout << failures << " failures\n";
  return failures == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
  if (argc != 7) {
    return 2;
  }
  const Arguments arguments{.folder = argv[2],
                            .unit_folder = argv[3],
                            .recorder = argv[4],
                            .seed = static_cast<unsigned>(std::stoul(argv[5])),
                            .count = static_cast<unsigned>(std::stoul(argv[6]))};
  try {
    if (std::string_view(argv[1]) == "verify") {
      return verify(arguments);
    }
    prepare(arguments);
  } catch (const std::exception& error) {
    std::cerr << "quoting-proof: " << error.what() << '\n';
    return 1;
  }
}
