#include "systemd/errors.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace mcpctl {
namespace {

// One known error. In `what`, nothing stands for the other side's own words; in `mend`, "%s" is
// replaced by systemctl with its scope and "%u" by the object.
struct Meaning
{
  std::string_view name;
  ExitCode code;
  std::string_view what;
  std::string_view mend;
};

constexpr std::string_view systemd_prefix = "org.freedesktop.systemd1.";
constexpr std::string_view dbus_prefix = "org.freedesktop.DBus.Error.";

constexpr std::array systemd_meanings = {
    Meaning{"NoSuchUnit", ExitCode::failed, "systemd does not know this unit", "mcpctl apply"},
    Meaning{"LoadFailed", ExitCode::failed, "", "look at its files: %s cat %u"},
    Meaning{"BadUnitSetting", ExitCode::failed, "", "look at its files: %s cat %u"},
    Meaning{"UnitMasked", ExitCode::failed, "the unit is masked", "%s unmask %u"},
    Meaning{"OnlyByDependency", ExitCode::failed, "",
            "remove RefuseManualStart= or RefuseManualStop="},
    Meaning{"JobTypeNotApplicable", ExitCode::failed, "it cannot be reloaded",
            "set reload_signal in the configuration, or restart it"},
    Meaning{"TransactionIsDestructive", ExitCode::failed,
            "a job under way forbids it (a shutdown, or the other direction)",
            "look at the jobs: %s list-jobs"},
    Meaning{"TransactionJobsConflicting", ExitCode::failed, "", "look at the jobs: %s list-jobs"},
    Meaning{"TransactionOrderIsCyclic", ExitCode::failed, "its start order is a circle",
            "take a server out of `after`"},
    Meaning{"ShuttingDown", ExitCode::no_manager, "the service manager is shutting down",
            "try again when it has started anew"},
    Meaning{"DiskFull", ExitCode::failed, "no space is left for the manager's state",
            "make room below /run"},
};

constexpr std::array dbus_meanings = {
    Meaning{"ServiceUnknown", ExitCode::no_manager, "no service manager answers on the bus",
            "see whether it runs: %s status"},
    Meaning{"NameHasNoOwner", ExitCode::no_manager, "no service manager answers on the bus",
            "see whether it runs: %s status"},
    Meaning{"NoReply", ExitCode::no_manager, "the service manager does not answer",
            "see what it is doing: %s list-jobs"},
    Meaning{"Timeout", ExitCode::no_manager, "the service manager does not answer in time",
            "see what it is doing: %s list-jobs"},
    Meaning{"TimedOut", ExitCode::no_manager, "the service manager does not answer in time",
            "see what it is doing: %s list-jobs"},
    Meaning{"Disconnected", ExitCode::no_manager, "the connection to the bus was lost",
            "try again"},
    Meaning{"NoServer", ExitCode::no_manager, "no bus listens", "see whether it runs: %s status"},
    Meaning{"LimitsExceeded", ExitCode::failed, "the bus has too much to do", "try again"},
    Meaning{"NoMemory", ExitCode::failed, "the service manager is out of memory", ""},
    Meaning{"UnknownMethod", ExitCode::failed, "the running systemd is too old for this",
            "mcpctl needs systemd 252 or later"},
    Meaning{"UnknownProperty", ExitCode::failed, "the running systemd is too old for this",
            "mcpctl needs systemd 252 or later"},
};

bool starts_any(std::string_view name, std::initializer_list<std::string_view> prefixes)
{
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](std::string_view prefix) { return name.starts_with(prefix); });
}

// polkit, the bus policy and the kernel each have their own word for "no".
bool is_refusal(std::string_view name)
{
  return starts_any(
      name, {"org.freedesktop.DBus.Error.AccessDenied", "org.freedesktop.DBus.Error.AuthFailed",
             "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired",
             "org.freedesktop.PolicyKit1.Error.", "System.Error.EACCES", "System.Error.EPERM"});
}

template <std::size_t N>
const Meaning* find(const std::array<Meaning, N>& meanings, std::string_view name)
{
  const auto found = std::find_if(meanings.begin(), meanings.end(),
                                  [&](const Meaning& m) { return m.name == name; });
  return found == meanings.end() ? nullptr : &*found;
}

const Meaning* meaning_of(std::string_view name)
{
  // The bus tries to start a manager that is not there, and reports how that failed.
  if (name.starts_with("org.freedesktop.DBus.Error.Spawn."))
    name = "org.freedesktop.DBus.Error.ServiceUnknown";
  if (name == "System.Error.ETIMEDOUT")
    name = "org.freedesktop.DBus.Error.Timeout";
  if (starts_any(name, {"System.Error.ENOTCONN", "System.Error.ECONNRESET", "System.Error.EPIPE"}))
    name = "org.freedesktop.DBus.Error.Disconnected";
  if (name.starts_with(systemd_prefix))
    return find(systemd_meanings, name.substr(systemd_prefix.size()));
  if (name.starts_with(dbus_prefix))
    return find(dbus_meanings, name.substr(dbus_prefix.size()));
  return nullptr;
}

std::string fill_in(std::string_view pattern, const Attempt& attempt)
{
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%' || i + 1 == pattern.size()) {
      text += pattern[i];
      continue;
    }
    text += pattern[++i] == 's' ? systemctl_command(attempt.scope) : attempt.object;
  }
  return text;
}

std::string refusal_mend(const Attempt& attempt)
{
  if (attempt.scope == Scope::user)
    return "run it as the user whose servers these are, not by su or sudo";
  return "run it with sudo, or allow org.freedesktop.systemd1." + attempt.polkit
         + " with a polkit rule (polkit(8))";
}

} // namespace

std::string systemctl_command(Scope scope)
{
  return scope == Scope::user ? "systemctl --user" : "systemctl";
}

std::string as_clause(std::string text)
{
  while (!text.empty() && (text.back() == '.' || text.back() == '\n' || text.back() == ' '))
    text.pop_back();
  // "I/O error" and "ENOENT" keep theirs.
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (text.size() > 1 && (std::islower(byte(1)) != 0 || text[1] == ' '))
    text[0] = static_cast<char>(std::tolower(byte(0)));
  return text;
}

bool is_no_such_unit(const BusError& error)
{
  return error.name == "org.freedesktop.systemd1.NoSuchUnit"
         || error.name == "org.freedesktop.DBus.Error.UnknownObject";
}

Error explain(const BusError& error, const Attempt& attempt)
{
  const std::string begin = attempt.object.empty() ? "" : attempt.object + ": ";
  if (is_refusal(error.name))
    return {ExitCode::not_permitted, begin + "not permitted", refusal_mend(attempt)};
  const Meaning* meaning = meaning_of(error.name);
  const std::string words = error.message.empty() ? error.name : as_clause(error.message);
  if (meaning == nullptr)
    return {ExitCode::failed, begin + words, ""};
  return {meaning->code, begin + (meaning->what.empty() ? words : std::string(meaning->what)),
          fill_in(meaning->mend, attempt)};
}

} // namespace mcpctl
