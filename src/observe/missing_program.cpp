#include "observe/missing_program.hpp"

#include <cerrno>
#include <csignal>
#include <fstream>
#include <sys/stat.h>

namespace mcpctl {

namespace {

constexpr int cannot_run = 1; // systemd-cat's status
constexpr auto at_once = std::chrono::seconds(2);
constexpr std::size_t longest_first_line = 256; // of a script that the kernel reads (execve(2))

enum class Kind { there, missing, not_executable };

Kind look_at(const std::string& path)
{
  struct stat details = {};
  if (::stat(path.c_str(), &details) != 0)
    return errno == ENOENT || errno == ENOTDIR ? Kind::missing : Kind::there;
  const bool executable = S_ISREG(details.st_mode) && (details.st_mode & 0111U) != 0;
  return executable ? Kind::there : Kind::not_executable;
}

// The program that a script's first line names; empty: it is no script.
std::string interpreter_of(const std::string& path)
{
  std::string line(longest_first_line, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(line.data(), static_cast<std::streamsize>(line.size()));
  line.resize(static_cast<std::size_t>(file.gcount()));
  line.resize(std::min(line.find('\n'), line.size()));
  if (!line.starts_with("#!"))
    return {};
  const std::size_t begin = line.find_first_not_of(" \t", 2);
  if (begin == std::string::npos)
    return {};
  return line.substr(begin, line.find_first_of(" \t", begin) - begin);
}

} // namespace

std::optional<std::string> why_not_run(const std::string& program)
{
  switch (look_at(program)) {
  case Kind::missing:
    return program + " does not exist";
  case Kind::not_executable:
    return program + " is not executable";
  case Kind::there:
    break;
  }
  const std::string interpreter = interpreter_of(program);
  if (interpreter.starts_with('/') && look_at(interpreter) == Kind::missing)
    return program + ": its interpreter " + interpreter + " does not exist";
  return std::nullopt;
}

std::optional<Ending> ending_without_program(const UnitState& unit, const std::string& program)
{
  const bool at_its_own_start = unit.exit_code_kind == CLD_EXITED && unit.exit_status == cannot_run
                                && unit.main_exited - unit.main_started < at_once;
  if (!at_its_own_start || program.empty())
    return std::nullopt;
  const auto why = why_not_run(program);
  if (!why)
    return std::nullopt;
  return Ending{"no program", "could not start: " + *why};
}

} // namespace mcpctl
