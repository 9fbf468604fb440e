// The file that import writes: where it is, and what becomes of one that is there already.
#pragma once

#include "cli/import_apply.hpp"

#include <string>

namespace mcpctl {

// Whether `text` and `other` were imported from the same file, as their first lines say.
[[nodiscard]] bool is_same_source(const std::string& text, const std::string& other);

// Where the TOML goes: the file asked for, or one in mcp.d that is not of another source.
[[nodiscard]] Result<std::string> file_of_import(const Context& context,
                                                 const ImportRequest& request);

class ImportFile
{
public:
  explicit ImportFile(std::string path) : path_(std::move(path)) {}

  // For its owner alone. A file that says the same is left alone, another one is refused unless it
  // is of the same source and to be replaced. Answers with whether it was written.
  Result<bool> write(const std::string& text, bool replaces);
  // As it was before.
  void put_back();
  // Where the file is that was replaced.
  void tell_of_old() const;

private:
  std::string path_;
  std::string old_; // where the file that was replaced is now; empty: none was
  bool is_written_ = false;
};

} // namespace mcpctl
