// A configuration as a tree of values, each with its place, in the order of the file. The TOML
// library stays behind parse_toml.cpp; one-command-a-line files become the same tree.
#pragma once

#include "config/read.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mcpctl {

// A file with its lines, found in constant time. Neither copies nor owns the file.
class Source
{
public:
  // `order`: the file's rank among the sources of one reading.
  Source(const SourceFile& file, std::size_t order);

  [[nodiscard]] const SourceFile& file() const { return *file_; }
  [[nodiscard]] std::size_t order() const { return order_; }
  // Line `number`, from 1, without its end; empty beyond the last.
  [[nodiscard]] std::string_view line(unsigned number) const;
  [[nodiscard]] unsigned line_count() const { return static_cast<unsigned>(starts_.size()); }
  // The folder that relative paths are relative to; empty for standard input.
  [[nodiscard]] std::string folder() const;

private:
  const SourceFile* file_;
  std::size_t order_;
  std::vector<std::size_t> starts_;
};

// A stretch of one line of a source; line and column from 1, in bytes. Line 0: the whole file.
struct Spot
{
  const Source* source = nullptr;
  unsigned line = 0;
  unsigned column = 0;
  unsigned width = 1;
};

struct Entry;
struct Value;
using Array = std::vector<Value>;

struct Table
{
  std::vector<Entry> entries; // keys are unique

  // The entry of that name, null when there is none. Linear: not for the table of all servers.
  [[nodiscard]] const Entry* find(std::string_view key) const;
};

// A date or time, which no key takes.
struct DateTime
{
};

// JSON has it, TOML does not.
struct Null
{
};

struct Value
{
  Spot spot;
  std::variant<std::string, std::int64_t, double, bool, Array, Table, DateTime, Null> data;

  [[nodiscard]] const std::string* text() const { return std::get_if<std::string>(&data); }
  [[nodiscard]] const std::int64_t* integer() const { return std::get_if<std::int64_t>(&data); }
  [[nodiscard]] const double* number() const { return std::get_if<double>(&data); }
  [[nodiscard]] const bool* boolean() const { return std::get_if<bool>(&data); }
  [[nodiscard]] const Array* array() const { return std::get_if<Array>(&data); }
  [[nodiscard]] const Table* table() const { return std::get_if<Table>(&data); }
};

struct Entry
{
  std::string key;
  Spot spot; // of the key
  Value value;
  bool bad = false; // reported already: to be left out
};

// The place of `length` bytes from `offset` of a string's content, where the file writes it without
// escapes; else the whole value.
[[nodiscard]] Spot within(const Value& value, std::size_t offset, std::size_t length);

} // namespace mcpctl
