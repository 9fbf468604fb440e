#include "config/read.hpp"

#include "config/build.hpp"
#include "config/content.hpp"
#include "config/log_claims.hpp"
#include "config/nearest.hpp"
#include "config/order.hpp"
#include "config/paths.hpp"
#include "config/ports.hpp"

#include <set>
#include <unordered_map>

namespace mcpctl {

namespace {

constexpr const char* no_profile = "none";

const Table* table_of(const Entry* entry)
{
  return entry == nullptr || entry->bad ? nullptr : entry->value.table();
}

const Table* profile_of(const Table& table, const std::string& profile)
{
  const Table* profiles = profile.empty() ? nullptr : table_of(table.find("profiles"));
  return profiles == nullptr ? nullptr : table_of(profiles->find(profile));
}

std::string all_of(const std::set<std::string_view>& profiles)
{
  std::string text;
  for (const std::string_view name : profiles)
    text += (text.empty() ? "there are: " : ", ") + std::string(name);
  return text.empty() ? "there is none" : text;
}

class Reader
{
public:
  Reader(const std::vector<SourceFile>& files, const ReadContext& context)
      : context_{context, problems_, Programs(context), EnvFiles(context.files)}
  {
    sources_.reserve(files.size());
    for (const SourceFile& file : files)
      sources_.emplace_back(file, sources_.size());
  }

  Configuration read()
  {
    Configuration configuration;
    for (const Source& source : sources_)
      contents_.push_back(read_file(source));
    for (const FileContent& content : contents_) {
      if (content.source->file().is_default && is_main(content))
        main_ = &content;
    }
    profile_ = choose_profile();
    for (const FileContent& content : contents_) {
      for (const Definition& definition : content.servers) {
        claim_lines(definition, prefix_of(content) + definition.name, problems_);
        read_server(content, definition, configuration.servers);
      }
    }
    check_ports(std::move(claims_), problems_);
    check_log_files(log_claims_, problems_);
    resolve_order(configuration.servers, order_, names(), problems_);
    configuration.diagnostics = problems_.sorted();
    configuration.profile = profile_;
    for (const std::string_view name : profile_names())
      configuration.profiles.emplace(name);
    return configuration;
  }

private:
  FileContent read_file(const Source& source)
  {
    const std::string& path = source.file().path;
    if (path == "-" || path.ends_with(".toml"))
      return read_toml_file(source, problems_);
    return read_command_lines(source, context_.read.installed_commands, problems_);
  }

  // mcp.toml itself: its project, profile and defaults hold for mcp.d/*.toml, too, since the
  // default files count as one. A file of mcp.d may have its own project and defaults besides.
  static bool is_main(const FileContent& content)
  {
    const SourceFile& file = content.source->file();
    return base_name(parent_folder(file.path)) != "mcp.d";
  }

  const FileContent* shared_with(const FileContent& content) const
  {
    return content.source->file().is_default && main_ != &content ? main_ : nullptr;
  }

  std::string choose_profile()
  {
    const Entry* chosen = nullptr;
    for (const FileContent& content : contents_) {
      if (!content.profile)
        continue;
      if (chosen == nullptr)
        chosen = &*content.profile;
      else if (*chosen->value.text() != *content.profile->value.text())
        report_second_profile(*chosen, *content.profile);
    }
    std::string profile;
    Spot spot;
    if (context_.read.profile) {
      profile = *context_.read.profile;
    } else if (chosen != nullptr) {
      profile = *chosen->value.text();
      spot = chosen->value.spot;
    }
    if (profile == no_profile)
      profile.clear();
    if (!profile.empty())
      check_profile_exists(profile, spot);
    return profile;
  }

  void report_second_profile(const Entry& first, const Entry& second)
  {
    problems_.error(second.value.spot, "profile is already \"" + *first.value.text() + "\"",
                    "in " + first.spot.source->file().shown + ":"
                        + std::to_string(first.spot.line));
  }

  void collect_profiles(const Table& table, std::set<std::string_view>& names) const
  {
    const Entry* entry = table.find("profiles");
    const Table* profiles = entry == nullptr ? nullptr : entry->value.table();
    if (profiles == nullptr)
      return;
    for (const Entry& profile : profiles->entries)
      names.insert(profile.key);
  }

  std::set<std::string_view> profile_names() const
  {
    std::set<std::string_view> names;
    for (const FileContent& content : contents_) {
      collect_profiles(content.defaults, names);
      for (const Definition& definition : content.servers)
        collect_profiles(definition.table, names);
    }
    return names;
  }

  void check_profile_exists(const std::string& profile, const Spot& spot)
  {
    const std::set<std::string_view> names = profile_names();
    if (names.contains(profile))
      return;
    const auto nearest = nearest_word(profile, {names.begin(), names.end()});
    problems_.error(spot, "no server has a profile \"" + profile + "\"",
                    nearest ? "did you mean \"" + std::string(*nearest) + "\"?" : all_of(names));
  }

  // What the project puts before names: "blog.", or nothing.
  std::string prefix_of(const FileContent& content) const
  {
    const FileContent* shared = shared_with(content);
    if (content.project)
      return *content.project->value.text() + ".";
    if (shared != nullptr && shared->project)
      return *shared->project->value.text() + ".";
    return "";
  }

  // Weakest first. What a server says itself is stronger than any profile of the defaults.
  std::vector<const Table*> layers_of(const FileContent& content,
                                      const Definition& definition) const
  {
    std::vector<const Table*> layers;
    const FileContent* shared = shared_with(content);
    const Table* bases[] = {shared ? &shared->defaults : nullptr, &content.defaults,
                            &definition.table};
    for (const Table* base : bases) {
      if (base == nullptr)
        continue;
      layers.push_back(base);
      if (const Table* profile = profile_of(*base, profile_))
        layers.push_back(profile);
    }
    return layers;
  }

  bool has_profile(const std::vector<const Table*>& layers) const
  {
    for (const Table* layer : layers) {
      if (profile_of(*layer, profile_) != nullptr)
        return true;
    }
    return false;
  }

  // Whether the name is free; reports it otherwise.
  bool claim_name(const std::string& name, const Spot& spot)
  {
    const auto [first, is_new] = names_.try_emplace(name, spot);
    if (!is_new)
      problems_.error(spot, "server \"" + name + "\" is defined twice",
                      "the first is at " + first->second.source->file().shown + ":"
                          + std::to_string(first->second.line));
    return is_new;
  }

  void read_server(const FileContent& content, const Definition& definition,
                   std::vector<Server>& servers)
  {
    const std::string text = prefix_of(content) + definition.name;
    const Result<ServerName> name = ServerName::parse(text);
    if (!name) {
      problems_.error(definition.spot, "server name \"" + text + "\" " + name.error().what);
      return;
    }
    if (!claim_name(text, definition.spot))
      return;
    const std::vector<const Table*> layers = layers_of(content, definition);
    const Settings settings(layers);
    std::optional<Server> server = build_server({*name, definition, settings}, context_);
    if (!server)
      return;
    if (has_profile(layers))
      server->profile = profile_;
    if (server->port) {
      claims_.push_back({text, *server->port, *server->port + server->instances.value_or(1) - 1,
                         settings.find("port")->value.spot});
    }
    claim_log_files(*server, settings, log_claims_);
    if (const Value* after = settings.get("after")) {
      order_.push_back({.server = servers.size(),
                        .prefix = prefix_of(content),
                        .names = after,
                        .inherited = !is_own(definition, "after")});
    }
    servers.push_back(std::move(*server));
  }

  // Whether the server says the key itself, or its profile does.
  bool is_own(const Definition& definition, std::string_view key) const
  {
    const Table* profile = profile_of(definition.table, profile_);
    return definition.table.find(key) != nullptr
           || (profile != nullptr && profile->find(key) != nullptr);
  }

  std::set<std::string> names() const
  {
    std::set<std::string> names;
    for (const auto& [name, spot] : names_)
      names.insert(name);
    return names;
  }

  Problems problems_;
  BuildContext context_;
  std::vector<Source> sources_;
  std::vector<FileContent> contents_;
  const FileContent* main_ = nullptr;
  std::string profile_;
  std::unordered_map<std::string, Spot> names_;
  std::vector<PortClaim> claims_;
  std::vector<LogClaim> log_claims_;
  std::vector<OrderWish> order_;
};

} // namespace

Configuration read_configuration(const std::vector<SourceFile>& files, const ReadContext& context)
{
  return Reader(files, context).read();
}

} // namespace mcpctl
