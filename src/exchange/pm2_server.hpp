// One application of PM2's files on its way into our TOML: its keys under the names of PM2's
// schema, and the lines that are written for them.
#pragma once

#include "config/problems.hpp"
#include "exchange/convert.hpp"
#include "exchange/import.hpp"
#include "exchange/pm2_ports.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// What all applications of one file share.
struct Pm2Import
{
  const Foreign& foreign;
  const ImportOptions& options;
  std::string file_folder; // absolute; empty: not known
  Imported& imported;
  Problems& unfilled;
  Pm2Ports ports;
  std::vector<std::string> log_files; // that servers have already
};

class Pm2Server
{
public:
  Pm2Server(const ForeignServer& server, std::string name, Pm2Import& import);

  // The value of a key of the schema, by whatever alias it was given; null if it was not.
  [[nodiscard]] const Value* find(std::string_view key) const;
  // Null also where its value is no value to JavaScript.
  [[nodiscard]] const Value* find_set(std::string_view key) const;
  [[nodiscard]] std::optional<bool> find_switch(std::string_view key) const;
  // Said of a value that is of no use.
  void not_understood(std::string_view key);

  // Lines, in the order of the calls.
  void lines(const std::string& text) { lines_ += text; }
  void comment(const std::string& text);
  void key(const std::string& name, const std::string& toml, const std::string& comment = "");
  // "# key = value: why"
  void comment_key(std::string_view key, const std::string& why);
  // A key that says what holds here without it.
  void as_usual(std::string_view key);
  void write_usual();
  // What the user should know or do.
  void remark(const std::string& text);
  // A comment that is a remark as well.
  void warn(const std::string& text);
  // What the server cannot run without.
  void fill_in(std::string_view key, const std::string& what, const std::string& why);
  void remember_secret(const ConvertedVariable& secret);
  // Lines of a table that stands behind the keys.
  void table_lines(const std::string& text) { tables_ += text; }

  [[nodiscard]] const ForeignServer& foreign() const { return server_; }
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] Pm2Import& import() { return import_; }
  [[nodiscard]] const Pm2Import& import() const { return import_; }
  [[nodiscard]] const Machine& machine() const { return import_.options.machine; }
  [[nodiscard]] Conversion conversion() const;
  // Where the application runs, absolute.
  [[nodiscard]] const std::string& folder() const { return folder_; }
  [[nodiscard]] FileKind kind(const std::string& path) const;

  // What is run.
  ConvertedCommand command;
  // As many as run; 0: no `instances` is written.
  unsigned instances = 0;
  // What the environment holds besides what the file says.
  std::vector<ForeignVariable> added_variables;

  // The keys that are not of the schema.
  [[nodiscard]] const std::vector<Entry>& unknown() const { return unknown_; }
  // "NAME" of env_NAME, with their values.
  [[nodiscard]] const std::vector<Entry>& profiles() const { return profiles_; }
  [[nodiscard]] std::string text() const { return lines_ + tables_; }

private:
  void sort_keys();
  [[nodiscard]] std::string choose_folder() const;

  const ForeignServer& server_;
  std::string name_;
  Pm2Import& import_;
  std::string folder_;
  std::vector<Entry> known_;
  std::vector<Entry> unknown_;
  std::vector<Entry> profiles_;
  std::vector<std::string> usual_;
  std::string lines_;
  std::string tables_;
};

} // namespace mcpctl
