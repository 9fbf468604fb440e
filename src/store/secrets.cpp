#include "store/secrets.hpp"

#include "units/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <sys/file.h>

namespace mcpctl {

namespace {

constexpr const char* folder_name = "secrets";
constexpr unsigned private_folder = 0700;
constexpr unsigned private_file = 0600;
constexpr unsigned others = 0077;

std::string assignment_file(const SecretName& name)
{
  return name.str() + ".env";
}

std::string parent_of(const std::string& path)
{
  return path.substr(0, path.rfind('/'));
}

Status check_value(std::string_view value)
{
  if (value.empty())
    return Error{ExitCode::usage, "a secret's value cannot be empty", ""};
  if (value.size() > largest_secret) {
    return Error{
        ExitCode::usage,
        fmt::format("the value is {} bytes long; systemd carries {}", value.size(), largest_secret),
        ""};
  }
  return Nothing{};
}

// Whether the file is there, safe, and holds exactly that.
bool holds(const Folder& folder, const UnitFile& file, unsigned owner)
{
  const auto details = folder.details(file.path);
  if (!details.ok() || !*details || (*details)->kind != FileDetails::Kind::regular
      || (*details)->owner != owner || ((*details)->mode & others) != 0)
    return false;
  const auto content = folder.read(file.path, file.path);
  return content.ok() && *content && (*content)->text == file.text;
}

// The value, and the assignment where there can be one.
std::vector<UnitFile> files_of(const SecretName& name, std::string_view value)
{
  std::vector<UnitFile> files = {
      {.path = name.str(), .text = std::string(value), .mode = private_file}};
  if (!why_no_environment(name, value))
    files.push_back({.path = assignment_file(name),
                     .text = render_environment_line(name.str(), value),
                     .mode = private_file});
  return files;
}

Status write_files(const Folder& folder, const std::vector<UnitFile>& files)
{
  for (const UnitFile& file : files) {
    Status staged = folder.stage(file.path, file);
    if (staged.ok())
      staged = folder.sync_staged(file.path);
    if (staged.ok())
      continue;
    for (const UnitFile& other : files)
      static_cast<void>(folder.discard(other.path));
    return staged;
  }
  for (const UnitFile& file : files) {
    if (Status committed = folder.commit(file.path); !committed.ok())
      return committed;
  }
  return Nothing{};
}

// One writer of a server's secrets at a time, until the folder is closed. Where the file system
// cannot lock folders, the last one wins.
void lock(const Folder& folder)
{
  static_cast<void>(::flock(folder.get(), LOCK_EX));
}

RealTime moment(std::int64_t ns)
{
  return RealTime(
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::nanoseconds(ns)));
}

Status add_secrets(const Folder& secrets, const ServerName& server,
                   std::vector<StoredSecret>& found)
{
  const auto kind = secrets.details(server.str());
  if (!kind.ok())
    return kind.error();
  if (!*kind || (*kind)->kind != FileDetails::Kind::folder)
    return Nothing{};
  const auto folder = secrets.below(server.str());
  if (!folder.ok())
    return folder.error();
  if (!*folder)
    return Nothing{};
  const auto files = (*folder)->names();
  if (!files.ok())
    return files.error();
  for (const std::string& file : *files) {
    const Result<SecretName> name = SecretName::parse(file);
    if (!name.ok())
      continue;
    const auto details = (*folder)->details(file);
    if (!details.ok())
      return details.error();
    if (*details)
      found.push_back({server, *name, (*details)->bytes, moment((*details)->modified_ns)});
  }
  return Nothing{};
}

} // namespace

std::optional<std::string> why_no_environment(const SecretName& name, std::string_view value)
{
  return why_environment_not_carried(name.str(), value);
}

SecretStore::SecretStore(Place place, DiskHook hook)
    : place_(std::move(place)), hook_(std::move(hook))
{
}

std::string SecretStore::path_of(const ServerName& server, const SecretName& name,
                                 Delivery delivery) const
{
  return fmt::format("{}/{}/{}/{}", place_.config_folder, folder_name, server.str(),
                     delivery == Delivery::file ? name.str() : assignment_file(name));
}

std::string SecretStore::set_command(const ServerName& server, const SecretName& name) const
{
  return fmt::format("mcpctl{} secret set {} {}", place_.options, server.str(), name.str());
}

Result<std::optional<Folder>> SecretStore::all() const
{
  const auto config = Folder::open(place_.config_folder, hook_);
  if (!config.ok())
    return config.error();
  if (!*config)
    return std::optional<Folder>();
  return (*config)->below(folder_name);
}

Result<Folder> SecretStore::make_all() const
{
  auto config = Folder::open(place_.config_folder, hook_);
  if (!config.ok())
    return config.error();
  if (*config)
    return (*config)->make_below(folder_name, private_folder);
  const std::string parent = parent_of(place_.config_folder);
  const Result<Folder> above = Folder::make(parent, hook_);
  if (!above.ok())
    return above.error();
  const Result<Folder> made = above->make_below(place_.config_folder.substr(parent.size() + 1));
  if (!made.ok())
    return made.error();
  return made->make_below(folder_name, private_folder);
}

Result<Folder> SecretStore::make_safe(const ServerName& server) const
{
  const Result<Folder> secrets = make_all();
  if (!secrets.ok())
    return secrets.error();
  if (const Status safe = check_folder(*secrets); !safe.ok())
    return safe.error();
  Result<Folder> folder = secrets->make_below(server.str(), private_folder);
  if (!folder.ok())
    return folder;
  if (const Status safe = check_folder(*folder); !safe.ok())
    return safe.error();
  const Status synced = secrets->sync();
  return synced.ok() ? std::move(folder) : Result<Folder>(synced.error());
}

Result<bool> SecretStore::set(const ServerName& server, const SecretName& name,
                              std::string_view value) const
{
  if (const Status good = check_value(value); !good.ok())
    return good.error();
  const Result<Folder> folder = make_safe(server);
  if (!folder.ok())
    return folder.error();
  lock(*folder);
  const std::vector<UnitFile> files = files_of(name, value);
  if (std::all_of(files.begin(), files.end(),
                  [&](const UnitFile& file) { return holds(*folder, file, place_.owner); }))
    return false;
  Status done = write_files(*folder, files);
  if (done.ok() && files.size() == 1)
    done = folder->remove(assignment_file(name));
  if (done.ok())
    done = folder->sync();
  return done.ok() ? Result<bool>(true) : done.error();
}

Result<bool> SecretStore::remove(const ServerName& server, const SecretName& name) const
{
  const auto secrets = all();
  if (!secrets.ok())
    return secrets.error();
  const auto folder =
      *secrets ? (*secrets)->below(server.str()) : Result<std::optional<Folder>>(std::nullopt);
  if (!folder.ok())
    return folder.error();
  if (!*folder)
    return false;
  lock(**folder);
  bool found = false;
  for (const std::string& file : {assignment_file(name), name.str()}) {
    const auto details = (*folder)->details(file);
    if (!details.ok())
      return details.error();
    found = found || *details;
    for (const Status& gone : {(*folder)->remove(file), (*folder)->discard(file)}) {
      if (!gone.ok())
        return gone.error();
    }
  }
  if (const Status synced = (*folder)->sync(); !synced.ok())
    return synced.error();
  const Result<bool> empty = (*secrets)->remove_if_empty(server.str());
  return empty.ok() ? Result<bool>(found) : empty.error();
}

Result<std::vector<StoredSecret>> SecretStore::list(const std::optional<ServerName>& server) const
{
  std::vector<StoredSecret> found;
  const auto secrets = all();
  if (!secrets.ok())
    return secrets.error();
  if (!*secrets)
    return found;
  const auto folders = (*secrets)->names();
  if (!folders.ok())
    return folders.error();
  for (const std::string& text : *folders) {
    const Result<ServerName> owner = ServerName::parse(text);
    if (!owner.ok() || (server && *owner != *server))
      continue;
    if (const Status added = add_secrets(**secrets, *owner, found); !added.ok())
      return added.error();
  }
  return found;
}

} // namespace mcpctl
