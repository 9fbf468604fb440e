// One log file and what is beside it in its folder: the steps of a rotation.
//
//   copy      FILE's bytes to FILE.rotating, while the server goes on writing
//   hold      the server, and copy what came meanwhile
//   rename    FILE.rotating to FILE.rotated: from here on the rotation counts
//   empty     FILE, but for an unfinished last line, which goes from the copy back to it
//   release   the server
//   shift     FILE.1 to FILE.2 and so on, and FILE.rotated to FILE.1
//
// Killed anywhere, recover() undoes what has not come to the renaming, and else does the rest, so
// that each byte is in one file, once.
#pragma once

#include "rotate/descriptor.hpp"
#include "rotate/shift.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

class RotatingFile
{
public:
  // Never through a symbolic link. Not ok() where there is none (errno ENOENT), or on a failure.
  [[nodiscard]] static RotatingFile open(const std::string& path);
  [[nodiscard]] bool ok() const { return file_.ok(); }
  // Against another rotation, and flush; held until this object is gone.
  [[nodiscard]] bool lock();

  [[nodiscard]] std::uint64_t size() const;
  // Whether a rotation was interrupted; recover() makes good for it.
  [[nodiscard]] bool is_interrupted() const;
  [[nodiscard]] bool recover();

  // Each leaves errno on a failure. begin_copy(), copy() as often as it takes, then either drop()
  // or, with the writers held, copy(), has_all(), replace(), and with them released, shift().
  [[nodiscard]] bool begin_copy();
  [[nodiscard]] bool copy();
  [[nodiscard]] std::uint64_t left_to_copy() const;
  [[nodiscard]] bool sync_copy();
  void drop();
  [[nodiscard]] bool has_all() const { return left_to_copy() == 0; }
  [[nodiscard]] bool replace();
  [[nodiscard]] bool shift();

  // Deletes what `keeping` does not keep.
  [[nodiscard]] bool tidy(const Retention& keeping);
  // Compresses all older files that are not yet.
  [[nodiscard]] bool compress();

private:
  RotatingFile() = default;
  [[nodiscard]] Descriptor open_beside(const std::string& name, int flags) const;
  [[nodiscard]] bool rename(const std::string& from, const std::string& to) const;
  [[nodiscard]] std::vector<OlderFile> older() const;
  [[nodiscard]] bool finish(int copy);
  [[nodiscard]] bool give_back(int copy, std::uint64_t end);

  Descriptor folder_;
  std::string name_;
  Descriptor file_;
  Descriptor copy_;
  std::uint64_t copied_ = 0;
};

} // namespace mcpctl
