// Whether what is kept is safe to hand to a program.
#include "store/secrets.hpp"

#include "units/quote.hpp"

#include <fmt/format.h>

namespace mcpctl {

namespace {

constexpr unsigned others = 0077;

Error foreign(const std::string& path, unsigned owner, unsigned expected, std::string mend)
{
  return {ExitCode::failed, fmt::format("{} belongs to uid {}, not to {}", path, owner, expected),
          std::move(mend)};
}

Error open_to_others(const std::string& path, unsigned mode, const char* wanted)
{
  return {ExitCode::failed, fmt::format("{} is open to others (mode {:04o})", path, mode),
          fmt::format("chmod {} {}", wanted, shell_quoted(path))};
}

} // namespace

Error SecretStore::not_set(const ServerName& server, const SecretName& name) const
{
  return {ExitCode::usage, fmt::format("secret {} of {} is not set", name.str(), server.str()),
          set_command(server, name)};
}

Status SecretStore::check_folder(const Folder& folder) const
{
  const auto details = folder.details(".");
  if (!details.ok())
    return details.error();
  const FileDetails about = details.value().value_or(FileDetails{});
  if (about.owner != place_.owner)
    return foreign(folder.path(), about.owner, place_.owner,
                   fmt::format("sudo chown -R {} {}", place_.owner, shell_quoted(folder.path())));
  if ((about.mode & others) != 0)
    return open_to_others(folder.path(), about.mode, "700");
  return Nothing{};
}

Status SecretStore::check_file(const Folder& folder, const std::string& file,
                               const FileDetails& about, const std::string& set_command) const
{
  const std::string path = folder.path() + "/" + file;
  if (about.kind == FileDetails::Kind::link)
    return Error{ExitCode::failed, path + " is a symbolic link", set_command};
  if (about.kind != FileDetails::Kind::regular)
    return Error{ExitCode::failed, path + " is no regular file",
                 fmt::format("mv {} {}", shell_quoted(path), shell_quoted(path + ".old"))};
  if (about.owner != place_.owner)
    return foreign(path, about.owner, place_.owner, set_command);
  if ((about.mode & others) != 0)
    return open_to_others(path, about.mode, "600");
  return Nothing{};
}

// systemd reads the assignment, not the value: it must say the same.
Status SecretStore::check_assignment(const Folder& folder, const ServerName& server,
                                     const SecretName& name) const
{
  const auto value = folder.read(name.str(), name.str());
  if (!value.ok())
    return value.error();
  const std::string text = *value ? value.value()->text : "";
  if (const auto why = why_no_environment(name, text)) {
    return Error{
        ExitCode::failed,
        fmt::format("secret {} of {} cannot be a variable: it {}", name.str(), server.str(), *why),
        fmt::format("secrets = {{ {} = {{ file = true }} }}", name.str())};
  }
  const std::string file = name.str() + ".env";
  const auto assignment = folder.read(file, file);
  if (!assignment.ok())
    return assignment.error();
  const auto details = folder.details(file);
  if (!details.ok())
    return details.error();
  const std::string command = set_command(server, name);
  if (*details) {
    if (Status safe = check_file(folder, file, **details, command); !safe.ok())
      return safe;
  }
  if (*assignment && (*assignment)->text == render_environment_line(name.str(), text))
    return Nothing{};
  return Error{ExitCode::failed,
               fmt::format("{}/{} does not say what {} holds", folder.path(), file, name.str()),
               command};
}

Result<Folder> SecretStore::open_safe(const ServerName& server, const SecretName& name) const
{
  const auto secrets = all();
  if (!secrets.ok())
    return secrets.error();
  if (!*secrets)
    return not_set(server, name);
  if (const Status safe = check_folder(**secrets); !safe.ok())
    return safe.error();
  auto folder = (*secrets)->below(server.str());
  if (!folder.ok())
    return folder.error();
  if (!*folder)
    return not_set(server, name);
  if (const Status safe = check_folder(**folder); !safe.ok())
    return safe.error();
  return std::move(**folder);
}

Result<std::string> SecretStore::check(const ServerName& server, const SecretName& name,
                                       Delivery delivery) const
{
  const Result<Folder> folder = open_safe(server, name);
  if (!folder.ok())
    return folder.error();
  const auto details = folder->details(name.str());
  if (!details.ok())
    return details.error();
  if (!*details)
    return not_set(server, name);
  const FileDetails& about = **details;
  Status safe = check_file(*folder, name.str(), about, set_command(server, name));
  if (safe.ok() && delivery == Delivery::environment)
    safe = check_assignment(*folder, server, name);
  if (!safe.ok())
    return safe.error();
  return fmt::format("{}", about.modified_ns);
}

} // namespace mcpctl
