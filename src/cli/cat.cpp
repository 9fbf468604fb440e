// cat: the unit files of servers as systemd reads them, foreign drop-ins included.

#include "cli/selection.hpp"
#include "cli/style.hpp"
#include "cli/verbs.hpp"
#include "observe/detail.hpp"
#include "report/cat_view.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <set>

namespace mcpctl {

namespace {

std::string read_text(const std::string& path)
{
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// Each unit's own file, which for a resident server is the template, its drop-ins in the order in
// which systemd reads them, and our environment file.
std::vector<std::string> files_of(const InstalledUnit& unit, const LoadedUnit& loaded,
                                  const LoadedUnit& session, const UnitFolders& folders)
{
  const std::string& folder = folder_of(unit, folders);
  const bool socket = is_socket(unit.unit);
  std::vector<std::string> files = {folder + "/" + (socket ? unit.unit : "mcp@.service")};
  files.insert(files.end(), loaded.drop_in_paths.begin(), loaded.drop_in_paths.end());
  if (socket) {
    files.push_back(folder + "/" + session_template(unit.marker.id.server));
    files.insert(files.end(), session.drop_in_paths.begin(), session.drop_in_paths.end());
  }
  for (const UnitFile& file : unit.files) {
    if (file.path.ends_with(".env"))
      files.push_back(folder + "/" + file.path);
  }
  return files;
}

Result<ExitCode> cat(const Context& context, const std::vector<std::string>& selectors)
{
  Result<ChosenUnits> chosen = connect_to_chosen(context, selectors);
  if (!chosen.ok())
    return chosen.error();
  auto& [connection, units] = *chosen;
  std::vector<std::string> names;
  std::vector<std::string> sessions;
  for (const InstalledUnit& unit : units) {
    names.push_back(unit.unit);
    sessions.push_back(is_socket(unit.unit) ? sample_session(unit.marker.id.server) : unit.unit);
  }
  const Result<std::vector<LoadedUnit>> loaded = connection.manager.loaded(names);
  if (!loaded.ok())
    return loaded.error();
  const Result<std::vector<LoadedUnit>> running = connection.manager.loaded(sessions);
  if (!running.ok())
    return running.error();
  std::set<std::string> printed; // the template is the same for all
  for (std::size_t i = 0; i < names.size(); ++i) {
    for (const std::string& file :
         files_of(units[i], (*loaded)[i], (*running)[i], connection.folders)) {
      if (printed.insert(file).second)
        fmt::print("{}", cat_file(file, read_text(file), style_of(context)));
    }
  }
  return ExitCode::done;
}

} // namespace

Run declare_cat(Options& options)
{
  auto selectors = std::make_shared<std::vector<std::string>>();
  options.arguments("SELECTOR", *selectors, "the servers");
  return [selectors](Context& context) { return cat(context, *selectors); };
}

} // namespace mcpctl
