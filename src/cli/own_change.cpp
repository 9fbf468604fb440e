#include "cli/own_change.hpp"

#include "cli/complain.hpp"
#include "store/config_file.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mcpctl {

namespace {

// Files of one folder. Where nobody has locked that, the first does.
class Files
{
public:
  explicit Files(const OwnFolders* locked) : locked_(locked) {}

  Result<ConfigFile*> open(const OwnFile& file)
  {
    Result<ConfigFile> opened = locked_ != nullptr && locked_->has(file) ? locked_->open(file)
                                : files_.empty() ? ConfigFile::open(file.folder, file.name)
                                                 : files_.front().open_beside(file.name);
    if (!opened.ok())
      return opened.error();
    files_.push_back(std::move(*opened));
    return &files_.back();
  }
  void unlock()
  {
    if (!files_.empty())
      files_.front().unlock();
  }
  [[nodiscard]] std::vector<ConfigFile>& all() { return files_; }

private:
  const OwnFolders* locked_;
  std::vector<ConfigFile> files_;
};

// The changes on disk, until something comes of them.
class Writing
{
public:
  Writing(OwnFolders& folders, const std::vector<OwnChange>& changes)
      : folders_(folders), changes_(changes)
  {
  }

  Status open()
  {
    for (const OwnChange& change : changes_) {
      const Result<ConfigFile*> file = files_.open(change.file);
      if (!file.ok())
        return file.error();
      if ((*file)->before() != change.before) {
        return Error{ExitCode::usage,
                     fmt::format("{} {}; nothing was changed", change.file.path(),
                                 change.before ? "was changed meanwhile" : "exists already"),
                     ""};
      }
    }
    for (const OwnChange& change : changes_) {
      const Result<ConfigFile*> moved =
          change.moved_from ? moved_.open(*change.moved_from) : Result<ConfigFile*>(nullptr);
      if (!moved.ok())
        return moved.error();
    }
    return Nothing{};
  }

  Status write()
  {
    for (std::size_t i = 0; i < changes_.size(); ++i) {
      if (Status written = files_.all()[i].write(changes_[i].text); !written.ok())
        return written;
    }
    for (ConfigFile& moved : moved_.all()) {
      if (Status removed = moved.remove(); !removed.ok())
        return removed;
    }
    return Nothing{};
  }

  // What others wrote meanwhile is theirs.
  void put_back()
  {
    const Status locked = lock_again();
    note(locked);
    for (std::size_t i = 0; locked.ok() && i < files_.all().size(); ++i) {
      const Result<ConfigFile> now = files_.all()[i].open_beside(changes_[i].file.name);
      if (now.ok() && (now->before() == changes_[i].text || now->before() == changes_[i].before))
        note(files_.all()[i].put_back());
    }
    for (ConfigFile& moved : moved_.all())
      note(moved.put_back());
  }

  void unlock()
  {
    files_.unlock();
    moved_.unlock();
    folders_.unlock();
    locked_ = false;
  }
  [[nodiscard]] bool locked() const { return locked_; }

private:
  Status lock_again()
  {
    if (locked_)
      return Nothing{};
    const Result<ConfigFile*> lock = again_.open(changes_.front().file);
    return lock.ok() ? Status(Nothing{}) : Status(lock.error());
  }

  static void note(const Status& status)
  {
    if (!status.ok())
      complain(status.error());
  }

  OwnFolders& folders_;
  const std::vector<OwnChange>& changes_;
  Files files_{&folders_};
  Files moved_{&folders_};
  Files again_{nullptr};
  bool locked_ = true;
};

std::vector<InstalledUnit> installed_units_of(const Context& context,
                                              const std::vector<OwnChange>& changes)
{
  std::vector<InstalledUnit> units;
  for (const OwnChange& change : changes) {
    for (InstalledUnit& unit : installed_units_of(context, change.server))
      units.push_back(std::move(unit));
  }
  return units;
}

bool are_same(const std::vector<InstalledUnit>& some, const std::vector<InstalledUnit>& others)
{
  return std::equal(some.begin(), some.end(), others.begin(), others.end(),
                    [](const InstalledUnit& one, const InstalledUnit& other) {
                      return one.unit == other.unit && one.where == other.where
                             && one.files == other.files;
                    });
}

void say_written(const Context& context, const std::vector<OwnChange>& changes)
{
  if (context.options.quiet || context.options.json)
    return;
  for (const OwnChange& change : changes) {
    if (change.before != change.text)
      fmt::print("wrote {}\n", shown_path(context, change.file.path()));
  }
  std::fflush(stdout);
}

} // namespace

Result<ExitCode> write_and_apply(const Context& context, OwnFolders& folders,
                                 const std::vector<OwnChange>& changes, ApplyRequest request)
{
  const OwnChange& first = changes.front();
  Context own = context_of(context, first.file);
  for (const OwnChange& change : changes)
    request.only.push_back(change.server);
  const SourceFile source = as_source(context, first.file, first.text);
  if (request.dry_run) {
    request.unwritten = &source;
    return run_apply(own, request);
  }
  Writing writing(folders, changes);
  Status written = writing.open();
  if (written.ok())
    written = writing.write();
  if (!written.ok()) {
    writing.put_back();
    return written.error();
  }
  const std::vector<InstalledUnit> units = installed_units_of(context, changes);
  request.accepted = [&] {
    writing.unlock();
    say_written(context, changes);
  };
  Result<ExitCode> applied = run_apply(own, request);
  if (applied.ok() || !are_same(units, installed_units_of(context, changes)))
    return applied;
  const bool said = !writing.locked();
  writing.put_back();
  if (said)
    fmt::print(stderr, "{} {} as before\n", shown_path(context, first.file.path()),
               changes.size() == 1 ? "is" : "and the others are");
  return applied;
}

} // namespace mcpctl
