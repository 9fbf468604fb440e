// scale: how many instances a server has, changed where mcpctl wrote its file.

#include "cli/complain.hpp"
#include "cli/configuration.hpp"
#include "cli/own_change.hpp"
#include "cli/selection.hpp"
#include "cli/verbs.hpp"
#include "config/real_files.hpp"
#include "config/scalars.hpp"
#include "config/sources.hpp"
#include "config/written_file.hpp"
#include "exchange/toml_edit.hpp"
#include "model/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>

namespace mcpctl {

namespace {

struct Request
{
  std::string server;
  std::string amount;
  ApplyRequest apply;
};

Error usage(std::string what, std::string mend = "")
{
  return {ExitCode::usage, std::move(what), std::move(mend)};
}

// What is asked for: so many, or so many more, or one for each processor.
struct Amount
{
  enum class Kind { exactly, more, max };
  Kind kind = Kind::exactly;
  long number = 0;
};

Result<Amount> parse_amount(const std::string& text)
{
  if (text == "max")
    return Amount{.kind = Amount::Kind::max};
  const bool has_sign = text.starts_with('+') || text.starts_with('-');
  const char* begin = text.data() + (text.starts_with('+') ? 1 : 0);
  const char* end = text.data() + text.size();
  Amount amount{.kind = has_sign ? Amount::Kind::more : Amount::Kind::exactly};
  const auto [stopped, failure] = std::from_chars(begin, end, amount.number);
  if (text.empty() || failure != std::errc() || stopped != end
      || std::string_view(text).substr(1).starts_with('-'))
    return usage(
        fmt::format("scale wants a number, a difference as +1, or max; not \"{}\"", harmless(text)),
        "mcpctl scale NAME 2");
  return amount;
}

// A server, and the configuration that it is from.
struct Subject
{
  Server server;
  Context context;
  std::optional<std::string> profile; // that it runs under
};

// The configuration that the units say they are from; without units the one asked for.
Context configuration_of(const Context& context, const std::vector<InstalledUnit>& units)
{
  Context from = context;
  if (units.empty() || !context.options.files.empty())
    return from;
  const std::string& owner = units.front().marker.owner;
  if (owner != owner_of_default_files(context.places.config_folder))
    from.options.files = {owner};
  return from;
}

Result<Subject> find_subject(const Context& context, const std::string& name)
{
  const std::vector<InstalledUnit> units = installed_units_of(context, name);
  const Context from = configuration_of(context, units);
  std::optional<std::string> profile;
  if (!units.empty() && !units.front().marker.profile.empty())
    profile = units.front().marker.profile;
  const Installed installed{.units = units, .shared = {}, .shared_runtime = {}};
  if (units.empty() && context.options.files.empty()
      && !has_default_files(context.places.config_folder))
    return servers_named({name}, {}, installed).error();
  const Result<LoadedConfiguration> loaded =
      load_configuration(from, {.profile = profile, .installed = &installed});
  if (!loaded.ok())
    return loaded.error();
  if (const Status good = report_problems(from, loaded->configuration); !good.ok())
    return good.error();
  const auto& servers = loaded->configuration.servers;
  const auto found = std::find_if(servers.begin(), servers.end(),
                                  [&](const Server& server) { return server.name.str() == name; });
  if (found != servers.end())
    return Subject{.server = *found, .context = from, .profile = profile};
  const bool narrowed = !context.options.files.empty(); // others are not there, then
  const Result<std::set<ServerName>> named =
      servers_named({name}, servers, narrowed ? Installed{} : installed);
  if (!named.ok())
    return named.error();
  return usage(fmt::format("scale takes the name of a server; \"{}\" is none", harmless(name)),
               "mcpctl status");
}

// As the key instances says it, within what it takes: the reading of the file refuses the rest.
Result<std::string> wanted_instances(const Server& server, const Amount& amount, unsigned cpus)
{
  if (amount.kind == Amount::Kind::max)
    return std::string("\"max\"");
  const long now = server.instances.value_or(1);
  const long wanted = amount.kind == Amount::Kind::more ? now + amount.number : amount.number;
  if (wanted >= 1 && wanted <= static_cast<long>(most_instances))
    return std::to_string(wanted);
  const std::string& name = server.name.str();
  return usage(fmt::format("{} has {} instance{}; it can have 1 to {}, and {} would be {}", name,
                           now, now == 1 ? "" : "s", most_instances,
                           amount.kind == Amount::Kind::more ? "then there" : "that", wanted),
               wanted < 1 ? "mcpctl stop " + name : fmt::format("mcpctl scale {} {}", name, cpus));
}

// What somebody has to change by hand, and where.
Result<ExitCode> tell_line(const Context& context, const Subject& subject,
                           const std::string& instances)
{
  const Server& server = subject.server;
  const std::string file = shown_path(context, server.origin.file);
  if (!server.origin.file.ends_with(".toml")) {
    return usage(
        fmt::format("{} is in {}, which has no keys: instances is one of TOML's", server.name.str(),
                    file),
        fmt::format("mcpctl import {} -o {}.toml, and add instances = {}", file, file, instances));
  }
  const Result<std::string> text = real_file_view().read(server.origin.file);
  const auto key = text.ok() ? key_in(*text, server.name.str()) : std::nullopt;
  const KeyLine place = key ? line_of_key(*text, *key, "instances") : KeyLine{};
  const unsigned line = place.line == 0 ? server.origin.line : place.line;
  const bool in_line = place.is_there || place.in_braces;
  complain(usage(fmt::format(
      "{} {}, and stays as it is; {} line {} write{}:", file,
      text.ok() && is_written_by_us(*text) ? "was changed by hand" : "is written by hand",
      in_line ? "in" : "below", line, place.in_braces ? ", within its braces" : "")));
  fmt::print(context.options.json ? stderr : stdout, "{}:{}: instances = {}\n", file,
             in_line ? line : line + 1, instances);
  std::fflush(stdout);
  return usage("", fmt::format("write it, then mcpctl{} apply", options_as_given(subject.context)));
}

// That the server has so many once the file says so: a profile may say otherwise.
Status check(const Subject& subject, const SourceFile& source, const std::string& instances)
{
  const Result<LoadedConfiguration> loaded =
      load_configuration(subject.context, {.profile = subject.profile, .unwritten = &source});
  if (!loaded.ok())
    return loaded.error();
  if (has_errors(loaded->configuration.diagnostics))
    return report_problems(subject.context, loaded->configuration);
  for (const Server& server : loaded->configuration.servers) {
    if (server.name != subject.server.name)
      continue;
    const unsigned cpus = subject.context.environment.cpus;
    if (server.instances == (instances == "\"max\"" ? cpus : std::stoul(instances)))
      return Nothing{};
  }
  return usage(fmt::format("{}: its profile {} says how many instances it has",
                           subject.server.name.str(), subject.server.profile),
               fmt::format("change it in {}", source.shown));
}

Result<ExitCode> scale(const Context& context, const Request& request)
{
  const Result<Amount> amount = parse_amount(request.amount);
  if (!amount.ok())
    return amount.error();
  Result<OwnFolders> folders = OwnFolders::lock(context);
  if (!folders.ok())
    return folders.error();
  const Result<Subject> subject = find_subject(context, request.server);
  if (!subject.ok())
    return subject.error();
  const Server& server = subject->server;
  const Result<std::string> instances = wanted_instances(server, *amount, context.environment.cpus);
  if (!instances.ok())
    return instances.error();
  const std::optional<FoundOwnFile> own = find_own_file(context, server.origin.file);
  const auto key = own ? key_in(own->text, server.name.str()) : std::nullopt;
  const auto text =
      key ? with_toml_value(own->text, {"servers", *key, "instances"}, *instances) : std::nullopt;
  if (!text)
    return tell_line(context, *subject, *instances);
  const SourceFile source = as_source(context, own->file, *text);
  if (const Status good = check(*subject, source, *instances); !good.ok())
    return good.error();
  ApplyRequest apply = request.apply;
  apply.profile = subject->profile;
  const OwnChange change{.file = own->file,
                         .text = *text,
                         .before = own->text,
                         .server = server.name.str(),
                         .moved_from = {}};
  return write_and_apply(context, *folders, {change}, apply);
}

} // namespace

Run declare_scale(Options& options)
{
  auto request = std::make_shared<Request>();
  options.argument("NAME", request->server, "the server");
  options.argument("N", request->amount, "so many instances, +N or -N of them, or max");
  options.signed_numbers();
  options.value("--wait", "SPAN", request->apply.wait,
                "wait so long for them to be up (default 30s)");
  options.flag("--no-wait", request->apply.no_wait, "end as soon as systemd has done the jobs");
  options.exclude("--wait", "--no-wait");
  options.note("Changes instances where mcpctl wrote the file; elsewhere it prints the line to\n"
               "change, with status 2. max: one for each processor.");
  return [request](Context& context) { return scale(context, *request); };
}

} // namespace mcpctl
