// Runs the fuzz target over every file of the folders given, each in a process of its own, and
// ends with "N passed, N failed".
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

std::vector<std::string> files_in(const std::string& folder)
{
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

bool passes(const std::string& path)
{
  constexpr unsigned longest_seconds = 20;
  std::cout.flush();
  const pid_t child = fork();
  if (child == 0) {
    alarm(longest_seconds);
    std::ifstream file(path, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
    std::exit(0); // not _exit(), which would look for no leaks
  }
  int status = 0;
  return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status)
         && WEXITSTATUS(status) == 0;
}

} // namespace

int main(int count, char** folders)
{
  unsigned passed = 0;
  unsigned failed = 0;
  for (int i = 1; i < count; ++i) {
    for (const std::string& path : files_in(folders[i])) {
      const bool good = passes(path);
      passed += good ? 1 : 0;
      failed += good ? 0 : 1;
      if (!good)
        std::cout << "failed: " << path << "\n";
    }
  }
  std::cout << passed << " passed, " << failed << " failed\n";
  return failed == 0 && passed > 0 ? 0 : 1;
}
