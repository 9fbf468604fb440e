#include "exchange/merge.hpp"

#include "config/line_name.hpp"
#include "exchange/merge_file.hpp"

#include <algorithm>

namespace mcpctl {

namespace {

bool is_loopback(std::string_view url)
{
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos)
    return false;
  const std::string_view host = url.substr(scheme + 3);
  return host.starts_with("127.") || host.starts_with("localhost") || host.starts_with("[::1]");
}

class Planner
{
public:
  Planner(const std::vector<FoundEntry>& found, const MergeRequest& request)
      : found_(found), request_(request), claimed_(found.size())
  {
  }

  MergePlan plan()
  {
    for (const ExportedServer& server : request_.servers)
      add(server);
    for (std::size_t i = 0; i < found_.size(); ++i) {
      if (!claimed_[i])
        judge(found_[i]);
    }
    return std::move(plan_);
  }

private:
  // The command of ours that the entry runs, if it is for this scope.
  [[nodiscard]] std::optional<ConnectCommand> ours(const FoundEntry& entry) const
  {
    std::optional<ConnectCommand> command = connect_command(command_of(entry));
    if (command && command->scope.empty())
      command->scope = request_.default_scope;
    if (command && command->scope != request_.scope)
      return std::nullopt;
    return command;
  }

  // The entry that is, or should be, this server's.
  [[nodiscard]] const FoundEntry* entry_for(const ExportedServer& server)
  {
    const std::optional<ConnectCommand> wanted = connect_command(server.command);
    const auto runs_it = [&](const FoundEntry& entry) {
      const std::optional<ConnectCommand> command = ours(entry);
      return wanted && command && command->server == wanted->server;
    };
    const auto has_its_name = [&](const FoundEntry& entry) { return entry.key == server.name; };
    const auto has_its_url = [&](const FoundEntry& entry) {
      return !wanted && !server.url.empty() && url_of(entry) == server.url;
    };
    const auto had_its_name = [&](const FoundEntry& entry) {
      return valid_name(entry.key) == server.name; // as import has named it
    };
    const FoundEntry* entry = claim(runs_it);
    if (entry == nullptr)
      entry = claim(has_its_name);
    if (entry == nullptr)
      entry = claim(has_its_url);
    return entry == nullptr ? claim(had_its_name) : entry;
  }

  template <typename Predicate> const FoundEntry* claim(Predicate is_it)
  {
    for (std::size_t i = 0; i < found_.size(); ++i) {
      if (!claimed_[i] && is_it(found_[i])) {
        claimed_[i] = true;
        return &found_[i];
      }
    }
    return nullptr;
  }

  void add(const ExportedServer& server)
  {
    const std::optional<ConnectCommand> command = connect_command(server.command);
    MergeStep step{.key = server.name, .server = command ? command->server : ""};
    const Members wanted = entry_of(server, request_.client);
    const FoundEntry* entry = entry_for(server);
    if (entry == nullptr || !entry->is_table) {
      step.change = entry == nullptr ? EntryChange::add : EntryChange::take_over;
      plan_.edits.push_back({{server.name}, Item{wanted}});
      plan_.steps.push_back(step);
      return;
    }
    step.key = entry->key;
    const bool is_ours = connect_command(command_of(*entry)).has_value()
                         || (command_of(*entry).empty() && is_loopback(url_of(*entry)));
    const std::size_t before = plan_.edits.size();
    set_members(*entry, wanted, is_ours);
    if (!is_ours || server.command.empty() != command_of(*entry).empty())
      remove_others(*entry, wanted);
    if (plan_.edits.size() > before)
      step.change = is_ours ? EntryChange::update : EntryChange::take_over;
    plan_.steps.push_back(step);
  }

  void set_members(const FoundEntry& entry, const Members& wanted, bool is_ours)
  {
    for (const Member& member : wanted) {
      const Item* there = entry.find(member.key);
      if (there != nullptr && *there == member.value)
        continue;
      const auto* headers = std::get_if<Members>(&member.value.data);
      const auto* present = there == nullptr ? nullptr : std::get_if<Members>(&there->data);
      if (is_ours && headers != nullptr && present != nullptr)
        set_headers({entry.key, member.key}, *present, *headers);
      else
        plan_.edits.push_back({{entry.key, member.key}, member.value});
    }
  }

  // Those that the user has added stay: tokens, which mcpctl does not write.
  void set_headers(const Path& path, const Members& present, const Members& wanted)
  {
    for (const Member& header : wanted) {
      if (std::find(present.begin(), present.end(), header) != present.end())
        continue;
      Path whole = path;
      whole.push_back(header.key);
      plan_.edits.push_back({std::move(whole), header.value});
    }
  }

  void remove_others(const FoundEntry& entry, const Members& wanted)
  {
    for (const FoundMember& member : entry.members) {
      const bool stays = std::any_of(wanted.begin(), wanted.end(),
                                     [&](const Member& other) { return other.key == member.key; });
      if (!stays && is_about_the_server(member.key))
        plan_.edits.push_back({{entry.key, member.key}, std::nullopt});
    }
  }

  // An entry that none of the exported servers has claimed.
  void judge(const FoundEntry& entry)
  {
    const std::optional<ConnectCommand> command = ours(entry);
    if (!command || request_.connectable.contains(command->server))
      return;
    const EntryChange change = request_.prune ? EntryChange::prune : EntryChange::gone;
    plan_.steps.push_back({change, entry.key, command->server});
    if (request_.prune)
      plan_.edits.push_back({{entry.key}, std::nullopt});
  }

  const std::vector<FoundEntry>& found_;
  const MergeRequest& request_;
  std::vector<bool> claimed_;
  MergePlan plan_;
};

} // namespace

MergePlan plan_merge(const std::vector<FoundEntry>& found, const MergeRequest& request)
{
  return Planner(found, request).plan();
}

Merge merge(std::string_view text, const std::string& file, const MergeRequest& request)
{
  return request.client.syntax == Syntax::json ? merge_json(text, file, request)
                                               : merge_toml(text, file, request);
}

} // namespace mcpctl
