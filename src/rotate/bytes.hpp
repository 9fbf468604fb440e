// Bytes from file to file. A failure leaves its cause in errno.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace mcpctl {

[[nodiscard]] std::optional<std::uint64_t> size_of(int file);

// Appends to `to` what `from` holds from `offset` on, until its end at that moment, and moves
// `offset` there.
[[nodiscard]] bool copy_from(int from, std::uint64_t& offset, int to);

// The bytes from `offset` to the end; nothing on a failure.
[[nodiscard]] std::optional<std::string> read_from(int file, std::uint64_t offset);
[[nodiscard]] bool write_all(int file, const char* bytes, std::size_t count);

// Where the last whole line of the first `size` bytes ends: behind its newline, or at `size` where
// what follows is longer than `longest` and no line that could wait for its end.
[[nodiscard]] std::optional<std::uint64_t> end_of_lines(int file, std::uint64_t size,
                                                        std::uint64_t longest);

// Whether `file` begins with the first `size` bytes of `other`; nothing on a failure.
[[nodiscard]] std::optional<bool> begins_alike(int file, int other, std::uint64_t size);

} // namespace mcpctl
