// A configuration file that mcpctl itself writes: by one process at a time, replaced whole, and put
// back where nothing came of it.
#pragma once

#include "model/result.hpp"
#include "store/disk.hpp"

#include <optional>
#include <string>

namespace mcpctl {

class ConfigFile
{
public:
  // Waits until no other process has a file of the folder open so; the folder is made where
  // missing, 0755. An error if something else than a file stands at `name`.
  [[nodiscard]] static Result<ConfigFile> open(const std::string& folder, const std::string& name,
                                               const DiskHook& hook = {});

  // Another one of the same folder, by whoever has this one.
  [[nodiscard]] Result<ConfigFile> open_beside(const std::string& name) const;

  // What it said when it was opened; nothing if it was not there.
  [[nodiscard]] const std::optional<std::string>& before() const { return before_; }
  [[nodiscard]] std::string path() const { return folder_.path() + "/" + name_; }

  // At any moment the old text is there or the new one, whole; a new file is its owner's alone.
  [[nodiscard]] Status write(const std::string& text);
  [[nodiscard]] Status remove();
  // Makes it say again what it said before; a folder that was made for it goes, too.
  [[nodiscard]] Status put_back();
  // Lets others have files of the folder.
  void unlock();

private:
  friend class ConfigFolder;
  ConfigFile(Folder folder, std::string name, std::optional<UnitFile> before);
  [[nodiscard]] static Result<ConfigFile> in(Folder folder, const std::string& name);
  [[nodiscard]] Status replace(const UnitFile& file);

  Folder folder_;
  std::string name_;
  bool made_folder_ = false;
  unsigned mode_ = 0600;
  std::optional<std::string> before_;
};

// A folder of such files, for whoever reads what is there before it decides what to write: no other
// process has a file of it open.
class ConfigFolder
{
public:
  // Waits, as above; nothing where there is no such folder.
  [[nodiscard]] static Result<std::optional<ConfigFolder>> lock(const std::string& path);

  [[nodiscard]] Result<ConfigFile> open(const std::string& name) const;
  void unlock();

private:
  explicit ConfigFolder(Folder folder) : folder_(std::move(folder)) {}

  Folder folder_;
};

} // namespace mcpctl
