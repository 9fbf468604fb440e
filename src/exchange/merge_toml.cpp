#include "exchange/merge_file.hpp"

#include "exchange/toml_edit.hpp"

namespace mcpctl {

namespace {

// A text in a form that leaves no safe place, and what its owner can do by hand.
void cannot_edit(Merge& merged, const std::string& file, const MergeRequest& request)
{
  merged.problem =
      Diagnostic{.place = {.file = file},
                 .message = "its servers are written in a way that cannot be changed safely"};
  for (const ExportedServer& server : request.servers) {
    Path path = request.client.path;
    path.push_back(server.name);
    merged.to_paste += (merged.to_paste.empty() ? "" : "\n")
                       + toml_section(path, entry_of(server, request.client), "\n");
  }
}

} // namespace

Merge merge_toml(std::string_view text, const std::string& file, const MergeRequest& request)
{
  Merge merged{.text = std::string(text)};
  const Path& base = request.client.path;
  const TomlEntries found = entries_in_toml(text, file, base);
  if (found.problem) {
    merged.problem = found.problem;
    return merged;
  }
  MergePlan plan = plan_merge(found.entries, request);
  merged.steps = std::move(plan.steps);
  std::string after = merged.text;
  std::vector<std::string> touched;
  for (const EntryEdit& edit : plan.edits) {
    Path path = base;
    path.insert(path.end(), edit.path.begin(), edit.path.end());
    touched.push_back(edit.path.front());
    std::optional<std::string> next =
        edit.value ? with_toml_member(after, path, *edit.value) : without_toml_member(after, path);
    if (!next) {
      cannot_edit(merged, file, request);
      return merged;
    }
    after = std::move(*next);
  }
  const TomlEntries now = entries_in_toml(after, file, base);
  if (now.problem || !plan_merge(now.entries, request).edits.empty()
      || !same_toml_elsewhere(text, after, base, touched)) {
    cannot_edit(merged, file, request);
    return merged;
  }
  merged.text = std::move(after);
  return merged;
}

} // namespace mcpctl
