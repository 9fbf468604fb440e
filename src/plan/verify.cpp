#include "plan/verify.hpp"

#include "systemd/analyze.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <sstream>

namespace mcpctl {

namespace {

// A folder of our own that goes when we are done with it.
class Stage
{
public:
  Stage()
  {
    std::error_code error;
    std::string name = std::filesystem::temp_directory_path(error).string() + "/mcpctl-XXXXXX";
    if (!error && ::mkdtemp(name.data()))
      path_ = name;
  }
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;
  ~Stage()
  {
    std::error_code ignored;
    if (!path_.empty())
      std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::string& path() const { return path_; }

private:
  std::string path_;
};

// What systemd must see of the units; environment files hold no directives.
std::vector<FileChange> staged_files(const std::vector<WantedUnit>& units,
                                     const std::vector<UnitFile>& shared)
{
  std::vector<FileChange> files;
  for (const UnitFile& file : shared) {
    if (!file.is_link)
      files.push_back({.where = Where::persistent, .file = file});
  }
  for (const WantedUnit& unit : units) {
    for (const UnitFile& file : unit.rendered.files) {
      if (!file.is_link && !file.path.ends_with(".env"))
        files.push_back({.where = Where::persistent, .file = file});
    }
  }
  return files;
}

std::string line_of(const std::string& text, unsigned number)
{
  std::istringstream lines(text);
  std::string line;
  while (number-- > 0 && std::getline(lines, line)) {
  }
  return line;
}

Error error_of(const Complaint& complaint, const WantedUnit& unit)
{
  std::string line;
  for (const UnitFile& file : unit.rendered.files) {
    if (file.path == complaint.path)
      line = line_of(file.text, complaint.line);
  }
  const std::string key = line.substr(0, line.find('='));
  std::string place = unit.server.str();
  for (const RawDirective& directive : unit.escape_hatch) {
    if (directive.key == key)
      place = fmt::format("{}: {} in [servers.{}.systemd.{}]", unit.server.str(), key,
                          unit.server.str(), directive.section);
  }
  return {.code = ExitCode::usage,
          .what = fmt::format("{}: systemd says: {}", place, complaint.words),
          .mend = "man systemd.directives lists what systemd knows"};
}

// Reads "PATH:LINE:", where the path may hold colons, and answers with where the words begin.
const char* place_of(std::string_view text, Complaint& complaint)
{
  const char* end = text.data() + text.size();
  for (auto colon = text.find(':'); colon != text.npos; colon = text.find(':', colon + 1)) {
    const auto parsed = std::from_chars(text.data() + colon + 1, end, complaint.line);
    if (parsed.ec == std::errc() && parsed.ptr != end && *parsed.ptr == ':') {
      complaint.path = text.substr(0, colon);
      return parsed.ptr;
    }
  }
  return nullptr;
}

} // namespace

std::vector<Complaint> parse_complaints(std::string_view output, const std::string& stage)
{
  std::vector<Complaint> complaints;
  const std::string prefix = stage + "/";
  std::istringstream lines{std::string(output)};
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(prefix))
      continue;
    const std::string_view rest = std::string_view(line).substr(prefix.size());
    Complaint complaint;
    const char* words = place_of(rest, complaint);
    if (words == nullptr)
      continue;
    complaint.words = std::string(words, rest.data() + rest.size());
    complaint.words.erase(0, complaint.words.find_first_not_of(": "));
    constexpr std::string_view ignoring = ", ignoring";
    if (const auto at = complaint.words.rfind(ignoring); at != std::string::npos)
      complaint.words.erase(at);
    complaints.push_back(std::move(complaint));
  }
  return complaints;
}

Result<std::vector<Error>> verify_escape_hatch(const std::vector<WantedUnit>& units,
                                               const std::vector<UnitFile>& shared, Scope scope)
{
  if (units.empty())
    return std::vector<Error>{};
  const Stage stage;
  if (stage.path().empty())
    return Error{.what = "no temporary folder to check [servers.NAME.systemd] in",
                 .mend = "set TMPDIR to a folder that you can write to"};
  Changes changes({.persistent = stage.path(), .runtime = ""});
  if (auto status = changes.make(staged_files(units, shared)); !status)
    return status.error();
  std::vector<std::string> arguments = {scope == Scope::user ? "--user" : "--system", "--man=no",
                                        "verify"};
  for (const WantedUnit& unit : units)
    arguments.push_back(unit.rendered.exec_unit);
  // The closing colon adds the folders that systemd knows anyway.
  const Result<Analysis> analysis = analyze(arguments, {"SYSTEMD_UNIT_PATH=" + stage.path() + ":"});
  if (!analysis)
    return Error{.what = analysis.error().what,
                 .mend = analysis.error().mend + " to check [servers.NAME.systemd]"};
  std::vector<Error> errors;
  for (const Complaint& complaint : parse_complaints(analysis->err, stage.path())) {
    for (const WantedUnit& unit : units) {
      const auto& files = unit.rendered.files;
      if (std::any_of(files.begin(), files.end(),
                      [&](const UnitFile& file) { return file.path == complaint.path; }))
        errors.push_back(error_of(complaint, unit));
    }
  }
  return errors;
}

} // namespace mcpctl
