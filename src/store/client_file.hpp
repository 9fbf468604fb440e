// A file that belongs to another program, which export changes: read whole, kept beside as a
// backup, replaced whole. A link is followed, so that it goes on leading to the file.
#pragma once

#include "model/result.hpp"
#include "store/disk.hpp"

#include <string>
#include <string_view>

namespace mcpctl {

struct ClientFile
{
  std::string path; // with all links followed
  std::string text;
  bool exists = false;
  bool folder_exists = false;
};

// A file that is not there has no text. An error if it cannot be read or written, is no regular
// file, or is a link that leads nowhere.
[[nodiscard]] Result<ClientFile> read_client_file(const std::string& path);

// Copies the file to PATH.bak-STAMP, or PATH.bak-STAMP-2 and so on, never over another file, with
// its owner and mode, and answers with the copy's path. The copy is on disk when this returns.
[[nodiscard]] Result<std::string> back_up(const ClientFile& file, std::string_view stamp);

// Puts `text` in the file's place; its owner and mode stay. At any moment the old text is there or
// the new one, whole. A file that is new, and folders above it, are made for their owner alone.
// An error, and nothing changed, if the file is not what was read any more.
[[nodiscard]] Status replace_client_file(const ClientFile& file, std::string_view text,
                                         const DiskHook& hook = {});

} // namespace mcpctl
