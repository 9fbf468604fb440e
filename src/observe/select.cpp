#include "observe/select.hpp"

#include "config/nearest.hpp"
#include "model/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fnmatch.h>
#include <functional>

namespace mcpctl {

namespace {

using Matches = std::function<bool(const Marker&)>;

bool is_glob(std::string_view text)
{
  return text.find_first_of("*?[") != std::string_view::npos;
}

bool has_tag(const Marker& server, std::string_view tag)
{
  return std::find(server.tags.begin(), server.tags.end(), tag) != server.tags.end();
}

bool fits(const std::string& glob, const std::string& name)
{
  return fnmatch(glob.c_str(), name.c_str(), 0) == 0;
}

// As written in the configuration, or as the process list shows it.
bool is_command(const Marker& server, const std::string& text)
{
  return text == server.written || text == fmt::format("{}", fmt::join(server.argv, " "));
}

Matches matcher_of(const std::string& selector)
{
  if (selector == "all")
    return [](const Marker&) { return true; };
  if (selector.starts_with('@'))
    return [&selector](const Marker& server) {
      return has_tag(server, std::string_view(selector).substr(1));
    };
  return [&selector](const Marker& server) {
    const std::string& name = server.id.server.str();
    const std::string id = to_string(server.id);
    return selector == name || selector == id || is_command(server, selector)
           || (is_glob(selector) && (fits(selector, name) || fits(selector, id)));
  };
}

std::set<std::string_view> names_of(const std::vector<Marker>& servers)
{
  std::set<std::string_view> names;
  for (const Marker& server : servers)
    names.insert(server.id.server.str());
  return names;
}

std::set<std::string_view> tags_of(const std::vector<Marker>& servers)
{
  std::set<std::string_view> tags;
  for (const Marker& server : servers)
    tags.insert(server.tags.begin(), server.tags.end());
  return tags;
}

// The one name that lacks only the project in front of it, else the nearest one.
std::optional<std::string_view> likely_name(std::string_view wanted,
                                            const std::set<std::string_view>& names)
{
  std::vector<std::string_view> longer;
  const std::string suffix = "." + std::string(wanted);
  std::copy_if(names.begin(), names.end(), std::back_inserter(longer),
               [&suffix](std::string_view name) { return name.ends_with(suffix); });
  if (longer.size() == 1)
    return longer.front();
  return nearest_word(wanted, {names.begin(), names.end()});
}

Error no_such(std::string what, const std::string& mend = "mcpctl status")
{
  return {ExitCode::no_such_server, std::move(what), mend};
}

Error no_such_tag(const std::string& selector, const std::vector<Marker>& servers)
{
  const std::set<std::string_view> tags = tags_of(servers);
  const std::string_view tag = std::string_view(selector).substr(1);
  const auto near = nearest_word(tag, {tags.begin(), tags.end()});
  if (near)
    return no_such(
        fmt::format("no server has the tag \"{}\"; did you mean \"@{}\"?", harmless(tag), *near),
        "");
  return no_such(fmt::format("no server has the tag \"{}\"", harmless(tag)));
}

Error no_such_instance(const InstanceId& id, const std::vector<Marker>& servers)
{
  std::vector<std::string> others;
  for (const Marker& server : servers) {
    if (server.id.server == id.server && server.id.index)
      others.push_back(to_string(server.id));
  }
  if (others.empty())
    return no_such(fmt::format("server \"{}\" has no instances", id.server.str()));
  return no_such(fmt::format("no instance \"{}\"; there are {} to {}", to_string(id),
                             others.front(), others.back()));
}

Error no_such_server(const std::string& selector, const std::vector<Marker>& servers)
{
  const std::string shown = harmless(selector);
  if (is_glob(selector))
    return no_such(fmt::format("no server matches \"{}\"", shown));
  const std::set<std::string_view> names = names_of(servers);
  const std::optional<InstanceId> id = parse_instance_id(selector);
  if (id && id->index && names.contains(id->server.str()))
    return no_such_instance(*id, servers);
  if (const auto likely = likely_name(selector, names))
    return no_such(fmt::format("no server \"{}\"; did you mean \"{}\"?", shown, *likely), "");
  return no_such(fmt::format("no server \"{}\"", shown));
}

Error nothing_there(const std::set<std::string>& owners)
{
  if (owners.empty())
    return no_such("no servers are installed", "mcpctl apply");
  return no_such(fmt::format("no servers of {} are installed",
                             harmless(fmt::format("{}", fmt::join(owners, ", ")))),
                 "mcpctl apply");
}

// Why a selector means nothing, in words.
Error explain(const std::string& selector, const std::vector<Marker>& candidates,
              const std::set<std::string>& owners)
{
  std::vector<Marker> seen;
  const Matches matches = matcher_of(selector);
  for (const Marker& server : candidates) {
    if (owners.empty() || owners.contains(server.owner))
      seen.push_back(server);
    else if (selector != "all" && matches(server))
      return no_such(fmt::format("server \"{}\" belongs to {}, which was not given with -c",
                                 to_string(server.id), harmless(server.owner)));
  }
  if (selector == "all")
    return nothing_there(owners);
  return selector.starts_with('@') ? no_such_tag(selector, seen) : no_such_server(selector, seen);
}

} // namespace

Result<std::vector<std::size_t>> select_servers(const std::vector<Marker>& candidates,
                                                const std::vector<std::string>& selectors,
                                                const std::set<std::string>& owners)
{
  std::vector<bool> chosen(candidates.size(), false);
  const auto choose = [&](const Matches& matches) {
    bool any = false;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      if ((!owners.empty() && !owners.contains(candidates[i].owner)) || !matches(candidates[i]))
        continue;
      chosen[i] = true;
      any = true;
    }
    return any;
  };
  if (selectors.empty())
    choose([](const Marker&) { return true; });
  for (const std::string& selector : selectors) {
    if (!choose(matcher_of(selector)))
      return explain(selector, candidates, owners);
  }
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (chosen[i])
      indices.push_back(i);
  }
  return indices;
}

} // namespace mcpctl
