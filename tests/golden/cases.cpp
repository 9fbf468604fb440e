#include "golden/cases.hpp"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <sstream>
#include <unistd.h>

namespace golden {

namespace {

template <typename Test> bool any_of(const std::vector<std::string>& words, Test test)
{
  return std::any_of(words.begin(), words.end(), test);
}

} // namespace

std::string read_file(const fs::path& path)
{
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

void write_file(const fs::path& path, const std::string& text)
{
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

bool is_expected(const fs::path& expected, const std::string& text)
{
  const char* const update = std::getenv("UPDATE_EXPECTED");
  if (update != nullptr && *update != '\0')
    write_file(expected, text);
  return read_file(expected) == text;
}

void show_difference(const fs::path& expected, const std::string& text)
{
  const fs::path actual =
      fs::temp_directory_path()
      / fmt::format("{}.{}", expected.stem().string(), static_cast<long>(::getpid()));
  write_file(actual, text);
  const std::string diff = fmt::format("diff -uN --label expected --label actual '{}' '{}'",
                                       expected.string(), actual.string());
  std::cout << std::flush;
  if (std::system(diff.c_str()) == 0)
    std::cout << "diff sees no difference\n";
  fs::remove(actual);
}

void print_failure(std::string_view suite, const std::string& name, const std::string& why)
{
  std::cout << "FAIL  " << suite << ": " << name << '\n' << why << std::flush;
}

int run_cases(const fs::path& folder, const std::vector<std::string>& extensions,
              const std::vector<std::string>& names,
              const std::function<bool(const fs::path& file)>& passes)
{
  std::vector<fs::path> cases;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().stem();
    const bool is_case = any_of(extensions, [&](const std::string& extension) {
      return entry.path().extension() == extension;
    });
    const bool is_named = any_of(
        names, [&](const std::string& part) { return name.find(part) != std::string::npos; });
    if (is_case && (names.empty() || is_named))
      cases.push_back(entry.path());
  }
  std::sort(cases.begin(), cases.end());
  const auto passed = std::count_if(cases.begin(), cases.end(), passes);
  const auto failed = static_cast<std::ptrdiff_t>(cases.size()) - passed;
  std::cout << passed << " passed, " << failed << " failed\n";
  return failed == 0 && passed > 0 ? 0 : 1;
}

} // namespace golden
