// The servers to be exported and the text of a client's file → the file's new text, and what
// happens to each entry. Everything that is not about these servers stays byte for byte. Pure.
#pragma once

#include "exchange/client.hpp"
#include "exchange/entry.hpp"
#include "exchange/jsonc_edit.hpp"
#include "model/diagnostic.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

struct MergeRequest
{
  const ClientProgram& client;
  std::vector<ExportedServer> servers;
  std::string scope;                 // whose servers these are: "--user" or "--system"
  std::string default_scope;         // of a `mcpctl connect` that says neither
  std::set<std::string> connectable; // all stdio servers of the scope, exported or not
  bool prune = false;                // remove entries whose server is gone
};

enum class EntryChange {
  add,
  update,    // ours, and not right any more
  take_over, // somebody else's of that name
  keep,      // right as it is
  gone,      // ours, of a server that is not there
  prune,     // the same, and removed
};

struct MergeStep
{
  EntryChange change = EntryChange::keep;
  std::string key;    // of the entry
  std::string server; // as the selectors name it; empty when the entry is by http
  bool operator==(const MergeStep&) const = default;
};

// A member to set, or without a value to remove; the path begins with the entry's key.
struct EntryEdit
{
  Path path;
  std::optional<Item> value;
};

struct MergePlan
{
  std::vector<MergeStep> steps;
  std::vector<EntryEdit> edits;
};
[[nodiscard]] MergePlan plan_merge(const std::vector<FoundEntry>& found,
                                   const MergeRequest& request);

struct Merge
{
  std::string text; // the same as before if there is nothing to do, or a problem
  std::vector<MergeStep> steps;
  std::optional<Diagnostic> problem; // why the file cannot be edited
  std::string to_paste;              // what its owner may write there by hand then
};

// `file` is how problems name the text. An empty text is a file that is not there yet.
[[nodiscard]] Merge merge(std::string_view text, const std::string& file,
                          const MergeRequest& request);

} // namespace mcpctl
