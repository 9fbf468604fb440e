#include "store/store.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace mcpctl {

namespace {

struct Parts
{
  std::string folder; // below the unit folder; empty: the unit folder itself
  std::string name;
};

Parts split(const std::string& path)
{
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? Parts{"", path}
                                    : Parts{path.substr(0, slash), path.substr(slash + 1)};
}

// The unit folders of one run, each opened once. Those below are opened for each use: hundreds of
// servers must not need hundreds of descriptors.
class Tree
{
public:
  Tree(const UnitFolders& folders, DiskHook hook) : folders_(folders), hook_(std::move(hook)) {}

  [[nodiscard]] Result<const Folder*> root(Where where, bool make)
  {
    if (auto found = roots_.find(where); found != roots_.end())
      return &found->second;
    const std::string& path = where == Where::persistent ? folders_.persistent : folders_.runtime;
    auto folder = make ? wrap(Folder::make(path, hook_)) : Folder::open(path, hook_);
    if (!folder)
      return folder.error();
    if (!*folder)
      return static_cast<const Folder*>(nullptr);
    return &roots_.emplace(where, std::move(**folder)).first->second;
  }

  // The folder that holds `path`; nothing if it is missing and not to be made.
  [[nodiscard]] Result<std::optional<Folder>> holder(Where where, const std::string& path,
                                                     bool make)
  {
    auto base = root(where, make);
    if (!base)
      return base.error();
    if (!*base)
      return std::optional<Folder>();
    const std::string folder = split(path).folder;
    const std::string name = folder.empty() ? "." : folder;
    if (make && !folder.empty())
      return wrap((*base)->make_below(name));
    return (*base)->below(name);
  }

private:
  static Result<std::optional<Folder>> wrap(Result<Folder> folder)
  {
    if (!folder)
      return folder.error();
    return std::optional<Folder>(std::move(*folder));
  }

  const UnitFolders& folders_;
  DiskHook hook_;
  std::map<Where, Folder> roots_;
};

using Holders = std::set<std::pair<Where, std::string>>;

// Runs `step` in the folder that holds the change's file.
Status in_holder(Tree& tree, const FileChange& change, bool make,
                 const std::function<Status(const Folder&, const std::string& name)>& step)
{
  auto holder = tree.holder(change.where, change.file.path, make);
  if (!holder)
    return holder.error();
  return *holder ? step(**holder, split(change.file.path).name) : Status(Nothing{});
}

Status stage_all(Tree& tree, const std::vector<FileChange>& changes)
{
  for (const FileChange& change : changes) {
    if (change.remove)
      continue;
    if (auto status = in_holder(tree, change, true,
                                [&](const Folder& folder, const std::string& name) {
                                  return folder.stage(name, change.file);
                                });
        !status)
      return status;
  }
  // Written first and waited for together: the file system then needs one commit, not hundreds.
  for (const FileChange& change : changes) {
    if (change.remove || change.file.is_link)
      continue;
    if (auto status = in_holder(
            tree, change, false,
            [](const Folder& folder, const std::string& name) { return folder.sync_staged(name); });
        !status)
      return status;
  }
  return Nothing{};
}

// Leaves nothing of a staging that failed. What cannot be removed is left for sweep().
void discard_all(Tree& tree, const std::vector<FileChange>& changes)
{
  for (const FileChange& change : changes) {
    if (change.remove)
      continue;
    (void)in_holder(tree, change, false, [](const Folder& folder, const std::string& name) {
      return folder.discard(name);
    });
  }
}

// Renames or deletes one file and says how to undo it.
Status replace(Tree& tree, const FileChange& change, std::vector<FileChange>& undo)
{
  return in_holder(
      tree, change, false, [&](const Folder& folder, const std::string& name) -> Status {
        auto before = folder.read(name, change.file.path);
        if (!before)
          return before.error();
        if (change.remove && !*before)
          return folder.discard(name);
        if (auto status = change.remove ? folder.remove(name) : folder.commit(name); !status)
          return status;
        FileChange back{.where = change.where, .file = {.path = change.file.path}, .remove = true};
        if (*before) {
          back.file = std::move(**before);
          back.remove = false;
        }
        undo.push_back(std::move(back));
        return Nothing{};
      });
}

// Makes the names durable and removes folders that have become empty.
Status settle_folders(Tree& tree, const std::vector<FileChange>& changes)
{
  Holders holders;
  for (const FileChange& change : changes)
    holders.emplace(change.where, split(change.file.path).folder);
  std::set<Where> roots;
  for (const auto& [where, name] : holders) {
    auto base = tree.root(where, false);
    if (!base)
      return base.error();
    if (!*base)
      continue;
    roots.insert(where);
    if (name.empty())
      continue;
    auto gone = (*base)->remove_if_empty(name);
    if (!gone)
      return gone.error();
    if (*gone)
      continue;
    auto folder = (*base)->below(name);
    if (!folder)
      return folder.error();
    if (*folder) {
      if (auto status = (*folder)->sync(); !status)
        return status;
    }
  }
  for (const Where where : roots) {
    if (auto status = (*tree.root(where, false))->sync(); !status)
      return status;
  }
  return Nothing{};
}

// What a killed apply had staged in this folder.
Status drop_staged(const Folder& folder)
{
  auto names = folder.names();
  if (!names)
    return names.error();
  for (const std::string& name : *names) {
    if (!is_staged_name(name))
      continue;
    if (auto status = folder.remove(name); !status)
      return status;
  }
  return Nothing{};
}

Status sweep_below(const Folder& root, const std::string& name)
{
  const bool session = name.starts_with("mcp-") && name.ends_with("@.service.d");
  const bool ours = name.starts_with("mcp@") || session || name.starts_with("mcpctl-")
                    || name == "mcp.target.wants";
  if (!ours && !name.ends_with(".wants"))
    return Nothing{};
  auto folder = root.below(name);
  if (!folder || !*folder)
    return Nothing{};
  if (auto status = drop_staged(**folder); !status || !ours)
    return status;
  if (auto gone = root.remove_if_empty(name); !gone)
    return gone.error();
  return Nothing{};
}

} // namespace

Changes::Changes(UnitFolders folders, DiskHook hook)
    : folders_(std::move(folders)), hook_(std::move(hook))
{
}

Status Changes::make(const std::vector<FileChange>& changes)
{
  Tree tree(folders_, hook_);
  if (auto staged = stage_all(tree, changes); !staged) {
    discard_all(tree, changes);
    (void)settle_folders(tree, changes);
    return staged;
  }
  for (const bool removing : {false, true}) {
    for (const FileChange& change : changes) {
      if (change.remove != removing)
        continue;
      if (auto status = replace(tree, change, undo_); !status) {
        discard_all(tree, changes);
        (void)settle_folders(tree, changes);
        return status;
      }
    }
  }
  return settle_folders(tree, changes);
}

Status Changes::put_back()
{
  Tree tree(folders_, hook_);
  Status first = Nothing{};
  const auto note = [&first](const Status& status) {
    if (first && !status)
      first = status;
  };
  const std::vector<FileChange> undo(undo_.rbegin(), undo_.rend());
  undo_.clear();
  std::vector<FileChange> ignored;
  for (const FileChange& change : undo) {
    const std::vector<FileChange> one{change};
    if (auto staged = stage_all(tree, one); !staged) {
      note(staged);
      continue;
    }
    note(replace(tree, change, ignored));
  }
  note(settle_folders(tree, undo));
  return first;
}

Status sweep(const UnitFolders& folders, const DiskHook& hook)
{
  for (const std::string& path : {folders.persistent, folders.runtime}) {
    if (path.empty())
      continue;
    auto folder = Folder::open(path, hook);
    if (!folder)
      return folder.error();
    if (!*folder)
      continue;
    if (auto status = drop_staged(**folder); !status)
      return status;
    auto names = (*folder)->names();
    if (!names)
      return names.error();
    for (const std::string& name : *names) {
      if (auto status = sweep_below(**folder, name); !status)
        return status;
    }
  }
  return Nothing{};
}

} // namespace mcpctl
