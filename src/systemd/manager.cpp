#include "systemd/manager.hpp"

#include "systemd/manager_impl.hpp"
#include "systemd/no_manager.hpp"

#include <sdbus-c++/Message.h>
#include <sdbus-c++/Types.h>

#include <charconv>
#include <optional>

namespace mcpctl {
namespace {

using namespace std::chrono_literals;

// A reload runs all generators and reads all unit files.
constexpr auto reload_timeout = 5min;

// One row of ListUnits and its kin: name, description, load, active and sub state, followed unit,
// object path, job.
using UnitRow =
    sdbus::Struct<std::string, std::string, std::string, std::string, std::string, std::string,
                  sdbus::ObjectPath, std::uint32_t, std::string, sdbus::ObjectPath>;

// Reads the one property asked for; the error in words for `object`.
template <typename T>
Result<T> read_manager_property(Bus& bus, const std::string& property, const char* signature,
                                Scope scope)
{
  T value{};
  std::optional<BusError> failed;
  bus.get(manager_target(), property, [&](sdbus::MethodReply& reply, const BusError* error) {
    if (error != nullptr) {
      failed = *error;
      return;
    }
    reply.enterVariant(signature);
    reply >> value;
  });
  if (const auto finished = bus.finish(); !finished)
    return finished.error();
  if (failed)
    return explain(*failed, {.scope = scope});
  return value;
}

} // namespace

Manager::Manager(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Manager::Manager(Manager&&) noexcept = default;
Manager& Manager::operator=(Manager&&) noexcept = default;
Manager::~Manager() = default;

Result<Manager> Manager::connect(Scope scope, const std::string& runtime_dir)
{
  const bool user = scope == Scope::user;
  auto bus = user && runtime_dir.empty()
                 ? Result<Bus>(Error{ExitCode::no_manager, "no runtime directory", ""})
             : user ? Bus::open_user(user_bus_socket(runtime_dir))
                    : Bus::open_system();
  if (!bus)
    return explain_no_manager(look_for_manager(scope, runtime_dir), bus.error().what);
  return Manager(std::make_unique<Impl>(Impl{.scope = scope, .bus = std::move(*bus)}));
}

Result<unsigned> Manager::version()
{
  const auto text = read_manager_property<std::string>(impl_->bus, "Version", "s", impl_->scope);
  if (!text)
    return text.error();
  unsigned version = 0;
  std::from_chars(text->data(), text->data() + text->size(), version);
  if (version == 0)
    return Error{ExitCode::failed, "systemd tells no version: \"" + *text + "\"", ""};
  return version;
}

Result<std::vector<std::string>> Manager::unit_path()
{
  return read_manager_property<std::vector<std::string>>(impl_->bus, "UnitPath", "as",
                                                         impl_->scope);
}

Result<std::string> Manager::control_group()
{
  auto group = read_manager_property<std::string>(impl_->bus, "ControlGroup", "s", impl_->scope);
  const bool is_root = group && group->empty();
  return is_root ? Result<std::string>("/") : group;
}

Error Manager::Impl::words(const BusError& error, const std::string& object) const
{
  return explain(error, {.scope = scope, .object = object});
}

Result<std::vector<UnitSummary>> Manager::Impl::list_units(const std::string& method,
                                                           const Bus::Fill& fill)
{
  std::vector<UnitRow> rows;
  std::optional<BusError> failed;
  bus.call(manager_target(), method, fill, [&](sdbus::MethodReply& reply, const BusError* error) {
    if (error != nullptr)
      failed = *error;
    else
      reply >> rows;
  });
  if (const auto finished = bus.finish(); !finished)
    return finished.error();
  if (failed)
    return words(*failed, "");
  std::vector<UnitSummary> units;
  units.reserve(rows.size());
  for (auto& row : rows)
    units.push_back({std::move(std::get<0>(row)), std::move(std::get<2>(row)),
                     std::move(std::get<3>(row)), std::move(std::get<4>(row))});
  return units;
}

Result<std::vector<UnitSummary>> Manager::summaries(const std::vector<std::string>& units)
{
  if (units.empty())
    return std::vector<UnitSummary>{};
  auto rows =
      impl_->list_units("ListUnitsByNames", [&](sdbus::MethodCall& call) { call << units; });
  if (!rows)
    return rows.error();
  if (rows->size() != units.size())
    return Error{ExitCode::failed, "systemd answered for other units than it was asked for", ""};
  // One row for each name, in order; an alias is answered with the unit's own name.
  for (std::size_t i = 0; i < units.size(); ++i)
    (*rows)[i].unit = units[i];
  return rows;
}

Result<std::vector<UnitSummary>> Manager::list(const std::vector<std::string>& patterns)
{
  return impl_->list_units("ListUnitsByPatterns", [&](sdbus::MethodCall& call) {
    call << std::vector<std::string>{} << patterns;
  });
}

Status Manager::reload()
{
  std::optional<BusError> failed;
  impl_->bus.call(
      manager_target(), "Reload", {},
      [&](sdbus::MethodReply&, const BusError* error) {
        if (error != nullptr)
          failed = *error;
      },
      reload_timeout);
  if (const auto finished = impl_->bus.finish(); !finished)
    return finished.error();
  if (failed)
    return explain(*failed, {.scope = impl_->scope, .object = "reload", .polkit = "reload-daemon"});
  return Nothing{};
}

Status Manager::reset_failed(const std::vector<std::string>& units)
{
  std::optional<Error> failed;
  for (const std::string& unit : units) {
    impl_->bus.call(
        manager_target(), "ResetFailedUnit", [&](sdbus::MethodCall& call) { call << unit; },
        [&, unit](sdbus::MethodReply&, const BusError* error) {
          if (error != nullptr && !is_no_such_unit(*error) && !failed)
            failed = impl_->words(*error, unit);
        });
  }
  if (const auto finished = impl_->bus.finish(); !finished)
    return finished.error();
  if (failed)
    return *failed;
  return Nothing{};
}

Status Manager::kill(const std::string& unit, int signal)
{
  std::optional<BusError> failed;
  impl_->bus.call(
      manager_target(), "KillUnit",
      [&](sdbus::MethodCall& call) {
        call << unit << std::string("all") << static_cast<std::int32_t>(signal);
      },
      [&](sdbus::MethodReply&, const BusError* error) {
        if (error != nullptr)
          failed = *error;
      });
  if (const auto finished = impl_->bus.finish(); !finished)
    return finished.error();
  if (failed)
    return impl_->words(*failed, unit);
  return Nothing{};
}

} // namespace mcpctl
