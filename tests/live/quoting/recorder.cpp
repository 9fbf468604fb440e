// The program that the units of the quoting proof run: writes down what it was given, in the file
// that its first argument names.
#include "record.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <unistd.h>

int main(int argc, char** argv)
{
  if (argc < 2) {
    return 2;
  }
  quoting::Given given{.argv = {argv, argv + argc},
                       .working_directory = std::filesystem::current_path().string(),
                       .environment = {}};
  for (char** variable = environ; *variable != nullptr; ++variable) {
    if (quoting::is_of_interest(*variable)) {
      given.environment.insert(*variable);
    }
  }
  const std::string path = argv[1];
  const std::string unfinished = path + ".unfinished";
  std::ofstream(unfinished, std::ios::binary) << quoting::to_record(given);
  return std::rename(unfinished.c_str(), path.c_str()) == 0 ? 0 : 1;
}
