#include "exchange/merge_file.hpp"

#include "exchange/jsonc.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace mcpctl {

namespace {

using Kind = JsonNode::Kind;

bool all_strings(const std::vector<JsonNode>& nodes)
{
  return std::all_of(nodes.begin(), nodes.end(),
                     [](const JsonNode& node) { return node.kind == Kind::string; });
}

std::optional<Item> item_of(const JsonNode& node)
{
  if (node.kind == Kind::string)
    return Item{node.text};
  if (node.kind == Kind::array && all_strings(node.elements)) {
    std::vector<std::string> texts;
    for (const JsonNode& element : node.elements)
      texts.push_back(element.text);
    return Item{std::move(texts)};
  }
  if (node.kind != Kind::object)
    return std::nullopt;
  Members members;
  for (const JsonMember& member : node.members) {
    std::optional<Item> item = item_of(member.value);
    if (!item)
      return std::nullopt;
    members.push_back({member.key, std::move(*item)});
  }
  return Item{std::move(members)};
}

std::vector<FoundEntry> entries_of(const JsonNode& servers)
{
  std::vector<FoundEntry> entries;
  for (const JsonMember& member : servers.members) {
    FoundEntry entry{.key = member.key, .is_table = member.value.kind == Kind::object};
    for (const JsonMember& inner : member.value.members)
      entry.members.push_back({inner.key, item_of(inner.value)});
    entries.push_back(std::move(entry));
  }
  return entries;
}

// A member that stands twice: parsers take the last, people read the first.
const JsonMember* repeated(const JsonNode& object)
{
  for (const JsonMember& member : object.members) {
    if (object.find(member.key) != &member)
      return object.find(member.key);
  }
  return nullptr;
}

// An object of objects, none of which is a member of an entry.
bool holds_entries(const JsonNode& node)
{
  return node.kind == Kind::object
         && std::all_of(node.members.begin(), node.members.end(),
                        [](const JsonMember& member) { return member.value.kind == Kind::object; });
}

struct Servers
{
  Path path;
  const JsonNode* node = nullptr; // null: there is no such object yet
  std::vector<FoundEntry> entries;
  std::optional<Diagnostic> problem;
};

Diagnostic problem_at(std::string_view text, std::size_t at, const std::string& file,
                      std::string message)
{
  return {.place = place_in(text, at, file), .message = std::move(message)};
}

Diagnostic given_twice(const JsonMember& member, std::string_view text, const std::string& file)
{
  return problem_at(text, member.begin, file, fmt::format("\"{}\" is given twice", member.key));
}

Servers find_servers(const JsonNode& root, std::string_view text, const std::string& file,
                     const ClientProgram& client)
{
  Servers servers{.path = client.path};
  const JsonNode* node = &root;
  std::string name = "the file";
  for (std::size_t depth = 0; node != nullptr; ++depth) {
    if (node->kind != Kind::object) {
      servers.problem = problem_at(text, node->begin, file, name + " is no object");
      return servers;
    }
    if (depth == servers.path.size()) {
      const JsonMember* newer = node->find(client.newer_key);
      if (client.newer_key.empty() || newer == nullptr || !holds_entries(newer->value))
        break;
      servers.path.emplace_back(client.newer_key);
    }
    if (const JsonMember* twice = repeated(*node);
        twice != nullptr && twice->key == servers.path[depth]) {
      servers.problem = given_twice(*twice, text, file);
      return servers;
    }
    const JsonMember* member = node->find(servers.path[depth]);
    node = member == nullptr ? nullptr : &member->value;
    name = "\"" + servers.path[depth] + "\"";
  }
  if (node == nullptr)
    return servers;
  if (const JsonMember* twice = repeated(*node))
    servers.problem = given_twice(*twice, text, file);
  servers.node = node;
  servers.entries = entries_of(*node);
  return servers;
}

// Whether nothing is left to do: an edit that went wrong is not written.
bool is_done(std::string_view text, const MergeRequest& request)
{
  const JsoncText scanned = scan_jsonc(text, "");
  if (scanned.problem)
    return false;
  Servers servers;
  if (scanned.root)
    servers = find_servers(*scanned.root, text, "", request.client);
  return !servers.problem && plan_merge(servers.entries, request).edits.empty();
}

// A member that stands twice in an entry to be changed: which of them is meant cannot be told.
const JsonMember* repeated_in_entries(const JsonNode& servers, const std::vector<EntryEdit>& edits)
{
  for (const EntryEdit& edit : edits) {
    const JsonMember* entry = servers.find(edit.path.front());
    const JsonMember* twice = entry == nullptr ? nullptr : repeated(entry->value);
    if (twice != nullptr && edit.path.size() > 1)
      return twice;
  }
  return nullptr;
}

std::string edited(std::string_view text, const Path& base, const std::vector<EntryEdit>& edits)
{
  if (edits.empty())
    return std::string(text);
  const JsonLayout layout = layout_of(text);
  std::string whole(text);
  if (!piece_at(text, base))
    whole = with_member(text, base, Item{Members{}}, layout);
  std::optional<JsonPiece> piece = piece_at(whole, base);
  if (!piece)
    return whole;
  for (const EntryEdit& edit : edits) {
    piece->object = edit.value ? with_member(piece->object, edit.path, *edit.value, layout)
                               : without_member(piece->object, edit.path);
  }
  return fmt::format("{}{}{}", piece->before, std::string_view(piece->object).substr(piece->indent),
                     piece->after);
}

} // namespace

Merge merge_json(std::string_view text, const std::string& file, const MergeRequest& request)
{
  Merge merged{.text = std::string(text)};
  const JsoncText scanned = scan_jsonc(text, file);
  if (scanned.problem) {
    merged.problem = scanned.problem;
    return merged;
  }
  Servers servers{.path = request.client.path};
  if (scanned.root)
    servers = find_servers(*scanned.root, text, file, request.client);
  if (servers.problem) {
    merged.problem = servers.problem;
    return merged;
  }
  MergePlan plan = plan_merge(servers.entries, request);
  merged.steps = std::move(plan.steps);
  if (const JsonMember* twice =
          servers.node == nullptr ? nullptr : repeated_in_entries(*servers.node, plan.edits)) {
    merged.problem = given_twice(*twice, text, file);
    return merged;
  }
  std::string after = edited(text, servers.path, plan.edits);
  if (is_done(after, request))
    merged.text = std::move(after);
  else
    merged.problem = Diagnostic{.place = {.file = file},
                                .message = "it is written in a way that cannot be changed safely"};
  return merged;
}

} // namespace mcpctl
